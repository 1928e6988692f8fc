/** @file A small atlas of invented landmarks for tests, on the synthetic embeddings of the grouping tests. */
import type { RecognizePhoto } from '../../../../src/ml/embedder-messages.ts';
import type { Atlas, LandmarkFacts } from '../../../../src/ml/recognition/atlas.ts';
import { measurePenalties } from '../../../../src/ml/recognition/measure-penalties.ts';
import { multiplyAllInLoops, quantizeRows } from '../../../../src/ml/recognition/quantized-vectors.ts';
import { createMixture, dims, type Sample } from '../grouping/mixture.ts';

export const modelHash = 'ab'.repeat(32);

/** Facts of an invented landmark; the n-th stands at latitude n, longitude 10 n. */
export function createFacts(n: number): LandmarkFacts {
  return {
    id: `landmark-${String(n)}`,
    name: `Landmark ${String(n)}`,
    aliases: [],
    names: {},
    kind: 'other' as const,
    country: 'FR',
    latitude: n,
    longitude: 10 * n,
    reachMeters: 1000,
  };
}

/** Rows of samples joined to one matrix. */
export function joinVectors(samples: readonly Sample[]): Float32Array {
  const vectors = new Float32Array(samples.length * dims);
  for (const [row, sample] of samples.entries()) vectors.set(sample.vector, row * dims);
  return vectors;
}

export interface SyntheticAtlas {
  readonly atlas: Atlas;
  /** Photos of the atlas's landmarks, none of them a reference. */
  readonly queries: readonly Sample[];
  /** Photos of landmarks that the atlas does not know, and of no landmark. */
  readonly strangers: readonly Sample[];
}

/** Four known landmarks of 8 references and 6 further photos each, two unknown ones, 40 non-landmarks (half in the atlas). */
export async function createSyntheticAtlas(seed: number): Promise<SyntheticAtlas> {
  const mixture = createMixture({ seed, landmarks: 6, photosEach: 14, strangers: 40 });
  const isKnown = (sample: Sample): boolean => sample.label !== null && sample.label < 'landmark-4';
  const known = mixture.filter(isKnown);
  const references = known.filter((_, i) => i % 14 < 8);
  const others = mixture.filter((sample) => sample.label === null);
  const nonLandmarks = quantizeRows(joinVectors(others.slice(0, 20)), dims);
  const vectors = joinVectors(references);
  const quantized = quantizeRows(vectors, dims);
  const landmarkOf = Int32Array.from(references, (sample) => Number(sample.label?.slice(-1)));
  const atlas: Atlas = {
    name: 'Invented',
    version: '1',
    modelName: 'invented 1',
    modelHash,
    dims,
    landmarks: [0, 1, 2, 3].map(createFacts),
    references: quantized,
    landmarkOf,
    photosOf: Int32Array.of(8, 8, 8, 8),
    penalties: await measurePenalties({
      vectors,
      landmarkOf,
      background: { blocks: [{ vectors: quantized, landmarkOf }], nonLandmarks: [nonLandmarks] },
      multiply: multiplyAllInLoops,
    }),
    nonLandmarks,
    calibration: { intercept: -4, score: 7, support: 0, nearest: 0, closeness: 4 },
  };
  return {
    atlas,
    queries: known.filter((_, i) => i % 14 >= 8),
    strangers: mixture.filter((sample) => !isKnown(sample) && !others.slice(0, 20).includes(sample)),
  };
}

/** A query without GPS. */
export function toQuery(sample: Sample, place: Partial<RecognizePhoto> = {}): RecognizePhoto {
  return { vector: sample.vector, latitude: null, longitude: null, photoId: null, ...place };
}
