/** @file Does what the menu bar and notifications ask for. */
import type { WindowCommand } from '../../src/api/window-commands.ts';
import type { AppState } from './app.svelte.ts';
import { goToView } from './places.ts';
import { turnDecision } from './undo.ts';

export interface CommandTargets {
  readonly showKeys: () => void;
  readonly showPalette: () => void;
}

/** A text field takes back its own typing. This is the only way to ask for it; no standard has taken its place yet. */
interface Editor {
  readonly execCommand: (command: 'undo' | 'redo') => boolean;
}

export function runWindowCommand(command: WindowCommand, app: AppState, targets: CommandTargets): void {
  const { router, library, toasts, viewer } = app;
  switch (command.kind) {
    case 'view':
      goToView(command.view, app);
      return;
    case 'album':
      viewer.closeAll();
      router.goTo({ view: 'landmarks' });
      router.open({ view: 'album', albumId: command.albumId });
      return;
    case 'undo':
    case 'redo':
      if (isTextField(document.activeElement)) (document as unknown as Editor).execCommand(command.kind);
      else if (app.turnInView?.(command.kind) !== true) void turnDecision(command.kind, library, toasts);
      return;
    case 'back':
      if (viewer.isOpen) viewer.close();
      else router.back();
      return;
    case 'keys':
      targets.showKeys();
      return;
    case 'palette':
      targets.showPalette();
  }
}

/** Text is typed into it, so that the keys of editing are its own. */
export function isTextField(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement) return !['radio', 'checkbox', 'button', 'range'].includes(element.type);
  return element instanceof HTMLElement && element.isContentEditable;
}
