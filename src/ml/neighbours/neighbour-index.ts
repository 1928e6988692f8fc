/** @file The library's vectors in memory, with exact search over all of them. */
import { searchBlocks } from './search-matrix.ts';
import type { SearchSession } from './search-session.ts';
import { countShardRows, createVectorShard, type VectorShard } from './vector-shard.ts';

export interface NeighbourIndex {
  readonly size: number;
  /** Appends rows (`vectors`: row-major, one a photo id); an id that is there is replaced. Throws RangeError. */
  readonly load: (photoIds: Int32Array, vectors: Float32Array) => void;
  readonly clear: () => void;
  /** A view of a photo's vector, valid until the next `load`; null when it is not here. */
  readonly getVector: (photoId: number) => Float32Array | null;
  /** Exact k nearest photos of each query row, best first, of equals the lower id first; padded with id 0 and cosine -2. */
  readonly search: (
    queries: Float32Array,
    k: number,
  ) => Promise<{ readonly photoIds: Int32Array; readonly cosines: Float32Array }>;
}

interface Place {
  readonly shard: VectorShard;
  readonly row: number;
}

/** `shardRows`: smaller ones only for tests. */
export function createNeighbourIndex(session: SearchSession, shardRows = countShardRows(session.dims)): NeighbourIndex {
  const { dims } = session;
  let shards: VectorShard[] = [];
  let places = new Map<number, Place>();

  const findTail = (): VectorShard => {
    const tail = shards.at(-1);
    if (tail !== undefined && !tail.isFull) return tail;
    const started = createVectorShard(dims, shardRows);
    shards.push(started);
    return started;
  };
  const store = (photoId: number, vector: Float32Array): void => {
    const place = places.get(photoId);
    if (place !== undefined) {
      place.shard.replace(place.row, vector);
      return;
    }
    const shard = findTail();
    places.set(photoId, { shard, row: shard.rows });
    shard.append(photoId, vector);
  };
  /** TopK breaks ties by row: rows in the order of ids make that the order of ids. */
  const sortShards = (): void => {
    for (const shard of shards.filter((candidate) => candidate.sort())) {
      for (const [row, photoId] of shard.photoIds.entries()) places.set(photoId, { shard, row });
    }
  };

  return {
    get size() {
      return places.size;
    },
    load: (photoIds, vectors) => {
      if (vectors.length !== photoIds.length * dims) {
        throw new RangeError(`${photoIds.length} photos need ${photoIds.length * dims} numbers, not ${vectors.length}`);
      }
      for (const [row, photoId] of photoIds.entries()) store(photoId, vectors.subarray(row * dims, (row + 1) * dims));
    },
    clear: () => {
      shards = [];
      places = new Map();
    },
    getVector: (photoId) => {
      const place = places.get(photoId);
      return place === undefined ? null : place.shard.matrix.subarray(place.row * dims, (place.row + 1) * dims);
    },
    search: async (queries, k) => {
      if (queries.length % dims !== 0) throw new RangeError(`queries must be rows of ${dims} numbers`);
      sortShards();
      const blocks = shards.map(({ matrix, photoIds }) => ({ matrix, ids: photoIds }));
      const { ids, cosines } = await searchBlocks({ session, blocks, queries, k, padding: 0 });
      return { photoIds: ids, cosines };
    },
  };
}
