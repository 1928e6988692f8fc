/** @file All references in use, those of the atlases and the person's own, and what they say of photos. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { PersonalReferences } from '../embedder-messages.ts';
import type { Atlas } from './atlas.ts';
import { measurePenalties } from './measure-penalties.ts';
import type { LandmarkPlace } from './place-evidence.ts';
import { multiplyInLoops, quantizeRows, type MultiplyRows, type QuantizedVectors } from './quantized-vectors.ts';
import { averageLargest } from './unit-vectors.ts';

/** Non-landmark references that make the penalty c of a query. */
const queryPenaltyNeighbours = 10;

/** A landmark of the atlas with fewer references has to be surer (see `thin`). */
const enoughReferences = 8;

/** References of one origin. */
export interface ReferenceBlock {
  readonly vectors: QuantizedVectors;
  /** Index in `landmarkIds` of each row. */
  readonly landmarkOf: Int32Array;
  /** b_j of each row. */
  readonly penalties: Float32Array;
  /** Photo of each row; null for an atlas, whose photos the catalog does not hold. */
  readonly photoIds: Int32Array | null;
}

/** References of the atlases and of the person, over one list of landmarks. */
export interface ReferenceSet {
  readonly landmarkIds: readonly string[];
  readonly places: readonly LandmarkPlace[];
  readonly blocks: readonly ReferenceBlock[];
  /** One an atlas. */
  readonly nonLandmarks: readonly QuantizedVectors[];
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

/** What all references say of one photo, by index in `landmarkIds`. */
export interface PhotoScores {
  /** `LandmarkScore.score`; -Infinity where no reference speaks. */
  readonly scores: Float32Array;
  /** `LandmarkScore.nearest`; -2 where no reference speaks. */
  readonly nearest: Float32Array;
}

/** A photo that is looked up. */
export interface ScoredPhoto {
  /** Unit vector. */
  readonly vector: Float32Array;
  /** References of this photo itself are left out. */
  readonly photoId: number | null;
}

const unknownPlace: LandmarkPlace = { latitude: null, longitude: null, reachMeters: 500 };

/**
 * Joins the atlases with the person's own references (or none). Landmarks of one id are one landmark; the facts of the first
 * atlas that has it count.
 */
export async function buildReferenceSet(
  atlases: readonly Atlas[],
  personal: PersonalReferences | null,
  multiply: MultiplyRows,
): Promise<ReferenceSet> {
  const landmarkIds: string[] = [];
  const places: LandmarkPlace[] = [];
  const indexOf = new Map<string, number>();
  const enter = (id: string, place: LandmarkPlace): number => {
    const known = indexOf.get(id);
    if (known !== undefined) return known;
    indexOf.set(id, landmarkIds.length);
    places.push(place);
    return landmarkIds.push(id) - 1;
  };
  const blocks: ReferenceBlock[] = atlases.map(({ landmarks, references: vectors, landmarkOf, penalties }) => {
    const indices = landmarks.map((landmark) => enter(landmark.id, landmark));
    return { vectors, penalties, photoIds: null, landmarkOf: landmarkOf.map((landmark) => indices[landmark] ?? 0) };
  });
  const nonLandmarks = atlases.map((atlas) => atlas.nonLandmarks);
  const atlasLandmarks = landmarkIds.length;
  const personalRows = personal?.landmarkIds.length ?? 0;
  let dims = atlases[0]?.dims ?? 0;
  if (personal !== null && personalRows > 0) {
    const { vectors, photoIds } = personal;
    dims = vectors.length / personalRows;
    const landmarkOf = Int32Array.from(personal.landmarkIds, (id) => enter(id, unknownPlace));
    const penalties = await measurePenalties({ vectors, landmarkOf, background: { blocks, nonLandmarks }, multiply });
    blocks.push({ vectors: quantizeRows(vectors, dims), landmarkOf, photoIds, penalties });
  }
  return { landmarkIds, places, blocks, nonLandmarks, dims, thin: findThin(blocks, atlasLandmarks) };
}

function findThin(blocks: readonly ReferenceBlock[], atlasLandmarks: number): Set<number> {
  const counts = new Int32Array(atlasLandmarks);
  for (const { landmarkOf } of blocks) {
    for (const landmark of landmarkOf) if (landmark < atlasLandmarks) counts[landmark] = (counts[landmark] ?? 0) + 1;
  }
  return new Set([...counts.keys()].filter((landmark) => (counts[landmark] ?? 0) < enoughReferences));
}

/**
 * What every landmark's references say of one photo (design.md section 6; the ranking of the 2020 and 2021 Google Landmark
 * Recognition winners), in plain loops: the reference for `scoreAll`, and for a few photos and a small atlas.
 */
export function scoreReferences(set: ReferenceSet, photo: ScoredPhoto): PhotoScores {
  const tally = createTally(set.landmarkIds.length);
  for (const block of set.blocks) tally.add(block, multiplyInLoops(block.vectors, photo.vector), photo.photoId);
  return tally.finish(set.nonLandmarks.map((vectors) => multiplyInLoops(vectors, photo.vector)));
}

/** Photos of one matrix product: their cosines take 32 MB at 244,000 references. */
const photosPerProduct = 32;

/**
 * The same for many photos, in matrix products. `judge` gets the scores of each photo, in order; they are overwritten after it
 * returns. Resolves with what it returned. Lets the event loop turn between products.
 */
export async function scoreAll<Value>(
  set: ReferenceSet,
  photos: readonly ScoredPhoto[],
  multiply: MultiplyRows,
  judge: (scores: PhotoScores, photo: number) => Value,
): Promise<Value[]> {
  const results: Value[] = [];
  const tally = createTally(set.landmarkIds.length);
  for (let first = 0; first < photos.length; first += photosPerProduct) {
    const part = photos.slice(first, first + photosPerProduct);
    const queries = new Float32Array(part.length * set.dims);
    for (const [row, { vector }] of part.entries()) queries.set(vector.subarray(0, set.dims), row * set.dims);
    const ofBlocks = await multiplyEach(
      set.blocks.map(({ vectors }) => vectors),
      queries,
      multiply,
    );
    const ofStrangers = await multiplyEach(set.nonLandmarks, queries, multiply);
    for (const [row, { photoId }] of part.entries()) {
      tally.clear();
      for (const [place, block] of set.blocks.entries()) tally.add(block, ofBlocks(place, row), photoId);
      const scores = tally.finish(set.nonLandmarks.map((_, place) => ofStrangers(place, row)));
      results.push(judge(scores, first + row));
    }
    await yieldToEventLoop();
  }
  return results;
}

/** Cosines of one query with the rows of one of the matrices. */
async function multiplyEach(
  matrices: readonly QuantizedVectors[],
  queries: Float32Array,
  multiply: MultiplyRows,
): Promise<(matrix: number, query: number) => Float32Array> {
  const products: Float32Array[] = [];
  // One after another: onnxruntime is given one run at a time.
  for (const vectors of matrices) products.push(await multiply(vectors, queries));
  return (matrix, query) => {
    const rows = matrices[matrix]?.rows ?? 0;
    return (products[matrix] ?? new Float32Array(0)).subarray(query * rows, (query + 1) * rows);
  };
}

/** Gathers what the references of each landmark say of one photo. */
interface Tally {
  readonly clear: () => void;
  readonly add: (block: ReferenceBlock, cosines: Float32Array, photoId: number | null) => void;
  /** `strangers`: cosines to the non-landmark references of each atlas. The result is overwritten by the next photo. */
  readonly finish: (strangers: readonly Float32Array[]) => PhotoScores;
}

function createTally(landmarks: number): Tally {
  // The largest (a_j - b_j) of each landmark, its second and its third: flat arrays, for 81,313 landmarks are gone through per photo.
  const first = new Float32Array(landmarks);
  const second = new Float32Array(landmarks);
  const third = new Float32Array(landmarks);
  const nearest = new Float32Array(landmarks);
  const scores = new Float32Array(landmarks);
  const clear = (): void => {
    for (const values of [first, second, third]) values.fill(-Infinity);
    nearest.fill(-2);
  };
  clear();
  return {
    clear,
    add: ({ landmarkOf, penalties, photoIds }, cosines, photoId) => {
      for (let row = 0; row < cosines.length; row++) {
        if (photoId !== null && photoIds?.[row] === photoId) continue;
        const landmark = landmarkOf[row] ?? 0;
        const cosine = cosines[row] ?? 0;
        if (cosine > (nearest[landmark] ?? 0)) nearest[landmark] = cosine;
        const value = cosine - (penalties[row] ?? 0);
        if (value <= (third[landmark] ?? 0)) continue;
        if (value <= (second[landmark] ?? 0)) {
          third[landmark] = value;
          continue;
        }
        third[landmark] = second[landmark] ?? 0;
        if (value <= (first[landmark] ?? 0)) {
          second[landmark] = value;
          continue;
        }
        second[landmark] = first[landmark] ?? 0;
        first[landmark] = value;
      }
    },
    finish: (strangers) => {
      const penalty = averageLargest(joinValues(strangers), queryPenaltyNeighbours);
      for (let landmark = 0; landmark < landmarks; landmark++) {
        const [best, next, last] = [first[landmark] ?? 0, second[landmark] ?? 0, third[landmark] ?? 0];
        // A landmark of one or two references has no more to add.
        scores[landmark] = best + (next === -Infinity ? 0 : next) + (last === -Infinity ? 0 : last) - penalty;
      }
      return { scores, nearest };
    },
  };
}

/** One array of all numbers; the array itself where there is one. */
function joinValues(parts: readonly Float32Array[]): Float32Array {
  if (parts[0] !== undefined && parts.length === 1) return parts[0];
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    joined.set(part, start);
    start += part.length;
  }
  return joined;
}

/**
 * Rows of a landmark, found at once however many there are: one list a block. Made for as long as the set is in use.
 */
export function indexRows(set: ReferenceSet): (landmark: number) => readonly Int32Array[] {
  const indices = set.blocks.map(({ landmarkOf }) => {
    // Counting sort: starts[l] is where the rows of landmark l begin.
    const starts = new Int32Array(set.landmarkIds.length + 1);
    for (const landmark of landmarkOf) starts[landmark + 1] = (starts[landmark + 1] ?? 0) + 1;
    for (let landmark = 0; landmark < set.landmarkIds.length; landmark++) {
      starts[landmark + 1] = (starts[landmark + 1] ?? 0) + (starts[landmark] ?? 0);
    }
    const next = starts.slice();
    const rows = new Int32Array(landmarkOf.length);
    for (const [row, landmark] of landmarkOf.entries()) {
      const place = next[landmark] ?? 0;
      rows[place] = row;
      next[landmark] = place + 1;
    }
    return { starts, rows };
  });
  return (landmark) => indices.map(({ starts, rows }) => rows.subarray(starts[landmark], starts[landmark + 1]));
}
