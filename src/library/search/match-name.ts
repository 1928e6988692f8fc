/** @file How well a name fits what a person typed. */
import { foldWords } from './fold-text.ts';
import { countForgiven, measureErrors } from './measure-errors.ts';

/** A name, ready to be compared. */
export interface FoldedName {
  readonly text: string;
  readonly words: readonly string[];
  /** The words without spaces: people write "Golden Gate" and "goldengate". */
  readonly key: string;
  /** One bit a letter that it has (several letters share one): most names are ruled out by it. */
  readonly letters: number;
}

/** What a person typed, ready to be compared. */
export type FoldedQuery = FoldedName;

export function foldName(text: string): FoldedName {
  const words = foldWords(text);
  const key = words.join('');
  return { text, words, key, letters: markLetters(key) };
}

function markLetters(key: string): number {
  let letters = 0;
  for (let index = 0; index < key.length; index++) letters |= 1 << (key.charCodeAt(index) & 31);
  return letters;
}

/** Quality of a match in [0, 1]; 0: none. */
const qualities = { whole: 1, beginning: 0.9, words: 0.8, inside: 0.6 } as const;
/** Shortest text that is looked for inside words: a syllable of the Latin script is in every other name, a sign of Chinese is not. */
const leastInside = 3;
/** From here on a script writes words in one or two signs. */
const firstDenseSign = 0x2e80;

/** A match without typing errors. */
export function matchExactly(query: FoldedQuery, name: FoldedName): number {
  if ((query.letters & ~name.letters) !== 0) return 0;
  if (name.key === query.key) return qualities.whole;
  if (name.key.startsWith(query.key)) return qualities.beginning;
  if (query.words.every((typed) => name.words.some((word) => word.startsWith(typed)))) return qualities.words;
  const isLongEnough = query.key.length >= leastInside || query.key.charCodeAt(0) >= firstDenseSign;
  return isLongEnough && name.key.includes(query.key) ? qualities.inside : 0;
}

/** A match that forgives typing errors: every word typed is nearly a word of the name, or all of it nearly is the name. Below 0.6. */
export function matchLoosely(query: FoldedQuery, name: FoldedName): number {
  const forgiven = countForgiven(query.key.length);
  if (forgiven === 0) return 0;
  const inWords = query.words.reduce<number>((sum, word) => sum + countForgiven(word.length), 0);
  const mostErrors = Math.max(forgiven, inWords);
  if (countBits(query.letters & ~name.letters) > mostErrors) return 0;
  const whole = measureErrors(query.key, name.key, forgiven, query.key.length > 5);
  let errors = 0;
  for (const typed of query.words) {
    const limit = countForgiven(typed.length);
    let least = limit + 1;
    for (const word of name.words) {
      least = Math.min(least, measureErrors(typed, word, limit, typed.length > 5));
      if (least === 0) break;
    }
    errors = least > limit ? Infinity : errors + least;
    if (errors === Infinity) break;
  }
  const best = Math.min(errors, whole <= forgiven ? whole : Infinity);
  return best === Infinity ? 0 : 0.55 / (1 + 0.2 * best);
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
