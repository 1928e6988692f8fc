/**
 * @file Keys as they are shown.
 *
 * [Note: key tokens] Keys are written as lists of tokens: `Ctrl`, `Shift` and `Alt` first, then one key by its name in KeyboardEvent
 * (`ArrowLeft`, `PageUp`, `Escape`), `Space`, or the sign on it (`C`, `?`). Ctrl stands for Cmd on macOS.
 */
import { t } from '../../strings/index.ts';

/** The part of a KeyboardEvent that tells. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Macintosh');

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
};
const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** A token as it stands on the key. */
export function nameKey(token: string, isOnMac = isMac): string {
  const names: Readonly<Record<string, string>> = t.keys.names;
  return (isOnMac ? macSigns[token] : undefined) ?? signs[token] ?? names[token] ?? token;
}

/** `Shift+X`; on macOS `⇧X`. */
export function writeKeys(tokens: readonly string[], isOnMac = isMac): string {
  return tokens.map((token) => nameKey(token, isOnMac)).join(isOnMac ? '' : '+');
}

/** Whether a stroke is that of the tokens: nothing else is held down with it. A sign may need Shift. */
export function isPressed(stroke: KeyStroke, tokens: readonly string[]): boolean {
  const wanted = tokens.at(-1) ?? '';
  const key = stroke.key === ' ' ? 'Space' : stroke.key.length === 1 ? stroke.key.toUpperCase() : stroke.key;
  const isSign = wanted.length === 1 && !/[A-Z0-9]/u.test(wanted);
  return (
    key === wanted &&
    (stroke.ctrlKey || stroke.metaKey) === tokens.includes('Ctrl') &&
    stroke.altKey === tokens.includes('Alt') &&
    (isSign || stroke.shiftKey === tokens.includes('Shift'))
  );
}
