/**
 * @file What a text may mean.
 *
 * [Note: query senses] Dates are taken out first. What is left means, if it can, one thing ("golden gate": an album); else it is cut
 * into the longest pieces that mean something, and a photo has to be all of them ("paris canon"). Typing errors are forgiven where
 * nothing is right. A date that may as well be a part of a name ("summer palace") is also read as one. The name of a file can be
 * anything, so it is always the last guess.
 */
import type { SearchPart, SearchReason } from '../../api/search.ts';
import { parseDates, type FoundDate } from './parse-dates.ts';
import type { NameRating } from './name-finder.ts';

/** One thing that a piece of the text may mean. */
export interface Meaning {
  readonly part: SearchPart;
  readonly reason: SearchReason;
  /** In [0, 1]. */
  readonly quality: number;
}

/** Meanings of the whole text: a photo has to be all of them. Empty for what means nothing. */
export type Sense = readonly Meaning[];

/** Everything but dates and file names that a piece of text may mean, the likeliest first. */
export type FindMeanings = (piece: string, rating: NameRating) => readonly Meaning[];

/** Pieces of more words than this are not looked up: names are shorter. */
const maxWords = 6;
/** Meanings of one piece that are combined with those of others. */
const maxCombined = 3;
const weakDateQuality = 0.7;
const dateQuality = 0.95;
const fileNameQuality = 0.4;
/** Shortest part of a file name that is looked for. */
const leastFileName = 2;
const maxParts = 8;

/** All senses of a text, in no order. @param nowMs see `parseDates` */
export function interpretText(text: string, nowMs: number, findMeanings: FindMeanings): Sense[] {
  const { dates, rest } = parseDates(text, nowMs);
  const whole = text.trim().toLowerCase();
  const senses = addDates(interpretWords(rest, findMeanings), dates);
  if (dates.some(({ isWeak }) => isWeak)) senses.push(...findMeanings(whole, 'exact').map((meaning) => [meaning]));
  if (dates.length > 0) senses.push(...nameFiles(whole));
  return senses.map(dropRepeated).filter((sense) => sense.length > 0 && sense.length <= maxParts);
}

/** Both words of "taj mahl" may mean one album: it is meant once. */
function dropRepeated(sense: Sense): Sense {
  const parts = new Map(sense.map((meaning) => [JSON.stringify(meaning.part), meaning]));
  return [...parts.values()];
}

/** How likely it is that the person means this, in [0, 1]. */
export function rateSense(sense: Sense): number {
  return sense.reduce((rating, { quality }) => rating * quality, 1);
}

function addDates(senses: readonly Sense[], dates: readonly FoundDate[]): Sense[] {
  const found = dates.map(({ part, isWeak }): Meaning => {
    return { part, reason: part, quality: isWeak ? weakDateQuality : dateQuality };
  });
  return senses.map((sense) => [...sense, ...found]);
}

function interpretWords(text: string, findMeanings: FindMeanings): Sense[] {
  if (text === '') return [[]];
  const files = nameFiles(text);
  const exact = findMeanings(text, 'exact');
  if (exact.length > 0) return [...exact.map((meaning) => [meaning]), ...files];
  const loose = findMeanings(text, 'loose').map((meaning) => [meaning]);
  const words = dropUnfinished(text.split(' '));
  const pieces = words.length === 1 && words[0] === text ? null : cutIntoPieces(words, findMeanings);
  return [...loose, ...(pieces === null ? [] : combine(pieces)), ...files];
}

/** Without the first digits of a year, or a letter, that a person is about to go on from. */
function dropUnfinished(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  return words.length > 1 && /^(?:[12]\d{0,2}|[a-z])$/u.test(last) ? words.slice(0, -1) : words;
}

/** Meanings of each of the longest pieces that have any; null when none has. */
function cutIntoPieces(words: readonly string[], findMeanings: FindMeanings): (readonly Meaning[])[] | null {
  const pieces: (readonly Meaning[])[] = [];
  let isAnyKnown = false;
  for (let start = 0; start < words.length;) {
    const { meanings, length } = findLongest(words, start, findMeanings);
    const known = meanings.length > 0 ? meanings : findMeanings(words[start] ?? '', 'loose');
    isAnyKnown ||= known.length > 0;
    pieces.push(known.length > 0 ? known : nameFiles(words[start] ?? '').flat());
    start += length;
  }
  return isAnyKnown ? pieces : null;
}

function findLongest(
  words: readonly string[],
  start: number,
  findMeanings: FindMeanings,
): { readonly meanings: readonly Meaning[]; readonly length: number } {
  for (let length = Math.min(maxWords, words.length - start); length > 0; length--) {
    const meanings = findMeanings(words.slice(start, start + length).join(' '), 'exact');
    if (meanings.length > 0) return { meanings, length };
  }
  return { meanings: [], length: 1 };
}

/** Every choice of one meaning a piece; a piece that means nothing at all leaves no sense. */
function combine(pieces: readonly (readonly Meaning[])[]): Sense[] {
  return pieces.reduce<Sense[]>(
    (senses, meanings) => {
      const chosen = meanings.slice(0, maxCombined);
      return senses.flatMap((sense) => chosen.map((meaning) => [...sense, meaning])).slice(0, maxCombined ** 3);
    },
    [[]],
  );
}

function nameFiles(text: string): Sense[] {
  if (text.length < leastFileName) return [];
  const part = { kind: 'file-name', text } as const;
  return [[{ part, reason: part, quality: fileNameQuality }]];
}
