/** @file The library's vectors in memory, with search over all of them ([Note: two-byte vectors], [Note: coarse search]). */
import { estimateCoarseError, type CoarseSession } from './coarse-session.ts';
import { searchBlocks, type SearchBlock } from './search-matrix.ts';
import { countLibraryRows, createVectorShard, type VectorShard } from './vector-shard.ts';

export interface NeighbourIndex {
  readonly size: number;
  /** Another one after every change. */
  readonly version: number;
  /** Appends rows (`vectors`: row-major, one a photo id); an id that is there is replaced. Throws RangeError. */
  readonly load: (photoIds: Int32Array, vectors: Float32Array) => void;
  readonly clear: () => void;
  /** A copy of a photo's vector, to within 3e-6 a number; null when it is not here. */
  readonly getVector: (photoId: number) => Float32Array | null;
  /**
   * The k nearest photos of each query row by the cosines of the stored vectors, best first, of equals the lower id first; padded with
   * id 0 and cosine -2.
   */
  readonly search: (
    queries: Float32Array,
    k: number,
  ) => Promise<{ readonly photoIds: Int32Array; readonly cosines: Float32Array }>;
  /** What searches have cost so far: how many query rows there were, and ms until they were answered. */
  readonly getEffort: () => SearchEffort;
}

export interface SearchEffort {
  readonly queries: number;
  readonly ms: number;
}

/** Candidates at first: all of the 20 nearest were among k + 4 for 4,000 photos, real ones and of a mixture of 100,000. */
function countCandidates(k: number): number {
  return k + Math.max(10, Math.ceil(k / 2));
}

/** Standard deviations of a coarse cosine by which the worst candidate must be worse than the k-th nearest. */
const safeDeviations = 4;
/** More candidates when that is not so: thousands of pictures of one fixed camera are nearer to each other than coarse cosines tell. */
const wideningFactor = 4;
/** Among so many that are that near to each other, one stands for another. */
const mostCandidates = 4096;

interface Neighbour {
  readonly photoId: number;
  readonly cosine: number;
}

interface WideSearch {
  readonly blocks: readonly SearchBlock[];
  readonly queries: Float32Array;
  /** Those of `queries` that are asked for. */
  readonly rows: readonly number[];
  readonly k: number;
  /** Candidates of each. */
  readonly width: number;
}

/** `shardRows`: smaller ones only for tests. */
export function createNeighbourIndex(
  session: CoarseSession,
  shardRows = countLibraryRows(session.dims),
): NeighbourIndex {
  const { dims } = session;
  let shards: VectorShard[] = [];
  /** Shard number * shardRows + row of each photo. */
  let places = new Map<number, number>();

  const findRow = (photoId: number): { readonly shard: VectorShard; readonly row: number } | null => {
    const place = places.get(photoId);
    const shard = place === undefined ? undefined : shards[Math.floor(place / shardRows)];
    return place === undefined || shard === undefined ? null : { shard, row: place % shardRows };
  };
  const findTail = (): VectorShard => {
    const tail = shards.at(-1);
    if (tail !== undefined && !tail.isFull) return tail;
    const started = createVectorShard(dims, shardRows);
    shards.push(started);
    return started;
  };
  const store = (photoId: number, vector: Float32Array): void => {
    const found = findRow(photoId);
    if (found !== null) {
      found.shard.replace(found.row, vector);
      return;
    }
    const shard = findTail();
    places.set(photoId, (shards.length - 1) * shardRows + shard.rows);
    shard.append(photoId, vector);
  };
  /** The candidates are sorted by row where they are equal: rows in the order of ids make that the order of ids. */
  const sortShards = (): void => {
    for (const [number, shard] of shards.entries()) {
      if (!shard.sort()) continue;
      for (const [row, photoId] of shard.photoIds.entries()) places.set(photoId, number * shardRows + row);
    }
  };
  const compareExactly = (candidates: Int32Array, query: Float32Array): Neighbour[] => {
    const compared: Neighbour[] = [];
    for (const photoId of candidates) {
      const found = findRow(photoId);
      if (found !== null) compared.push({ photoId, cosine: found.shard.multiply(found.row, query) });
    }
    return compared.sort((a, b) => b.cosine - a.cosine || a.photoId - b.photoId);
  };
  /** Calls `accept` once for each row of `queries`, with its neighbours. */
  const searchWidely = async (
    search: WideSearch,
    accept: (row: number, near: readonly Neighbour[]) => void,
  ): Promise<void> => {
    const { blocks, queries, rows, k, width } = search;
    const asked = new Float32Array(rows.length * dims);
    for (const [place, row] of rows.entries()) asked.set(queries.subarray(row * dims, (row + 1) * dims), place * dims);
    const { ids, cosines } = await searchBlocks({ dims, blocks, queries: asked, k: width, padding: 0 });
    const unsure: number[] = [];
    for (const [place, row] of rows.entries()) {
      const query = asked.subarray(place * dims, (place + 1) * dims);
      const near = compareExactly(ids.subarray(place * width, (place + 1) * width), query).slice(0, k);
      const worst = cosines[(place + 1) * width - 1] ?? -2;
      const isSure = (near.at(-1)?.cosine ?? 0) - worst >= safeDeviations * estimateCoarseError(query);
      if (isSure || width >= Math.min(places.size, mostCandidates)) accept(row, near);
      else unsure.push(row);
    }
    if (unsure.length > 0)
      await searchWidely({ ...search, rows: unsure, width: Math.min(mostCandidates, width * wideningFactor) }, accept);
  };

  const effort = { queries: 0, ms: 0 };
  let version = 0;

  return {
    getEffort: () => ({ ...effort }),
    get size() {
      return places.size;
    },
    get version() {
      return version;
    },
    load: (photoIds, vectors) => {
      if (vectors.length !== photoIds.length * dims) {
        throw new RangeError(`${photoIds.length} photos need ${photoIds.length * dims} numbers, not ${vectors.length}`);
      }
      version += 1;
      for (const [row, photoId] of photoIds.entries()) store(photoId, vectors.subarray(row * dims, (row + 1) * dims));
    },
    clear: () => {
      version += 1;
      shards = [];
      places = new Map();
    },
    getVector: (photoId) => {
      const found = findRow(photoId);
      return found === null ? null : found.shard.getVector(found.row);
    },
    search: async (queries, k) => {
      if (queries.length % dims !== 0) throw new RangeError(`queries must be rows of ${dims} numbers`);
      const startMs = performance.now();
      sortShards();
      const blocks = shards.map((shard) => ({
        ids: shard.photoIds,
        search: (part: Float32Array, partK: number) => session.search(shard.listCoarse(), part, partK),
      }));
      const rows = Array.from({ length: queries.length / dims }, (_, row) => row);
      const photoIds = new Int32Array(rows.length * k);
      const cosines = new Float32Array(rows.length * k).fill(-2);
      await searchWidely({ blocks, queries, rows, k, width: countCandidates(k) }, (row, near) => {
        photoIds.set(
          near.map(({ photoId }) => photoId),
          row * k,
        );
        cosines.set(
          near.map(({ cosine }) => cosine),
          row * k,
        );
      });
      effort.queries += rows.length;
      effort.ms += performance.now() - startMs;
      return { photoIds, cosines };
    },
  };
}
