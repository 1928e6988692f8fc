/** @file b_j: how much a reference resembles what it does not show. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { MultiplyRows, QuantizedVectors } from './quantized-vectors.ts';
import { averageLargest } from './unit-vectors.ts';

/** References that show something else which make the penalty of a reference. */
const penaltyNeighbours = 5;
/** References of one matrix product. */
const rowsPerProduct = 32;

/** What penalties are measured against. */
export interface PenaltyBackground {
  /** Landmark references, and the landmark of each. */
  readonly blocks: readonly { readonly vectors: QuantizedVectors; readonly landmarkOf: Int32Array }[];
  readonly nonLandmarks: readonly QuantizedVectors[];
}

export interface PenaltyParams {
  /** Rows x dims, row-major. */
  readonly vectors: Float32Array;
  /** Landmark of the background that each row shows. */
  readonly landmarkOf: Int32Array;
  readonly background: PenaltyBackground;
  readonly multiply: MultiplyRows;
}

/**
 * b_j of each row of `vectors`: its mean cosine to the 5 nearest references that show another landmark or none. design.md
 * section 6 has non-landmarks alone; with the other landmarks a reference that resembles half the world's towers is held back
 * too (figures: src/ml/atlas/README.md).
 */
export async function measurePenalties({
  vectors,
  landmarkOf,
  background,
  multiply,
}: PenaltyParams): Promise<Float32Array> {
  const dims = landmarkOf.length === 0 ? 0 : vectors.length / landmarkOf.length;
  const matrices = [
    ...background.blocks,
    ...background.nonLandmarks.map((strangers) => ({ vectors: strangers, landmarkOf: null })),
  ];
  const penalties = new Float32Array(landmarkOf.length);
  const cosines = new Float32Array(matrices.reduce((sum, matrix) => sum + matrix.vectors.rows, 0));
  for (let start = 0; start < penalties.length; start += rowsPerProduct) {
    const end = Math.min(penalties.length, start + rowsPerProduct);
    const products: Float32Array[] = [];
    for (const matrix of matrices)
      products.push(await multiply(matrix.vectors, vectors.subarray(start * dims, end * dims)));
    for (let row = start; row < end; row++) {
      let first = 0;
      for (const [place, matrix] of matrices.entries()) {
        const { rows } = matrix.vectors;
        const from = (row - start) * rows;
        cosines.set((products[place] ?? cosines).subarray(from, from + rows), first);
        // Rows of the own landmark only come last: -2 counts only where there is hardly anything else.
        for (let other = 0; matrix.landmarkOf !== null && other < rows; other++) {
          if (matrix.landmarkOf[other] === landmarkOf[row]) cosines[first + other] = -2;
        }
        first += rows;
      }
      penalties[row] = Math.max(0, averageLargest(cosines, penaltyNeighbours));
    }
    await yieldToEventLoop();
  }
  return penalties;
}
