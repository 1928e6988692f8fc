import { expect, it } from 'vitest';
import { judgeMode, type JudgeParams } from '../../../bench/album-bench/judge-modes.ts';

/** Photos by path: what each shows; '-' nothing. */
function describePhotos(labels: Readonly<Record<string, string>>): JudgeParams['photos'] {
  return Object.entries(labels).map(([path, label]) => ({ path, landmark: label === '-' ? null : label }));
}

function makeAlbum(id: number, name: string, paths: readonly string[]): JudgeParams['albums'][number] {
  return { id, name, landmarkId: null, photos: paths.map((path) => ({ path })) };
}

function makeGuess(
  path: string,
  name: string | null,
  confidence = 0,
): NonNullable<JudgeParams['identifications']>[number] {
  return { path, failure: null, candidates: name === null ? [] : [{ name, confidence }] };
}

const names: Readonly<Record<string, string>> = { 'Tower A': 'a', 'Bridge B': 'b' };
const reading = {
  readName: (name: string) => names[name] ?? null,
  isNamed: ({ name }: { readonly name: string }) => name in names || name === 'Palace X',
};

it('measures albums over the landmarks with two photos or more, and leaks over the rest', () => {
  const figures = judgeMode({
    ...reading,
    photos: describePhotos({
      a1: 'a',
      a2: 'a',
      a3: 'a',
      a4: 'a',
      b1: 'b',
      b2: 'b',
      lone: 'c',
      d1: '-',
      d2: '-',
      d3: '-',
      d4: '-',
    }),
    albums: [makeAlbum(1, 'Unnamed', ['a1', 'a2', 'b1', 'd1', 'lone']), makeAlbum(2, 'Unnamed 2', ['a3', 'a4'])],
    identifications: null,
    known: new Set(),
  });
  expect(figures).toMatchObject({ photos: 10, landmarkPhotos: 6, landmarks: 2, albums: 2, leak: 1 / 4 });
  // a1, a2: 2 of 3 landmark photos beside them; b1: 1 of 3; a3, a4 and the lonely b2: 1.
  expect(figures.purity).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6);
  expect(figures.recall).toBeCloseTo((0.5 * 4 + 0.5 * 2) / 6);
  expect(figures).toMatchObject({ nameAccuracy: null, named: 0, namedOfKnown: null, gap: null });
});

it('takes every member of an album with a name for named, also what shows nothing or another landmark', () => {
  const figures = judgeMode({
    ...reading,
    photos: describePhotos({ a1: 'a', a2: 'a', a3: 'a', b1: 'b', b2: 'b', d1: '-' }),
    albums: [makeAlbum(1, 'Tower A', ['a1', 'a2', 'b1', 'd1']), makeAlbum(2, 'Palace X', ['b2'])],
    identifications: null,
    known: new Set(['a']),
  });
  expect(figures.named).toBe(5);
  expect(figures.nameAccuracy).toBeCloseTo(2 / 5);
  // Two of the three photos of the one landmark that the atlas knows.
  expect(figures.namedOfKnown).toBeCloseTo(2 / 3);
});

it('ranks the best candidates of all photos by confidence; only known landmarks can be answered', () => {
  const photos = describePhotos({ a1: 'a', a2: 'a', b1: 'b', b2: 'b', d1: '-' });
  const measure = (...guesses: NonNullable<JudgeParams['identifications']>): number | null =>
    judgeMode({ ...reading, photos, albums: [], identifications: guesses, known: new Set(['a']) }).gap;
  expect(measure(makeGuess('a1', 'Tower A', 0.9), makeGuess('a2', 'Tower A', 0.8))).toBe(1);
  // A stranger between them: (1 / 1 + 2 / 3) / 2.
  const harmed = measure(
    makeGuess('a1', 'Tower A', 0.9),
    makeGuess('d1', 'Tower A', 0.85),
    makeGuess('a2', 'Tower A', 0.8),
  );
  expect(harmed).toBeCloseTo((1 + 2 / 3) / 2);
  // A landmark that the atlas does not know harms as well, and below all right answers nothing does.
  expect(measure(makeGuess('b1', 'Tower A', 0.95), makeGuess('a1', 'Tower A', 0.9))).toBeCloseTo(0.5 / 2);
  expect(
    measure(makeGuess('a1', 'Tower A', 0.9), makeGuess('a2', 'Tower A', 0.8), makeGuess('d1', 'Bridge B', 0.1)),
  ).toBe(1);
  expect(measure(makeGuess('a1', null), makeGuess('elsewhere', 'Tower A', 0.9))).toBe(0);
});
