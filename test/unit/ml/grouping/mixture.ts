/** @file Synthetic embeddings for tests: landmarks are directions, photos are noisy copies, strangers are noise. */
import type { GroupPhoto, PhotoGroup } from '../../../../src/ml/embedder-messages.ts';
import { groupPhotos } from '../../../../src/ml/grouping/group-photos.ts';
import type { GroupInput } from '../../../../src/ml/grouping/select-photos.ts';
import { searchNeighboursPlainly } from '../../../../src/ml/grouping/neighbour-search.ts';
import { normalizeRows } from '../../../../src/ml/recognition/unit-vectors.ts';

export const dims = 64;
/** Dimension 0 alone says whether a photo shows a landmark. */
export const landmarkness = { weights: Float32Array.from({ length: dims }, (_, d) => (d === 0 ? 40 : 0)), bias: -4 };

/** Repeatable numbers in [0, 1): mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Dimensions from here on stay empty in a mixture: a vector along them is far from all others. */
export const emptyFrom = 50;

/** A direction at random, unit length, whose dimension 0 is `first` against a rest of length 1. */
function createDirection(random: () => number, first = 0): Float32Array {
  const direction = Float32Array.from({ length: dims }, (_, d) =>
    d === 0 || d >= emptyFrom ? 0 : random() + random() + random() + random() - 2,
  );
  normalizeRows(direction, dims);
  direction[0] = first;
  normalizeRows(direction, dims);
  return direction;
}

export interface Sample {
  readonly photo: GroupPhoto;
  readonly vector: Float32Array;
  /** Null: not a landmark. */
  readonly label: string | null;
}

export interface MixtureOptions {
  readonly seed: number;
  readonly landmarks: number;
  readonly photosEach: number;
  readonly strangers: number;
  /** Length of the noise against a direction of length 1. */
  readonly noise?: number;
}

/** Photos of several landmarks, and strangers that show none. Ids go from 1 in steps of 1. */
export function createMixture({ seed, landmarks, photosEach, strangers, noise = 0.6 }: MixtureOptions): Sample[] {
  const random = createRandom(seed);
  const samples: Sample[] = [];
  const add = (vector: Float32Array, label: string | null): void => {
    const photo = { photoId: samples.length + 1, latitude: null, longitude: null, takenMs: null };
    samples.push({ photo, vector, label });
  };
  for (let landmark = 0; landmark < landmarks; landmark++) {
    const direction = createDirection(random, 0.3);
    for (let i = 0; i < photosEach; i++) {
      const vector = createDirection(random).map((value, d) => noise * value + (direction[d] ?? 0));
      normalizeRows(vector, dims);
      add(vector, `landmark-${String(landmark)}`);
    }
  }
  for (let i = 0; i < strangers; i++) add(createDirection(random, -0.3), null);
  return samples;
}

export interface GroupSamplesOptions {
  readonly mustLinks?: readonly number[];
  readonly cannotLinks?: readonly number[];
  readonly wanted?: readonly number[];
}

/** Runs the real grouping with the plain exact search. */
export async function groupSamples(
  samples: readonly Sample[],
  options: GroupSamplesOptions = {},
): Promise<PhotoGroup[]> {
  return groupPhotos({
    ...prepareSamples(samples, options),
    searchNeighbours: searchNeighboursPlainly,
  });
}

/** What grouping asks for, but the search. */
export function prepareSamples(
  samples: readonly Sample[],
  { mustLinks = [], cannotLinks = [], wanted }: GroupSamplesOptions = {},
): Omit<GroupInput, 'searchNeighbours'> {
  const vectors = new Map(samples.map((sample) => [sample.photo.photoId, sample.vector]));
  return {
    photos: samples.map((sample) => sample.photo),
    mustLinks: Int32Array.from(mustLinks),
    cannotLinks: Int32Array.from(cannotLinks),
    wanted: wanted === undefined ? undefined : Int32Array.from(wanted),
    getVector: (photoId) => vectors.get(photoId) ?? null,
    dims,
    landmarkness,
  };
}

/** Photo ids of each group. */
export function listIds(groups: readonly PhotoGroup[]): number[][] {
  return groups.map((group) => group.members.map((member) => member.photoId));
}
