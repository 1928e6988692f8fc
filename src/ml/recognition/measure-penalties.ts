/** @file b_j: how much a reference resembles what it does not show. */
import { averageLargest, multiplyRows } from './unit-vectors.ts';

/** References that show something else which make the penalty of a reference. */
const penaltyNeighbours = 5;

/** What penalties are measured against. */
export interface PenaltyBackground {
  /** Landmark references, rows x dims. */
  readonly references: Float32Array;
  /** Landmark of each of them. */
  readonly landmarkOf: Int32Array;
  /** Non-landmark references, rows x dims. */
  readonly nonLandmarks: Float32Array;
}

/**
 * b_j of each row of `vectors` (rows x dims), which shows landmark `landmarkOf[row]` of the background: its mean cosine to
 * the 5 nearest references that show another landmark or none. design.md section 6 has non-landmarks alone; with the other
 * landmarks a reference that resembles half the world's towers is held back too (figures: src/ml/atlas/README.md).
 */
export function measurePenalties(
  vectors: Float32Array,
  landmarkOf: Int32Array,
  { references, landmarkOf: backgroundLandmarkOf, nonLandmarks }: PenaltyBackground,
): Float32Array {
  const dims = landmarkOf.length === 0 ? 0 : vectors.length / landmarkOf.length;
  const cosines = new Float32Array(backgroundLandmarkOf.length + (dims === 0 ? 0 : nonLandmarks.length / dims));
  return Float32Array.from(landmarkOf, (landmark, row) => {
    const vector = vectors.subarray(row * dims, (row + 1) * dims);
    multiplyRows(references, vector, cosines.subarray(0, backgroundLandmarkOf.length));
    multiplyRows(nonLandmarks, vector, cosines.subarray(backgroundLandmarkOf.length));
    for (let other = 0; other < backgroundLandmarkOf.length; other++) {
      if (backgroundLandmarkOf[other] === landmark) cosines[other] = -2;
    }
    // Rows of the own landmark only come last: -2 counts only where there is hardly anything else.
    return Math.max(0, averageLargest(cosines, penaltyNeighbours));
  });
}
