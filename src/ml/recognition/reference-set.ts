/** @file All references in use, those of the atlases and the person's own, and what they say of photos. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { PersonalReferences } from '../embedder-messages.ts';
import type { Atlas } from './atlas.ts';
import { measurePenalties, type PenaltyParams } from './measure-penalties.ts';
import type { LandmarkPlace } from './place-evidence.ts';
import { multiplyInLoops, quantizeRows, type MultiplyRows, type QuantizedVectors } from './quantized-vectors.ts';
import { averageLargest } from './unit-vectors.ts';

/** References of a landmark that count towards its score (design.md section 6). */
const countedReferences = 3;
/** Non-landmark references that make the penalty c of a query. */
const queryPenaltyNeighbours = 10;

/** A landmark of an atlas with fewer photos has to be surer (see `thin`). */
const enoughPhotos = 8;

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
  /** Landmarks of the atlases that so few photos speak for that a look-alike passes easily. */
  readonly thin: ReadonlySet<number>;
}

/** What all references say of one photo. */
export interface PhotoScores {
  /** Sum of the 3 largest (a_j - b_j), minus c, by index in `landmarkIds`; -Infinity where no reference speaks. */
  readonly scores: Float32Array;
  /** Largest a_j by index in `landmarkIds`; -2 where no reference speaks. */
  readonly nearest: Float32Array;
  /** a_j of the references of one landmark, in the order of `listReferences`; -2 for one of the photo itself. */
  readonly listCosines: (landmark: number) => Float32Array;
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
  const photoCounts = new Map<number, number>();
  const count = (landmark: number, photos: number): void =>
    void photoCounts.set(landmark, (photoCounts.get(landmark) ?? 0) + photos);
  for (const { landmarks, photosOf } of atlases) {
    for (const [index, { id }] of landmarks.entries()) count(indexOf.get(id) ?? 0, photosOf[index] ?? 0);
  }
  const personalRows = personal?.landmarkIds.length ?? 0;
  let dims = atlases[0]?.dims ?? 0;
  if (personal !== null && personalRows > 0) {
    const { vectors, photoIds } = personal;
    dims = vectors.length / personalRows;
    const landmarkOf = Int32Array.from(personal.landmarkIds, (id) => enter(id, unknownPlace));
    for (const landmark of landmarkOf) count(landmark, 1);
    const background = { blocks, nonLandmarks };
    const penalties = await measureNewPenalties({ personal, dims, landmarkOf, background, multiply }, atlases);
    blocks.push({ vectors: quantizeRows(vectors, dims), landmarkOf, photoIds, penalties });
  }
  return { landmarkIds, places, blocks, nonLandmarks, dims, thin: findThin(photoCounts, atlasLandmarks) };
}

interface PersonalPenaltyParams extends Omit<PenaltyParams, 'vectors'> {
  readonly personal: PersonalReferences;
  readonly dims: number;
}

/** b_j of the person's references by the atlases that they were measured against. */
const knownPenalties = new WeakMap<readonly Atlas[], Map<string, number>>();

/** Measures those that were not measured before: each confirmation brings all references again, most of them the same. */
async function measureNewPenalties(
  { personal, dims, landmarkOf, background, multiply }: PersonalPenaltyParams,
  atlases: readonly Atlas[],
): Promise<Float32Array> {
  const { vectors, landmarkIds, photoIds } = personal;
  const known = knownPenalties.get(atlases) ?? new Map<string, number>();
  const keys = landmarkIds.map((id, row) => {
    const [first, last] = [vectors[row * dims], vectors[(row + 1) * dims - 1]];
    return `${id} ${photoIds[row] ?? 0} ${first ?? 0} ${last ?? 0}`;
  });
  const fresh = [...keys.keys()].filter((row) => !known.has(keys[row] ?? ''));
  const rows = new Float32Array(fresh.length * dims);
  for (const [place, row] of fresh.entries()) rows.set(vectors.subarray(row * dims, (row + 1) * dims), place * dims);
  const measured = await measurePenalties({
    vectors: rows,
    landmarkOf: Int32Array.from(fresh, (row) => landmarkOf[row] ?? 0),
    background,
    multiply,
  });
  for (const [place, row] of fresh.entries()) known.set(keys[row] ?? '', measured[place] ?? 0);
  const penalties = Float32Array.from(keys, (key) => known.get(key) ?? 0);
  // Of what is in use alone.
  knownPenalties.set(atlases, new Map(keys.map((key, row) => [key, penalties[row] ?? 0])));
  return penalties;
}

