/** @file The neighbour search that grouping asks for, and a plain one for tests and small libraries. */
import { multiplyRows } from '../recognition/unit-vectors.ts';

export interface NeighbourQuery {
  /** Rows x dims unit vectors to search in. */
  readonly matrix: Float32Array;
  /** Rows x dims unit vectors to search for. */
  readonly queries: Float32Array;
  readonly dims: number;
  readonly k: number;
}

/** Queries x k, best first. Padded with index -1 and cosine -2 where the matrix has fewer than k rows. */
export interface NeighbourResult {
  /** Rows of `matrix`. */
  readonly indices: Int32Array;
  readonly cosines: Float32Array;
}

/** Exact k nearest rows of a matrix for each query, by cosine. */
export type SearchNeighbours = (query: NeighbourQuery) => Promise<NeighbourResult>;

/** Exact search in plain loops: about 1 ms a query per 2,000 rows. Equal cosines keep the order of rows. */
export const searchNeighboursPlainly: SearchNeighbours = ({ matrix, queries, dims, k }) => {
  const rows = matrix.length / dims;
  const count = queries.length / dims;
  const indices = new Int32Array(count * k).fill(-1);
  const cosines = new Float32Array(count * k).fill(-2);
  const all = new Float32Array(rows);
  for (let query = 0; query < count; query++) {
    multiplyRows(matrix, queries.subarray(query * dims, (query + 1) * dims), all);
    const start = query * k;
    let filled = 0;
    for (let row = 0; row < rows; row++) {
      const cosine = all[row] ?? 0;
      if (filled === k && cosine <= (cosines[start + k - 1] ?? 0)) continue;
      let place = filled < k ? filled++ : k - 1;
      while (place > 0 && (cosines[start + place - 1] ?? 0) < cosine) {
        cosines[start + place] = cosines[start + place - 1] ?? 0;
        indices[start + place] = indices[start + place - 1] ?? 0;
        place--;
      }
      cosines[start + place] = cosine;
      indices[start + place] = row;
    }
  }
  return Promise.resolve({ indices, cosines });
};
