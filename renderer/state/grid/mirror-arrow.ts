/** @file Arrow keys lead where they point, whichever way the text runs. */
import { direction } from '../../strings/language.ts';

const mirrored: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** The key that does in a page from left to right what `key` does in this one: the next photo lies at the left from right to left. */
export function mirrorArrow(key: string, reading: 'ltr' | 'rtl' = direction): string {
  return reading === 'rtl' ? (mirrored[key] ?? key) : key;
}
