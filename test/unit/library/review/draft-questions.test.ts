import { describe, expect, it } from 'vitest';
import type { OpenSuggestion, ReviewedAlbum } from '../../../../src/db/review-albums.ts';
import { draftAlbumQuestions, orderQuestions, type Question } from '../../../../src/library/review/draft-questions.ts';
import { describeGroup, describeSuggestion } from '../../../../src/library/review/fingerprints.ts';

const hourMs = 3_600_000;
const none: ReadonlyMap<string, string> = new Map();
const album = (changes: Partial<ReviewedAlbum> = {}): ReviewedAlbum => ({
  id: 1,
  kind: 'landmark',
  name: 'The tower',
  isNamedByPerson: false,
  place: null,
  photoCount: 20,
  suggestedCount: 10,
  certainty: null,
  coverPhotoId: null,
  ...changes,
});
const unnamed = (changes: Partial<ReviewedAlbum> = {}): ReviewedAlbum =>
  album({ kind: 'group', name: 'Unnamed landmark 3', ...changes });
const suggest = (photoId: number, confidence: number, changes: Partial<OpenSuggestion> = {}): OpenSuggestion => ({
  photoId,
  confidence,
  isTentative: false,
  takenMs: 0,
  ...changes,
});
const packsOf = (questions: readonly Question[]): readonly (readonly number[])[] =>
  questions.flatMap((question) => (question.kind === 'same-place' ? [question.photoIds] : []));

describe('questions about an album', () => {
  it('ask together about photos of one visit, six at most, and never about sure members of an album that has its word', () => {
    const visit = Array.from({ length: 8 }, (_, index) => suggest(10 + index, 0.7, { takenMs: index * hourMs }));
    const later = suggest(30, 0.7, { takenMs: 40 * hourMs });
    const sure = suggest(31, 0.95);
    const questions = draftAlbumQuestions(album(), [...visit, later, sure], none);
    expect(packsOf(questions)).toEqual([[10, 11, 12, 13, 14, 15], [16, 17], [30]]);
  });

  it('keep apart what is a member and what is only tentative', () => {
    const photos = [
      suggest(10, 0.8),
      suggest(11, 0.6, { isTentative: true }),
      suggest(12, 0.95, { isTentative: true }),
    ];
    expect(packsOf(draftAlbumQuestions(album(), photos, none))).toEqual([[10], [11, 12]]);
  });

  it('ask for a first word about a landmark of which nothing is confirmed, with photos from all visits', () => {
    const photos = Array.from({ length: 60 }, (_, index) => suggest(index + 1, 0.97, { takenMs: index * 24 * hourMs }));
    const questions = draftAlbumQuestions(album({ photoCount: 60, suggestedCount: 60 }), photos, none);
    expect(packsOf(questions)).toEqual([[1, 11, 21, 31, 41, 51]]);
    expect(draftAlbumQuestions(album({ photoCount: 60, suggestedCount: 56 }), photos, none)).toEqual([]);
  });

  it('ask first what a group is, the bigger and the surer the sooner', () => {
    const big = draftAlbumQuestions(unnamed({ id: 1, photoCount: 40, certainty: 0.8 }), [], none);
    const sure = draftAlbumQuestions(unnamed({ id: 2, photoCount: 40, certainty: 0.9 }), [], none);
    const small = draftAlbumQuestions(
      unnamed({ id: 3, photoCount: 5, certainty: 0.9 }),
      [suggest(8, 0.5), suggest(9, 0.5, { isTentative: true })],
      none,
    );
    const ordered = orderQuestions([...small, ...big, ...sure]);
    expect(ordered.map(({ kind, albumId }) => [kind, albumId])).toEqual([
      ['name', 2],
      ['name', 1],
      ['name', 3],
      ['same-place', 3],
    ]);
  });

  it('put what is open before what is almost known', () => {
    const [open] = draftAlbumQuestions(album({ id: 1 }), [suggest(1, 0.5)], none);
    const [known] = draftAlbumQuestions(album({ id: 2 }), [suggest(2, 0.85)], none);
    expect(orderQuestions([known, open].flatMap((one) => one ?? [])).map(({ albumId }) => albumId)).toEqual([1, 2]);
  });
});

describe('what was skipped', () => {
  const shy = suggest(10, 0.6);
  const skips = new Map([
    ['same-place 1 10', describeSuggestion(shy, album())],
    ['name 1', describeGroup(unnamed())],
  ]);

  it('is not asked, neither by itself nor in a pack with others', () => {
    const questions = draftAlbumQuestions(album(), [shy, suggest(11, 0.6)], skips);
    expect(questions.map(({ key, skip }) => [key, skip])).toEqual([
      ['same-place 1 10', 'skipped'],
      ['same-place 1 11', 'never'],
    ]);
  });

  it('comes back, after all others, when something about it has changed', () => {
    const surer = draftAlbumQuestions(album(), [suggest(10, 0.8), suggest(11, 0.85)], skips);
    expect(orderQuestions(surer).map(({ key, skip }) => [key, skip])).toEqual([
      ['same-place 1 11', 'never'],
      ['same-place 1 10', 'changed'],
    ]);
    const renamed = draftAlbumQuestions(album({ name: 'Castle' }), [shy], skips);
    expect(renamed.map(({ skip }) => skip)).toEqual(['changed']);
  });

  it('of a group stands until it has grown to twice its size', () => {
    const readSkip = (photoCount: number): unknown => draftAlbumQuestions(unnamed({ photoCount }), [], skips)[0]?.skip;
    expect([17, 31, 32, 8].map(readSkip)).toEqual(['skipped', 'skipped', 'changed', 'changed']);
  });

  it('of the sure members is not asked for with other photos instead', () => {
    const sure = Array.from({ length: 12 }, (_, index) => suggest(index + 1, 0.97));
    const fresh = album({ suggestedCount: 20 });
    const [asked] = draftAlbumQuestions(fresh, sure, none);
    const skipped = new Map(
      (asked?.kind === 'same-place' ? asked.photoIds : []).map((photoId) => [
        `same-place 1 ${photoId}`,
        describeSuggestion(suggest(photoId, 0.97), fresh),
      ]),
    );
    expect(skipped.size).toBe(6);
    const more = [...sure, ...Array.from({ length: 5 }, (_, index) => suggest(50 + index, 0.97, { takenMs: 9 }))];
    expect(draftAlbumQuestions(fresh, more, skipped).map(({ skip }) => skip)).toEqual(['skipped']);
  });
});
