/** @file The ONNX graph of exact search: scores = queries x matrix^T, then the best k of each row. */
import { writeModel } from '../onnx/graph-writer.ts';

/** ONNX names, shared with the session. */
export const searchNames = {
  queries: 'queries',
  matrix: 'matrix',
  k: 'k',
  cosines: 'cosines',
  rows: 'rows',
} as const;

/**
 * Builds the bytes of a ModelProto: inputs `queries [q, dims]`, `matrix [n, dims]`, `k [1]`; outputs `cosines [q, k]` and
 * `rows [q, k]`, best first; of equals the lower row first (ONNX operator TopK, opset 11).
 */
export function buildSearchGraph(dims: number): Uint8Array {
  const { queries, matrix, k, cosines, rows } = searchNames;
  return writeModel({
    name: 'exact-search',
    opset: 13,
    inputs: [
      { name: queries, type: 'float32', shape: ['q', dims] },
      { name: matrix, type: 'float32', shape: ['n', dims] },
      { name: k, type: 'int64', shape: [1] },
    ],
    outputs: [
      { name: cosines, type: 'float32', shape: ['q', 'best'] },
      { name: rows, type: 'int64', shape: ['q', 'best'] },
    ],
    nodes: [
      { type: 'Gemm', inputs: [queries, matrix], outputs: ['scores'], attributes: { transB: 1 } },
      {
        type: 'TopK',
        inputs: ['scores', k],
        outputs: [cosines, rows],
        attributes: { axis: 1, largest: 1, sorted: 1 },
      },
    ],
  });
}
