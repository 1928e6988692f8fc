/** @file Events that main sends to the renderer. They say that something changed; the renderer asks for pages. */
import type { ExportProgress } from './calls/exports.ts';
import type { Preferences } from './preferences.ts';
import type { RunReport } from './upkeep-views.ts';
import type { WindowCommand } from './window-commands.ts';
import type { EmbedderView, IndexingProgress } from './views.ts';

export interface Events {
  /** Coalesced (at most four a second): albums, photos, roots or failures changed. */
  'library.changed': { readonly revision: number };
  /** At most four a second. */
  'indexing.progress': IndexingProgress;
  'embedder.changed': EmbedderView;
  'preferences.changed': Preferences;
  /** Indexing came to rest after it had found new photos. */
  'indexing.ended': RunReport;
  /** Chosen in the menu bar or by a notification. */
  'window.command': WindowCommand;
  'exports.progress': ExportProgress;
  /** The catalog cannot be read everywhere, and why: see `recovery.get`. */
  'catalog.damaged': { readonly damage: string };
}

export type EventName = keyof Events;

export const eventNames = [
  'library.changed',
  'indexing.progress',
  'embedder.changed',
  'preferences.changed',
  'indexing.ended',
  'window.command',
  'exports.progress',
  'catalog.damaged',
] as const satisfies readonly EventName[];
