/** @file The keys that work in every view. Pure: which command a key is, wherever the person is. */
import { placeViews, type MenuView } from '../../../src/api/window-commands.ts';
import type { KeyStroke } from './key-names.ts';

export type AppCommand =
  | { readonly kind: 'view'; readonly view: MenuView }
  | { readonly kind: 'palette' | 'back' | 'escape' | 'undo' | 'redo' | 'keys' };

/** What a key stroke asks of the window; null: nothing. @param isTyping in a text field, whose keys are its own */
export function readAppKey(stroke: KeyStroke, isTyping: boolean): AppCommand | null {
  const { altKey, shiftKey } = stroke;
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
  if (stroke.ctrlKey || stroke.metaKey) {
    if (altKey) return null;
    if (shiftKey) return key === 'z' && !isTyping ? { kind: 'redo' } : null;
    const place = placeViews[Number(key) - 1];
    if (/^[1-9]$/u.test(key)) return place === undefined ? null : { kind: 'view', view: place };
    switch (key) {
      case ',':
        return { kind: 'view', view: 'settings' };
      case 'f':
        return { kind: 'view', view: 'search' };
      case 'h':
        // On macOS Cmd+H hides the app.
        return stroke.metaKey ? null : { kind: 'view', view: 'history' };
      case 'k':
        return { kind: 'palette' };
      case 'z':
        return isTyping ? null : { kind: 'undo' };
      case 'y':
        return isTyping ? null : { kind: 'redo' };
      default:
        return null;
    }
  }
  if (altKey) return key === 'ArrowLeft' ? { kind: 'back' } : null;
  if (isTyping) return null;
  switch (key) {
    case 'Escape':
      return { kind: 'escape' };
    case '?':
      return { kind: 'keys' };
    case '/':
      return { kind: 'view', view: 'search' };
    default:
      return null;
  }
}