function findThin(photoCounts: ReadonlyMap<number, number>, atlasLandmarks: number): Set<number> {
  const thin = [...photoCounts].filter(([landmark, photos]) => landmark < atlasLandmarks && photos < enoughPhotos);
  return new Set(thin.map(([landmark]) => landmark));
}

/**
 * What every landmark's references say of one photo (design.md section 6; the ranking of the 2020 and 2021 Google Landmark
 * Recognition winners), in plain loops: the reference for `scoreAll`, and for a few photos and a small atlas.
 */
export function scoreReferences(set: ReferenceSet, photo: ScoredPhoto): PhotoScores {
  return createTally(set)(
    photo.photoId,
    set.blocks.map(({ vectors }) => multiplyInLoops(vectors, photo.vector)),
    set.nonLandmarks.map((vectors) => multiplyInLoops(vectors, photo.vector)),
  );
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
  const tally = createTally(set);
  for (let first = 0; first < photos.length; first += photosPerProduct) {
    const part = photos.slice(first, first + photosPerProduct);
    const queries = new Float32Array(part.length * set.dims);
    for (const [row, { vector }] of part.entries()) queries.set(vector.subarray(0, set.dims), row * set.dims);
    const references = set.blocks.map(({ vectors }) => vectors);
    const listCosines = await multiplyEach(references, queries, multiply);
    const listStrangers = await multiplyEach(set.nonLandmarks, queries, multiply);
    for (const [row, { photoId }] of part.entries()) {
      results.push(judge(tally(photoId, listCosines(row), listStrangers(row)), first + row));
    }
    await yieldToEventLoop();
  }
  return results;
}

/** Cosines of one query with the rows of each matrix. */
async function multiplyEach(
  matrices: readonly QuantizedVectors[],
  queries: Float32Array,
  multiply: MultiplyRows,
): Promise<(query: number) => Float32Array[]> {
  const products: { readonly rows: number; readonly cosines: Float32Array }[] = [];
  // One after another: onnxruntime is given one run at a time.
  for (const vectors of matrices) products.push({ rows: vectors.rows, cosines: await multiply(vectors, queries) });
  return (query) => products.map(({ rows, cosines }) => cosines.subarray(query * rows, (query + 1) * rows));
}

/**
 * Puts together what the references say of one photo, from the photo's cosines with the rows of each block and of the
 * non-landmarks of each atlas. The result is overwritten by the next photo.
 */
type Tally = (
  photoId: number | null,
  cosines: readonly Float32Array[],
  strangers: readonly Float32Array[],
) => PhotoScores;

