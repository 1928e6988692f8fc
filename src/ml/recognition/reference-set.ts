/** @file All references in use, the atlas's and the person's own, and the score of each landmark for one photo. */
import type { PersonalReferences } from '../embedder-messages.ts';
import type { Atlas } from './atlas.ts';
import type { LandmarkPlace } from './place-evidence.ts';
import { averageLargest, multiplyRows } from './unit-vectors.ts';

/** References of a landmark that count towards its score (design.md section 6). */
const countedReferences = 3;
/** Non-landmark references that make the penalty c of a query. */
const queryPenaltyNeighbours = 10;
/** Non-landmark references that make the penalty b_j of a reference. */
export const referencePenaltyNeighbours = 5;

/** References of one origin. */
export interface ReferenceBlock {
  /** Rows x dims. */
  readonly vectors: Float32Array;
  /** Index in `landmarkIds` of each row. */
  readonly landmarkOf: Int32Array;
  /** b_j of each row. */
  readonly penalties: Float32Array;
  /** Photo of each row; null for the atlas, whose photos the catalog does not hold. */
  readonly photoIds: Int32Array | null;
}

/** References of the atlas and of the person, over one list of landmarks. */
export interface ReferenceSet {
  readonly landmarkIds: readonly string[];
  readonly places: readonly LandmarkPlace[];
  readonly blocks: readonly ReferenceBlock[];
  /** Rows x dims. */
  readonly nonLandmarks: Float32Array;
}

const unknownPlace: LandmarkPlace = { latitude: null, longitude: null, reachMeters: 500 };

/** Joins the atlas (or none) with the person's own references (or none). */
export function buildReferenceSet(atlas: Atlas | null, personal: PersonalReferences | null): ReferenceSet {
  const landmarkIds = atlas?.landmarks.map((landmark) => landmark.id) ?? [];
  const places: LandmarkPlace[] = atlas?.landmarks.map((landmark) => landmark) ?? [];
  const nonLandmarks = atlas?.nonLandmarks ?? new Float32Array(0);
  const blocks: ReferenceBlock[] = [];
  if (atlas !== null) {
    blocks.push({
      vectors: atlas.references,
      landmarkOf: atlas.landmarkOf,
      penalties: atlas.penalties,
      photoIds: null,
    });
  }
  if (personal !== null && personal.landmarkIds.length > 0) {
    const indexOf = new Map(landmarkIds.map((id, index) => [id, index]));
    const landmarkOf = Int32Array.from(personal.landmarkIds, (id) => {
      const known = indexOf.get(id);
      if (known !== undefined) return known;
      indexOf.set(id, landmarkIds.length);
      places.push(unknownPlace);
      return landmarkIds.push(id) - 1;
    });
    const dims = personal.vectors.length / personal.landmarkIds.length;
    blocks.push({
      vectors: personal.vectors,
      landmarkOf,
      penalties: measurePenalties(personal.vectors, nonLandmarks, dims),
      photoIds: personal.photoIds,
    });
  }
  return { landmarkIds, places, blocks, nonLandmarks };
}

/** b_j of each row of `vectors`: its mean cosine to its 5 nearest non-landmark references. */
export function measurePenalties(vectors: Float32Array, nonLandmarks: Float32Array, dims: number): Float32Array {
  const cosines = new Float32Array(nonLandmarks.length / dims);
  return Float32Array.from({ length: vectors.length / dims }, (_, row) => {
    multiplyRows(nonLandmarks, vectors.subarray(row * dims, (row + 1) * dims), cosines);
    return averageLargest(cosines, referencePenaltyNeighbours);
  });
}

/**
 * Score of every landmark for one photo, by index in `landmarkIds`: the sum of its 3 largest (a_j - b_j), minus c
 * (design.md section 6; the ranking of the 2020 and 2021 Google Landmark Recognition winners). References of the
 * photo itself are left out.
 */
export function scoreReferences(
  set: ReferenceSet,
  photo: { readonly vector: Float32Array; readonly photoId: number | null },
): Map<number, number> {
  const dims = photo.vector.length;
  const best = new Map<number, number[]>();
  for (const block of set.blocks) {
    const cosines = new Float32Array(block.landmarkOf.length);
    multiplyRows(block.vectors, photo.vector, cosines);
    for (let row = 0; row < cosines.length; row++) {
      if (photo.photoId !== null && block.photoIds?.[row] === photo.photoId) continue;
      const landmark = block.landmarkOf[row] ?? 0;
      const value = (cosines[row] ?? 0) - (block.penalties[row] ?? 0);
      const kept = best.get(landmark);
      if (kept === undefined) best.set(landmark, [value]);
      else insertLargest(kept, value);
    }
  }
  const cosines = new Float32Array(set.nonLandmarks.length / dims);
  multiplyRows(set.nonLandmarks, photo.vector, cosines);
  const penalty = averageLargest(cosines, queryPenaltyNeighbours);
  return new Map(
    [...best].map(([landmark, kept]) => [landmark, kept.reduce((sum, value) => sum + value, 0) - penalty]),
  );
}

/** Keeps the largest values of one landmark, largest first. */
function insertLargest(kept: number[], value: number): void {
  if (kept.length === countedReferences && value <= (kept[countedReferences - 1] ?? 0)) return;
  let place = kept.length;
  while (place > 0 && (kept[place - 1] ?? 0) < value) place--;
  kept.splice(place, 0, value);
  if (kept.length > countedReferences) kept.pop();
}
