/** @file A growing part of the library's matrix: at most `maxRows` unit vectors in one block of memory under 1 GiB. */

/** One allocation stays far below the 2 GiB at which Electron's allocator ends the process. */
const maxShardBytes = 128 * 1024 * 1024;

/** Rows of one shard for vectors of `dims` numbers. */
export function countShardRows(dims: number): number {
  return Math.max(1, Math.floor(maxShardBytes / (dims * 4)));
}

export interface VectorShard {
  readonly rows: number;
  /** `rows x dims`, row-major. A view: valid until the next write. */
  readonly matrix: Float32Array;
  readonly photoIds: Int32Array;
  readonly isFull: boolean;
  readonly append: (photoId: number, vector: Float32Array) => void;
  readonly replace: (row: number, vector: Float32Array) => void;
  /** Puts the rows in the order of their photo ids; true when that moved any. */
  readonly sort: () => boolean;
}

export function createVectorShard(dims: number, maxRows: number): VectorShard {
  let rows = 0;
  let ids = new Int32Array(Math.min(maxRows, 1024));
  let values = new Float32Array(ids.length * dims);
  let isSorted = true;

  const grow = (): void => {
    const capacity = Math.min(maxRows, ids.length * 2);
    const moreIds = new Int32Array(capacity);
    const moreValues = new Float32Array(capacity * dims);
    moreIds.set(ids);
    moreValues.set(values);
    ids = moreIds;
    values = moreValues;
  };

  return {
    get rows() {
      return rows;
    },
    get matrix() {
      return values.subarray(0, rows * dims);
    },
    get photoIds() {
      return ids.subarray(0, rows);
    },
    get isFull() {
      return rows === maxRows;
    },
    append: (photoId, vector) => {
      if (rows === maxRows) throw new RangeError('the shard is full');
      if (rows === ids.length) grow();
      isSorted &&= rows === 0 || (ids[rows - 1] ?? 0) < photoId;
      ids[rows] = photoId;
      values.set(vector, rows * dims);
      rows += 1;
    },
    replace: (row, vector) => values.set(vector, row * dims),
    sort: () => {
      if (isSorted) return false;
      const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0));
      const [oldIds, oldValues] = [ids, values];
      ids = new Int32Array(oldIds.length);
      values = new Float32Array(oldValues.length);
      for (const [row, old] of order.entries()) {
        ids[row] = oldIds[old] ?? 0;
        values.set(oldValues.subarray(old * dims, (old + 1) * dims), row * dims);
      }
      isSorted = true;
      return true;
    },
  };
}
