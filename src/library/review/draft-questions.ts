/**
 * @file What is worth asking about one album. Pure: no catalog, no embedder.
 *
 * [Note: review] A question is worth what its answer settles. A name for a group names all its photos, as far as the group is one
 * landmark: size times certainty. A suggested photo is worth the more the less it is known whether it belongs (4 p (1 - p)). Photos of
 * one visit are asked about together: they mostly have the same answer. Members that Cairn is sure of are not asked about one by one;
 * one pack from different visits is, until the album has some confirmed photos that recognition can learn from. So the queue is
 * finite and short. Nothing that was answered is in it, because it is made from what the answers changed: a confirmed or rejected photo
 * is no suggestion any more, a named album has a name, a "no" to a proposal is remembered.
 */
import type { OpenSuggestion, ReviewedAlbum } from '../../db/review-albums.ts';
import { describeGroup, describeSuggestion } from './fingerprints.ts';
import { buildQuestionKey } from './question-keys.ts';

/** A question before it is shown. */
export type Question = {
  readonly key: string;
  readonly albumId: number;
  /** Photos that an answer is expected to settle. */
  readonly value: number;
  /** `changed`: it was skipped, and something about it has changed since. It comes after those that were never skipped. */
  readonly skip: 'never' | 'skipped' | 'changed';
} & (
  | { readonly kind: 'same-place'; readonly photoIds: readonly number[] }
  | { readonly kind: 'name' }
  | { readonly kind: 'regroup'; readonly proposalKey: string; readonly fromAlbumId: number | null }
  | { readonly kind: 'doubtful'; readonly photoId: number }
);

/** From here on Cairn is sure enough of a member not to ask about it by itself (as albums/second-witness.ts has it). */
const sureConfidence = 0.86;
/** Confirmed photos of an album from which its sure members need no further word. */
const enoughConfirmed = 4;
/** Photos of one card: as many as are told apart at a glance. */
const packSize = 6;
/** Packs of one album that are in the queue at a time: the others come when these are answered. */
const maxPacks = 8;
/** Between two photos of one visit at most. */
const visitGapMs = 3 * 3_600_000;
/** Least that is expected of a photo that Cairn is (wrongly, perhaps) sure about. */
const leastValue = 0.2;
/** Of a group whose certainty is not known (it was found by an older version). */
const usualCertainty = 0.5;
/** What may belong to an album without a name matters less than what the album is. */
const unnamedFactor = 0.5;

/** @param skips fingerprints by skip key */
export function draftAlbumQuestions(
  album: ReviewedAlbum,
  suggestions: readonly OpenSuggestion[],
  skips: ReadonlyMap<string, string>,
): Question[] {
  const isNamed = isAlbumNamed(album);
  const doubtful = suggestions.filter(
    // The members of a group are asked about when it is known what they would be members of.
    ({ isTentative, confidence }) => isTentative || (isNamed && (confidence ?? 0) < sureConfidence),
  );
  const packs = splitByVisit(doubtful, (suggestion) => findSkip(album, suggestion, skips));
  if (isNamed && album.photoCount - album.suggestedCount < enoughConfirmed) {
    const sure = suggestions.filter((suggestion) => !doubtful.includes(suggestion));
    packs.push(...packSure(sure, (suggestion) => findSkip(album, suggestion, skips)));
  }
  const factor = isNamed ? 1 : unnamedFactor;
  const questions = packs.map(({ photos, skip }): Question => {
    const photoIds = photos.map(({ photoId }) => photoId);
    const value = factor * photos.reduce((sum, { confidence }) => sum + rateSuggestion(confidence), 0);
    const key = buildQuestionKey({ kind: 'same-place', albumId: album.id, photoIds });
    return { kind: 'same-place', key, albumId: album.id, photoIds, value, skip };
  });
  const asked = keepBest(questions);
  return isNamed ? [...asked] : [draftName(album, skips), ...asked];
}

/** The atlas or a person says what it shows. */
export function isAlbumNamed({ kind, isNamedByPerson }: Pick<ReviewedAlbum, 'kind' | 'isNamedByPerson'>): boolean {
  return kind === 'landmark' || isNamedByPerson;
}

/** How a question stands that was perhaps skipped. @param fingerprint what it is about now */
export function readSkip(skips: ReadonlyMap<string, string>, skipKey: string, fingerprint: string): Question['skip'] {
  const skipped = skips.get(skipKey);
  if (skipped === undefined) return 'never';
  return skipped === fingerprint ? 'skipped' : 'changed';
}

