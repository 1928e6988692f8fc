/** @file A growing part of the library's vectors: at most `maxRows` of them, in blocks of memory far under 1 GiB. */
import { copyRow, decodeRow, encodeRow, makeTwoByteRows, multiplyRow, type TwoByteRows } from './two-byte-rows.ts';

/** High bytes of a full part of the library: what a run computes from them stays near the processor. */
const maxHighBytes = 16 * 1024 * 1024;

/** Rows of a full part of the library for vectors of `dims` numbers. */
export function countLibraryRows(dims: number): number {
  return Math.max(1, Math.floor(maxHighBytes / dims));
}

/** The high bytes of a shard's vectors ([Note: two-byte vectors]). Views: valid until the next write. */
export interface CoarseRows {
  readonly high: Uint8Array;
  readonly steps: Float32Array;
}

export interface VectorShard {
  readonly rows: number;
  readonly photoIds: Int32Array;
  readonly isFull: boolean;
  readonly append: (photoId: number, vector: Float32Array) => void;
  readonly replace: (row: number, vector: Float32Array) => void;
  /** Puts the rows in the order of their photo ids; true when that moved any. */
  readonly sort: () => boolean;
  readonly listCoarse: () => CoarseRows;
  /** A copy. */
  readonly getVector: (row: number) => Float32Array;
  /** Dot product of a row and a vector. */
  readonly multiply: (row: number, vector: Float32Array) => number;
}

export function createVectorShard(dims: number, maxRows: number): VectorShard {
  let rows = 0;
  let ids = new Int32Array(Math.min(maxRows, 1024));
  let values = makeTwoByteRows(ids.length, dims);
  let isSorted = true;

  const grow = (): void => {
    const capacity = Math.min(maxRows, ids.length * 2);
    const [oldIds, old]: [Int32Array, TwoByteRows] = [ids, values];
    ids = new Int32Array(capacity);
    values = makeTwoByteRows(capacity, dims);
    ids.set(oldIds);
    values.high.set(old.high);
    values.low.set(old.low);
    values.steps.set(old.steps);
  };

  return {
    get rows() {
      return rows;
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
      encodeRow(values, rows, vector);
      rows += 1;
    },
    replace: (row, vector) => encodeRow(values, row, vector),
    sort: () => {
      if (isSorted) return false;
      const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0));
      const [oldIds, old]: [Int32Array, TwoByteRows] = [ids, values];
      ids = new Int32Array(oldIds.length);
      values = makeTwoByteRows(oldIds.length, dims);
      for (const [row, from] of order.entries()) {
        ids[row] = oldIds[from] ?? 0;
        copyRow(old, from, values, row);
      }
      isSorted = true;
      return true;
    },
    listCoarse: () => ({ high: values.high.subarray(0, rows * dims), steps: values.steps.subarray(0, rows) }),
    getVector: (row) => decodeRow(values, row),
    multiply: (row, vector) => multiplyRow(values, row, vector),
  };
}
