/** @file Tells of new photos when nobody looks at the window. What comes in parts is told as one. No Electron here. */
import type { RunReport } from '../../../src/api/upkeep-views.ts';
import type { MainWords } from '../words/words.ts';
import { composeNotification, joinReports, type ComposedNotification } from './compose-notification.ts';

export interface ShownNotification {
  readonly close: () => void;
}

export interface NotifierOptions {
  /** The person's preference now. */
  readonly isWanted: () => boolean;
  readonly isWindowFocused: () => boolean;
  readonly getWords: () => MainWords['notifications'];
  readonly show: (notification: ComposedNotification) => ShownNotification;
}

export interface Notifier {
  /** Indexing came to rest. */
  readonly note: (report: RunReport) => void;
  /** The person looks at the window: what was told is seen. */
  readonly noteFocus: () => void;
}

/** At most one notification stands at a time: the next one takes its place and tells of both. */
export function createNotifier({ isWanted, isWindowFocused, getWords, show }: NotifierOptions): Notifier {
  let unseen: RunReport | null = null;
  let shown: ShownNotification | null = null;
  const noteFocus = (): void => {
    unseen = null;
    shown?.close();
    shown = null;
  };
  return {
    noteFocus,
    note: (report) => {
      if (isWindowFocused()) {
        noteFocus();
        return;
      }
      if (!isWanted()) return;
      unseen = unseen === null ? report : joinReports(unseen, report);
      shown?.close();
      shown = show(composeNotification(unseen, getWords()));
    },
  };
}
