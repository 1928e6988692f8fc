/** @file Which photos of a landmark become its references: label noise out, then few that cover its looks. */
import { multiplyRows } from '../recognition/unit-vectors.ts';

export interface LabelledPhotos {
  /** Photos x dims unit vectors. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Landmark of each photo; null: not a landmark. */
  readonly labels: readonly (string | null)[];
}

/** Nearest photos that are asked whether a label is right. */
const askedNeighbours = 5;
/** Share of them that must carry the same label. */
const leastAgreement = 0.5;
/** A photo whose median cosine to its landmark lies so many median deviations below the usual is an outlier. */
const medianDeviations = 3;

/**
 * Which photos carry the right label, as far as the vectors tell: most of the 5 nearest photos of the whole collection have
 * the same one (edited nearest neighbours: Wilson 1972), and the median cosine to the landmark's others is not far below
 * that of the others. Photos without a label are never clean references. Costs photos^2 x dims.
 */
export function findCleanPhotos({ vectors, dims, labels }: LabelledPhotos): boolean[] {
  const sizes = new Map<string, number>();
  for (const label of labels) if (label !== null) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const cosines = new Float32Array(labels.length);
  const medians = new Float32Array(labels.length);
  const agrees = labels.map((label, photo) => {
    if (label === null) return false;
    multiplyRows(vectors, vectors.subarray(photo * dims, (photo + 1) * dims), cosines);
    cosines[photo] = -2;
    const own = [...labels.keys()].filter((other) => other !== photo && labels[other] === label);
    medians[photo] = findMedian(own.map((other) => cosines[other] ?? 0));
    const asked = Math.min(askedNeighbours, (sizes.get(label) ?? 1) - 1);
    const same = listLargest(cosines, asked).filter((other) => labels[other] === label).length;
    return asked > 0 && same / asked >= leastAgreement;
  });
  const clean = [...agrees];
  for (const label of sizes.keys()) {
    const members = [...labels.keys()].filter((photo) => labels[photo] === label && agrees[photo] === true);
    const usual = findMedian(members.map((photo) => medians[photo] ?? 0));
    const deviation = findMedian(members.map((photo) => Math.abs((medians[photo] ?? 0) - usual)));
    for (const photo of members) clean[photo] = (medians[photo] ?? 0) >= usual - medianDeviations * deviation;
  }
  return clean;
}

/**
 * At most `limit` of the photos, chosen to cover all: the most central one, then always the one that is furthest from those
 * chosen (greedy k-center: Gonzalez 1985). Sorted by index.
 */
export function selectDiverse(
  { vectors, dims }: Pick<LabelledPhotos, 'vectors' | 'dims'>,
  photos: readonly number[],
  limit: number,
): number[] {
  if (photos.length <= limit) return [...photos].sort((a, b) => a - b);
  const own = new Float32Array(photos.length * dims);
  for (const [row, photo] of photos.entries()) own.set(vectors.subarray(photo * dims, (photo + 1) * dims), row * dims);
  const mean = new Float32Array(dims);
  for (const [at, value] of own.entries()) mean[at % dims] = (mean[at % dims] ?? 0) + value;
  const cosines = new Float32Array(photos.length);
  multiplyRows(own, mean, cosines);
  let next = listLargest(cosines, 1)[0] ?? 0;
  const nearest = new Float32Array(photos.length).fill(-2);
  const chosen: number[] = [];
  while (chosen.length < limit) {
    chosen.push(next);
    multiplyRows(own, own.subarray(next * dims, (next + 1) * dims), cosines);
    for (const [row, cosine] of cosines.entries()) nearest[row] = Math.max(nearest[row] ?? -2, cosine);
    for (const row of chosen) nearest[row] = 2;
    next = nearest.reduce((least, cosine, row) => (cosine < (nearest[least] ?? 2) ? row : least), 0);
  }
  return chosen.map((row) => photos[row] ?? 0).sort((a, b) => a - b);
}

/** Indices of the `count` largest values, largest first, ties by index. */
function listLargest(values: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (const [index, value] of values.entries()) {
    if (best.length === count && value <= (values[best[count - 1] ?? 0] ?? 0)) continue;
    let place = best.length;
    while (place > 0 && (values[best[place - 1] ?? 0] ?? 0) < value) place--;
    best.splice(place, 0, index);
    if (best.length > count) best.pop();
  }
  return count === 0 ? [] : best;
}

function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
