/** @file mAP of the Revisited Oxford and Paris benchmarks: three difficulties, with junk that counts neither way. */

/** One query of the benchmark. Images are numbers, in the ranking as in the ground truth. */
export interface RevisitedQuery {
  /** All images, or the first of them; best first. */
  readonly ranking: Iterable<number>;
  readonly easy: readonly number[];
  readonly hard: readonly number[];
  readonly junk: readonly number[];
}

export type RevisitedProtocol = 'easy' | 'medium' | 'hard';

/**
 * Average precision of one query as in the benchmark's evaluation (Radenovic et al., "Revisiting Oxford and Paris", CVPR 2018,
 * section 3.3; the measure itself: Philbin et al. 2007): ignored images are taken out of the ranking, then the area under the
 * precision-recall curve is summed in trapezoids: half of the precision before and after each hit. Before the first row the
 * precision is 1. Unlike `computeAveragePrecision`, which takes the precision after the hit alone.
 */
export function computeRevisitedAveragePrecision(
  ranking: Iterable<number>,
  positives: ReadonlySet<number>,
  ignored: ReadonlySet<number>,
): number {
  let hits = 0;
  let seen = 0;
  let sum = 0;
  for (const image of ranking) {
    if (ignored.has(image)) continue;
    if (positives.has(image)) {
      const before = seen === 0 ? 1 : hits / seen;
      hits++;
      sum += (before + hits / (seen + 1)) / 2;
    }
    seen++;
  }
  return positives.size === 0 ? 0 : sum / positives.size;
}

/**
 * Mean over the queries that have a positive image; 0 when none has. Easy: the easy images are positive, hard ones are junk.
 * Medium: both are positive. Hard: the hard images are positive, easy ones are junk.
 */
export function computeRevisitedMap(queries: readonly RevisitedQuery[], protocol: RevisitedProtocol): number {
  const precisions = queries.flatMap(({ ranking, easy, hard, junk }) => {
    const positives = new Set(protocol === 'easy' ? easy : protocol === 'hard' ? hard : [...easy, ...hard]);
    const ignored = new Set(protocol === 'easy' ? [...junk, ...hard] : protocol === 'hard' ? [...junk, ...easy] : junk);
    return positives.size === 0 ? [] : [computeRevisitedAveragePrecision(ranking, positives, ignored)];
  });
  return precisions.reduce((sum, precision) => sum + precision, 0) / Math.max(1, precisions.length);
}