/** The most useful question first; what was skipped once, after all others. */
export function orderQuestions(questions: readonly Question[]): Question[] {
  return questions.toSorted(compareQuestions);
}

/** Two ordered lists as one. */
export function mergeOrdered(a: readonly Question[], b: readonly Question[]): readonly Question[] {
  if (b.length === 0) return a;
  const merged: Question[] = [];
  let next = 0;
  for (const question of a) {
    for (let other = b[next]; other !== undefined && compareQuestions(other, question) < 0; other = b[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(question);
  }
  return [...merged, ...b.slice(next)];
}

const skipRank = { never: 0, changed: 1, skipped: 2 } as const;

function compareQuestions(a: Question, b: Question): number {
  return skipRank[a.skip] - skipRank[b.skip] || b.value - a.value || a.albumId - b.albumId || (a.key < b.key ? -1 : 1);
}

/** Without the least useful ones of too many; what was skipped stays, so that it is known to be. */
function keepBest(questions: readonly Question[]): readonly Question[] {
  if (questions.length <= maxPacks) return questions;
  const skipped = questions.filter(({ skip }) => skip === 'skipped');
  return [...orderQuestions(questions.filter(({ skip }) => skip !== 'skipped')).slice(0, maxPacks), ...skipped];
}

function draftName(album: ReviewedAlbum, skips: ReadonlyMap<string, string>): Question {
  const key = buildQuestionKey({ kind: 'name', albumId: album.id });
  const value = album.photoCount * (album.certainty ?? usualCertainty);
  return { kind: 'name', key, albumId: album.id, value, skip: readSkip(skips, key, describeGroup(album)) };
}

function rateSuggestion(confidence: number | null): number {
  const p = confidence ?? 0.5;
  return Math.max(leastValue, 4 * p * (1 - p));
}

function findSkip(
  album: ReviewedAlbum,
  suggestion: OpenSuggestion,
  skips: ReadonlyMap<string, string>,
): Question['skip'] {
  if (skips.size === 0) return 'never';
  const key = buildQuestionKey({ kind: 'same-place', albumId: album.id, photoIds: [suggestion.photoId] });
  return readSkip(skips, key, describeSuggestion(suggestion, album));
}

interface Pack {
  readonly photos: readonly OpenSuggestion[];
  readonly skip: Question['skip'];
}

type FindSkip = (suggestion: OpenSuggestion) => Question['skip'];

/** Photos taken within one visit and standing alike, a few at a time. A photo without a time is asked about with others of its kind. */
function splitByVisit(suggestions: readonly OpenSuggestion[], find: FindSkip): Pack[] {
  const ordered = suggestions.toSorted(
    (a, b) => (a.takenMs ?? Infinity) - (b.takenMs ?? Infinity) || a.photoId - b.photoId,
  );
  const open = new Map<string, { photos: OpenSuggestion[]; skip: Question['skip']; lastMs: number | null }>();
  const packs: Pack[] = [];
  for (const suggestion of ordered) {
    const skip = find(suggestion);
    const kind = `${skip} ${suggestion.isTentative} ${(suggestion.confidence ?? 0) >= 0.5}`;
    const pack = open.get(kind);
    const isSameVisit =
      pack !== undefined &&
      pack.photos.length < packSize &&
      (pack.lastMs === null
        ? suggestion.takenMs === null
        : (suggestion.takenMs ?? Infinity) - pack.lastMs <= visitGapMs);
    if (isSameVisit) {
      pack.photos.push(suggestion);
      pack.lastMs = suggestion.takenMs;
      continue;
    }
    const begun = { photos: [suggestion], skip, lastMs: suggestion.takenMs };
    open.set(kind, begun);
    packs.push(begun);
  }
  return packs;
}

/** One pack of those that Cairn is sure of, spread over all visits. When it was skipped, no other is asked for instead. */
function packSure(sure: readonly OpenSuggestion[], find: FindSkip): Pack[] {
  const ordered = sure.toSorted((a, b) => (a.takenMs ?? Infinity) - (b.takenMs ?? Infinity) || a.photoId - b.photoId);
  const step = Math.max(1, ordered.length / packSize);
  const photos = Array.from(
    { length: Math.min(packSize, ordered.length) },
    (_, index) => ordered[Math.floor(index * step)],
  ).filter((suggestion) => suggestion !== undefined);
  if (photos.length === 0) return [];
  const stands = sure.map(find);
  const skip = stands.includes('skipped') ? 'skipped' : stands.includes('changed') ? 'changed' : 'never';
  return [{ photos, skip }];
}
