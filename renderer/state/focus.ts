/** @file Where the focus is: who is in the middle of something is not called away. */
import { isTextField } from './window-commands.ts';

/** In a dialog or a menu, which have their own keys. */
export function isInLayer(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}

/** The person is in a dialog, a menu or a text field: what ends meanwhile does not take the focus. */
export function isEngaged(): boolean {
  return isInLayer(document.activeElement) || isTextField(document.activeElement);
}
