/**
 * @file Unit vectors as int8 with one scale a row: a quarter of the memory of float32, to within 1e-3 in cosine.
 *
 * [Note: int8 vectors] Row r is `scales[r] * int8`, a unit vector. Rows lie in blocks of at most 32,768, each block column by
 * column (number d of all its rows, then number d + 1), which is how a matrix product wants its right side: onnxruntime multiplies
 * such a block without copying it (int8-multiplier.ts).
 */

/** A run of rows. */
export interface VectorBlock {
  readonly rows: number;
  /** `dims x rows`: number d of row r stands at `d * rows + r`. */
  readonly columns: Int8Array;
}

export interface QuantizedVectors {
  readonly dims: number;
  readonly rows: number;
  /** One a row. */
  readonly scales: Float32Array;
  /** All but the last are full. */
  readonly blocks: readonly VectorBlock[];
}

/** 16 MiB at 512 dims. */
export const maxBlockRows = 32_768;

const rowsPerTile = 64;

/** Largest int8 in use: symmetric, so that -x is as exact as x. */
const largestValue = 127;

/** No vectors. */
export function makeNoVectors(dims: number): QuantizedVectors {
  return { dims, rows: 0, scales: new Float32Array(0), blocks: [] };
}

/** Quantizes `rows x dims` unit vectors, row-major. */
export function quantizeRows(vectors: Float32Array, dims: number): QuantizedVectors {
  const values = new Int8Array(vectors.length);
  for (let start = 0; start < vectors.length; start += dims) {
    let largest = 0;
    for (let at = start; at < start + dims; at++) largest = Math.max(largest, Math.abs(vectors[at] ?? 0));
    const factor = largest === 0 ? 0 : largestValue / largest;
    for (let at = start; at < start + dims; at++) values[at] = Math.round((vectors[at] ?? 0) * factor);
  }
  return arrangeRows(values, dims);
}

/**
 * Takes `rows x dims` int8 numbers, row-major, as directions: the scales are what makes them unit vectors. A row of zeros stays
 * zero.
 */
export function arrangeRows(values: Int8Array, dims: number): QuantizedVectors {
  const rows = values.length / dims;
  const scales = new Float32Array(rows);
  const blocks: VectorBlock[] = [];
  for (let first = 0; first < rows; first += maxBlockRows) {
    const count = Math.min(maxBlockRows, rows - first);
    const columns = new Int8Array(count * dims);
    // A few rows at a time, so that what is read and written stays in the cache.
    for (let tile = 0; tile < count; tile += rowsPerTile) {
      const end = Math.min(count, tile + rowsPerTile);
      for (let d = 0; d < dims; d++) {
        for (let row = tile; row < end; row++) columns[d * count + row] = values[(first + row) * dims + d] ?? 0;
      }
    }
    for (let row = first; row < first + count; row++) {
      let sum = 0;
      for (let at = row * dims; at < (row + 1) * dims; at++) sum += (values[at] ?? 0) ** 2;
      scales[row] = sum === 0 ? 0 : 1 / Math.sqrt(sum);
    }
    blocks.push({ rows: count, columns });
  }
  return { dims, rows, scales, blocks };
}

/** Int8 numbers of a range of rows, row-major: the opposite of `arrangeRows`. */
export function listValues({ dims, blocks }: QuantizedVectors): Int8Array {
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const values = new Int8Array(rows * dims);
  let first = 0;
  for (const { rows: count, columns } of blocks) {
    for (let row = 0; row < count; row++) {
      for (let d = 0; d < dims; d++) values[(first + row) * dims + d] = columns[d * count + row] ?? 0;
    }
    first += count;
  }
  return values;
}

/** The chosen rows as float32 unit vectors, row-major, in the order given. */
export function expandRows(vectors: QuantizedVectors, rows: ArrayLike<number>): Float32Array {
  const { dims, scales, blocks } = vectors;
  const expanded = new Float32Array(rows.length * dims);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0;
    const block = blocks[Math.floor(row / maxBlockRows)];
    if (block === undefined) continue;
    const within = row % maxBlockRows;
    const scale = scales[row] ?? 0;
    for (let d = 0; d < dims; d++) expanded[place * dims + d] = scale * (block.columns[d * block.rows + within] ?? 0);
  }
  return expanded;
}

/** Cosines of queries with every row: `count x dims` unit vectors in, `count x rows` out, both row-major. */
export type MultiplyRows = (vectors: QuantizedVectors, queries: Float32Array) => Promise<Float32Array>;

/** Cosines of one query with every row, in plain loops: the reference for anything faster. */
export function multiplyInLoops({ dims, rows, scales, blocks }: QuantizedVectors, query: Float32Array): Float32Array {
  const sums = new Float64Array(rows);
  let first = 0;
  for (const { rows: count, columns } of blocks) {
    for (let d = 0; d < dims; d++) {
      const factor = query[d] ?? 0;
      const start = d * count;
      for (let row = 0; row < count; row++)
        sums[first + row] = (sums[first + row] ?? 0) + factor * (columns[start + row] ?? 0);
    }
    first += count;
  }
  return Float32Array.from(sums, (sum, row) => sum * (scales[row] ?? 0));
}

/** `multiplyInLoops` for any number of queries: for tests and builds of small atlases. */
export const multiplyAllInLoops: MultiplyRows = (vectors, queries) => {
  const { dims, rows } = vectors;
  const cosines = new Float32Array(rows === 0 ? 0 : (queries.length / dims) * rows);
  for (let query = 0; query * rows < cosines.length; query++) {
    cosines.set(multiplyInLoops(vectors, queries.subarray(query * dims, (query + 1) * dims)), query * rows);
  }
  return Promise.resolve(cosines);
};
