/** @file What grouping works on: the photos that look like a landmark, or that a person put together. */
import type { GroupParams, GroupPhoto } from '../embedder-messages.ts';
import { estimateLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import type { GroupingThresholds } from './grouping-thresholds.ts';
import { makeRows } from './make-rows.ts';
import type { SearchNeighbours } from './neighbour-search.ts';

export interface GroupInput extends GroupParams {
  /** Raw embedding of a photo; null when there is none (the photo is left out). */
  readonly getVector: (photoId: number) => Float32Array | null;
  readonly dims: number;
  readonly landmarkness: Landmarkness;
  readonly searchNeighbours: SearchNeighbours;
  /** Left out: the fixed thresholds. */
  readonly thresholds?: GroupingThresholds;
}

/** Landmark-like photos by id, and what grouping needs of each. Row i of `vectors` is photo i. */
export interface SelectedPhotos {
  readonly photos: readonly GroupPhoto[];
  /** Raw embeddings, photos x dims. */
  readonly vectors: Float32Array;
  /** Probability of showing a landmark. */
  readonly landmarkness: readonly number[];
}

/** Landmark-like photos and those that a person put together, by id. */
export function selectPhotos(input: GroupInput, thresholds: GroupingThresholds): SelectedPhotos {
  const linked = new Set(input.mustLinks);
  const byId = new Map(input.photos.map((photo) => [photo.photoId, photo]));
  const photos: GroupPhoto[] = [];
  const landmarkness: number[] = [];
  for (const photo of [...byId.values()].sort((a, b) => a.photoId - b.photoId)) {
    const vector = input.getVector(photo.photoId);
    if (vector === null) continue;
    const probability = estimateLandmarkness(input.landmarkness, vector);
    if (probability < thresholds.landmarkness && !linked.has(photo.photoId)) continue;
    photos.push(photo);
    landmarkness.push(probability);
  }
  // Asked for again: held until here they would take the memory twice.
  const vectors = makeRows(photos.length, input.dims);
  for (const [row, { photoId }] of photos.entries()) vectors.set(input.getVector(photoId) ?? [], row * input.dims);
  return { photos, vectors, landmarkness };
}
