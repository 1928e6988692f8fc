/** @file How alike the photos of one landmark usually are: what a match has to be compared with. */
import { listReferences, type ReferenceSet } from './reference-set.ts';
import { expandRows } from './quantized-vectors.ts';
import { multiplyRows } from './unit-vectors.ts';

/**
 * Bounds of the usual cosine, also its value for a landmark with a single reference (the upper one): a burst of one moment
 * must not ask every other photo to be of that moment.
 */
const leastUsual = 0.5;
const mostUsual = 0.8;

/** Usual cosines of the landmarks of one reference set, computed when first asked for. */
export type FindUsualCosine = (landmark: number) => number;

/**
 * For each landmark the median, over its references, of the cosine to the nearest other reference of it, kept within [0.5,
 * 0.8]. A photo that is much less alike to its best reference than they are to each other shows a look-alike: stone heads
 * are near to Stonehenge, but not as near as Stonehenge is.
 */
export function createUsualCosines(set: ReferenceSet): FindUsualCosine {
  const known = new Map<number, number>();
  return (landmark) => {
    const usual = known.get(landmark) ?? measureUsualCosine(set, landmark);
    known.set(landmark, usual);
    return usual;
  };
}

function measureUsualCosine(set: ReferenceSet, landmark: number): number {
  const { dims } = set;
  const references = listReferences(set, landmark);
  const count = references.length;
  if (count < 2) return mostUsual;
  const own = new Float32Array(count * dims);
  for (const [place, { block, row }] of references.entries()) own.set(expandRows(block.vectors, [row]), place * dims);
  const cosines = new Float32Array(count);
  const nearest = Array.from({ length: count }, (_, row) => {
    multiplyRows(own, own.subarray(row * dims, (row + 1) * dims), cosines);
    cosines[row] = -2;
    return cosines.reduce((most, cosine) => Math.max(most, cosine), -2);
  });
  const median = nearest.sort((a, b) => a - b)[Math.floor(nearest.length / 2)] ?? mostUsual;
  return Math.min(mostUsual, Math.max(leastUsual, median));
}
