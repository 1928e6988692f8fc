/** @file All references in use, the atlas's and the person's own, and what they say of one photo. */
import type { PersonalReferences } from '../embedder-messages.ts';
import type { Atlas } from './atlas.ts';
import { measurePenalties } from './measure-penalties.ts';
import type { LandmarkPlace } from './place-evidence.ts';
import { averageLargest, multiplyRows } from './unit-vectors.ts';

/** References of a landmark that count towards its score (design.md section 6). */
const countedReferences = 3;
/** Non-landmark references that make the penalty c of a query. */
const queryPenaltyNeighbours = 10;

/** A landmark of the atlas with fewer references has to be surer (see `thin`). */
const enoughReferences = 8;

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
  readonly dims: number;
  /** Landmarks of the atlas that so few references speak for that a look-alike passes easily. */
  readonly thin: ReadonlySet<number>;
}

/** What the references of one landmark say of one photo. */
export interface LandmarkScore {
  /** Sum of the 3 largest (a_j - b_j), minus c. */
  readonly score: number;
  /** Largest a_j. */
  readonly nearest: number;
}

const unknownPlace: LandmarkPlace = { latitude: null, longitude: null, reachMeters: 500 };

/** Joins the atlas (or none) with the person's own references (or none). */
export function buildReferenceSet(atlas: Atlas | null, personal: PersonalReferences | null): ReferenceSet {
  const landmarkIds = atlas?.landmarks.map((landmark) => landmark.id) ?? [];
  const places: LandmarkPlace[] = atlas?.landmarks.map((landmark) => landmark) ?? [];
  const background = {
    references: atlas?.references ?? new Float32Array(0),
    landmarkOf: atlas?.landmarkOf ?? new Int32Array(0),
    nonLandmarks: atlas?.nonLandmarks ?? new Float32Array(0),
  };
  const blocks: ReferenceBlock[] = [];
  if (atlas !== null) {
    const { references: vectors, landmarkOf, penalties } = atlas;
    blocks.push({ vectors, landmarkOf, penalties, photoIds: null });
  }
  let dims = atlas?.dims ?? 0;
  if (personal !== null && personal.landmarkIds.length > 0) {
    const indexOf = new Map(landmarkIds.map((id, index) => [id, index]));
    const landmarkOf = Int32Array.from(personal.landmarkIds, (id) => {
      const known = indexOf.get(id);
      if (known !== undefined) return known;
      indexOf.set(id, landmarkIds.length);
      places.push(unknownPlace);
      return landmarkIds.push(id) - 1;
    });
    const { vectors, photoIds } = personal;
    dims = vectors.length / landmarkOf.length;
    blocks.push({ vectors, landmarkOf, photoIds, penalties: measurePenalties(vectors, landmarkOf, background) });
  }
  const { nonLandmarks } = background;
  return { landmarkIds, places, blocks, nonLandmarks, dims, thin: findThin(blocks, atlas?.landmarks.length ?? 0) };
}

function findThin(blocks: readonly ReferenceBlock[], atlasLandmarks: number): Set<number> {
  const counts = new Int32Array(atlasLandmarks);
  for (const { landmarkOf } of blocks) {
    for (const landmark of landmarkOf) if (landmark < atlasLandmarks) counts[landmark] = (counts[landmark] ?? 0) + 1;
  }
  return new Set([...counts.keys()].filter((landmark) => (counts[landmark] ?? 0) < enoughReferences));
}

/**
 * What every landmark's references say of one photo, by index in `landmarkIds` (design.md section 6; the ranking of the 2020
 * and 2021 Google Landmark Recognition winners). References of the photo itself are left out.
 */
export function scoreReferences(
  set: ReferenceSet,
  photo: { readonly vector: Float32Array; readonly photoId: number | null },
): Map<number, LandmarkScore> {
  const best = new Map<number, { readonly values: number[]; nearest: number }>();
  for (const block of set.blocks) {
    const cosines = new Float32Array(block.landmarkOf.length);
    multiplyRows(block.vectors, photo.vector, cosines);
    for (let row = 0; row < cosines.length; row++) {
      if (photo.photoId !== null && block.photoIds?.[row] === photo.photoId) continue;
      const landmark = block.landmarkOf[row] ?? 0;
      const cosine = cosines[row] ?? 0;
      const value = cosine - (block.penalties[row] ?? 0);
      const known = best.get(landmark);
      if (known === undefined) best.set(landmark, { values: [value], nearest: cosine });
      else {
        insertLargest(known.values, value);
        known.nearest = Math.max(known.nearest, cosine);
      }
    }
  }
  const cosines = new Float32Array(set.dims === 0 ? 0 : set.nonLandmarks.length / set.dims);
  multiplyRows(set.nonLandmarks, photo.vector, cosines);
  const penalty = averageLargest(cosines, queryPenaltyNeighbours);
  return new Map(
    [...best].map(([landmark, { values, nearest }]) => {
      const score = values.reduce((sum, value) => sum + value, 0) - penalty;
      return [landmark, { score, nearest }];
    }),
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