function createTally(set: ReferenceSet): Tally {
  const { starts, rows } = indexSet(set);
  const penalties = joinValues(set.blocks.map((block) => block.penalties));
  const photoIds = joinPhotoIds(set);
  const scores = new Float32Array(set.landmarkIds.length);
  const nearest = new Float32Array(set.landmarkIds.length);
  return (photoId, cosinesOfBlocks, strangers) => {
    const cosines = joinValues(cosinesOfBlocks);
    const penalty = averageLargest(joinValues(strangers), queryPenaltyNeighbours);
    const own = photoId === null ? null : photoIds;
    // Gone through for every photo: 244,000 rows at 81,313 landmarks.
    for (let landmark = 0; landmark < scores.length; landmark++) {
      const start = starts[landmark] ?? 0;
      const end = starts[landmark + 1] ?? 0;
      if (own === null && end - start <= countedReferences && end > start) {
        // All of them count. The usual case of a large atlas, and twice as fast.
        let sum = -penalty;
        let largest = -2;
        for (let place = start; place < end; place++) {
          const row = rows[place] ?? 0;
          const cosine = cosines[row] ?? 0;
          sum += cosine - (penalties[row] ?? 0);
          // The larger of the two, exact in doubles: which one it is no processor can foresee, and a branch costs three times the sum.
          largest = (largest + cosine + Math.abs(largest - cosine)) / 2;
        }
        scores[landmark] = sum;
        nearest[landmark] = largest;
        continue;
      }
      let best = -Infinity;
      let next = -Infinity;
      let last = -Infinity;
      let largest = -2;
      for (let place = start; place < end; place++) {
        const row = rows[place] ?? 0;
        if (own?.[row] === photoId) continue;
        const cosine = cosines[row] ?? 0;
        largest = Math.max(largest, cosine);
        const value = cosine - (penalties[row] ?? 0);
        if (value <= last) continue;
        if (value <= next) last = value;
        else {
          last = next;
          if (value <= best) next = value;
          else {
            next = best;
            best = value;
          }
        }
      }
      // A landmark of one or two references has no more to add.
      scores[landmark] = best - penalty + (next === -Infinity ? 0 : next) + (last === -Infinity ? 0 : last);
      nearest[landmark] = largest;
    }
    const listCosines = (landmark: number): Float32Array =>
      Float32Array.from(rows.subarray(starts[landmark], starts[landmark + 1]), (row) =>
        own?.[row] === photoId ? -2 : (cosines[row] ?? -2),
      );
    return { scores, nearest, listCosines };
  };
}

/** Photo of each row of all blocks, -1 for an atlas's; null when no photo has any. */
function joinPhotoIds({ blocks }: ReferenceSet): Int32Array | null {
  if (blocks.every(({ photoIds }) => photoIds === null)) return null;
  return Int32Array.from(blocks.flatMap(({ photoIds, landmarkOf }) => [...(photoIds ?? landmarkOf.map(() => -1))]));
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

/** Rows of all blocks, counted through: those of landmark l are `rows[starts[l]]` to `rows[starts[l + 1] - 1]`. */
interface RowIndex {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

const knownIndices = new WeakMap<ReferenceSet, RowIndex>();

/** Counting sort, once a set. */
function indexSet(set: ReferenceSet): RowIndex {
  const known = knownIndices.get(set);
  if (known !== undefined) return known;
  const starts = new Int32Array(set.landmarkIds.length + 1);
  for (const { landmarkOf } of set.blocks) {
    for (const landmark of landmarkOf) starts[landmark + 1] = (starts[landmark + 1] ?? 0) + 1;
  }
  for (let landmark = 0; landmark < set.landmarkIds.length; landmark++) {
    starts[landmark + 1] = (starts[landmark + 1] ?? 0) + (starts[landmark] ?? 0);
  }
  const next = starts.slice();
  const rows = new Int32Array(next.at(-1) ?? 0);
  let row = 0;
  for (const { landmarkOf } of set.blocks) {
    for (const landmark of landmarkOf) {
      const place = next[landmark] ?? 0;
      rows[place] = row;
      next[landmark] = place + 1;
      row += 1;
    }
  }
  const index = { starts, rows };
  knownIndices.set(set, index);
  return index;
}

/** A reference of a landmark. */
export interface ReferenceRow {
  readonly block: ReferenceBlock;
  /** Within the block. */
  readonly row: number;
}

/** The references of a landmark, found at once however many there are. */
export function listReferences(set: ReferenceSet, landmark: number): readonly ReferenceRow[] {
  const { starts, rows } = indexSet(set);
  return Array.from(rows.subarray(starts[landmark], starts[landmark + 1]), (row) => {
    let first = 0;
    for (const block of set.blocks) {
      if (row < first + block.landmarkOf.length) return { block, row: row - first };
      first += block.landmarkOf.length;
    }
    throw new RangeError(`there is no reference ${row}`);
  });
}
