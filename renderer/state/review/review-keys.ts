/** @file The keys of the review. Pure: which command a key is, wherever the person writes from. */
import type { KeyStroke } from '../keys/key-names.ts';

export type ReviewCommand =
  | { readonly kind: 'yes' | 'no' | 'skip' | 'undo' | 'redo' | 'first-name' | 'other-name' | 'larger' | 'hide' }
  /** From 0. */
  | { readonly kind: 'number'; readonly index: number };

const letters: Readonly<Record<string, 'yes' | 'no' | 'skip' | 'undo' | 'hide'>> = {
  y: 'yes',
  n: 'no',
  s: 'skip',
  u: 'undo',
  h: 'hide',
};

/** Null for any other key. @param direction of writing: the answers lie the other way round from right to left */
export function findReviewCommand(pressed: KeyStroke, direction: 'ltr' | 'rtl'): ReviewCommand | null {
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  if (pressed.altKey) return null;
  if (pressed.ctrlKey || pressed.metaKey) {
    if (key === 'z') return { kind: pressed.shiftKey ? 'redo' : 'undo' };
    return key === 'y' ? { kind: 'redo' } : null;
  }
  if (pressed.shiftKey) return null;
  const letter = letters[key];
  if (letter !== undefined) return { kind: letter };
  if (/^[1-9]$/u.test(key)) return { kind: 'number', index: Number(key) - 1 };
  switch (key) {
    case 'ArrowRight':
      return { kind: direction === 'ltr' ? 'yes' : 'no' };
    case 'ArrowLeft':
      return { kind: direction === 'ltr' ? 'no' : 'yes' };
    case 'ArrowDown':
      return { kind: 'skip' };
    case 'Enter':
      return { kind: 'first-name' };
    case 'F2':
      return { kind: 'other-name' };
    case ' ':
      return { kind: 'larger' };
    default:
      return null;
  }
}
