/** @file References of the person that do not fit to their landmark: one wrong click must not teach. */
import { expandRows } from './quantized-vectors.ts';
import { listReferences, type ReferenceSet } from './reference-set.ts';
import { multiplyRows } from './unit-vectors.ts';

/** A landmark with fewer references cannot outvote one of them. */
const leastReferences = 3;
/** A reference may be so much nearer to what it does not show than to its own landmark. */
const margin = 0.05;

/**
 * Photos of the person that are nearer to other landmarks and non-landmarks (their penalty b_j) than to the nearest other reference of
 * their own landmark. Of references confirmed by mistake this finds 19 of 20, of right ones it sets aside one in 50, an odd view or a
 * wrong label (figures: docs/recognition.md). Ascending.
 */
export function findDisagreeing(set: ReferenceSet): number[] {
  const disagreeing: number[] = [];
  for (const landmark of new Set(
    set.blocks.flatMap(({ photoIds, landmarkOf }) => (photoIds === null ? [] : [...landmarkOf])),
  )) {
    const references = listReferences(set, landmark);
    if (references.length < leastReferences) continue;
    const { dims } = set;
    const own = new Float32Array(references.length * dims);
    for (const [place, { block, row }] of references.entries()) own.set(expandRows(block.vectors, [row]), place * dims);
    for (const [place, { block, row }] of references.entries()) {
      if (block.photoIds === null) continue;
      if (isAlone(own, dims, place, block.penalties[row] ?? 0)) disagreeing.push(block.photoIds[row] ?? 0);
    }
  }
  return disagreeing.sort((a, b) => a - b);
}

/**
 * Whether the penalty of this row is larger than its cosine to every other one, by the margin. Ends at the first that is near enough,
 * mostly a neighbour of the same walk: of a landmark with thousands of references it costs a few cosines each, not all of them.
 */
function isAlone(rows: Float32Array, dims: number, place: number, penalty: number): boolean {
  const count = rows.length / dims;
  const own = rows.subarray(place * dims, (place + 1) * dims);
  const cosine = new Float32Array(1);
  for (let step = 1; step < count; step++) {
    const other = (place + step) % count;
    multiplyRows(rows.subarray(other * dims, (other + 1) * dims), own, cosine);
    if (penalty <= (cosine[0] ?? 0) + margin) return false;
  }
  return true;
}
