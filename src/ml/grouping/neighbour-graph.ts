/** @file The graph of grouping: which photos are near each other, and how likely each two of them show one landmark. */
import type { GroupPhoto } from '../embedder-messages.ts';
import type { GroupingThresholds } from './grouping-thresholds.ts';
import type { SearchNeighbours } from './neighbour-search.ts';
import { weighPlaceAndTime } from './place-and-time.ts';

/**
 * Cosine of smoothed vectors to log-odds of showing one landmark: logistic fit over the 20 nearest neighbours of training and
 * validation photos, whole and thinned out to 10 and 4 photos a landmark (src/ml/models/dolg-b4-vit).
 */
const calibration = { intercept: -4.5, cosine: 9.7 } as const;

/** Two photos `a < b`, by index, of which one is among the nearest of the other. */
export interface NeighbourPair {
  readonly a: number;
  readonly b: number;
  /** Log-odds that they show one landmark; -Infinity when they were taken too far apart. */
  readonly logit: number;
}

export interface GraphParams {
  readonly photos: readonly GroupPhoto[];
  /** Smoothed unit vectors, photos x dims. */
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly thresholds: GroupingThresholds;
  readonly searchNeighbours: SearchNeighbours;
}

/** All neighbour pairs, each once: the likeliest first, equals by index. */
export async function findNeighbourPairs(params: GraphParams): Promise<NeighbourPair[]> {
  const { photos, vectors, dims, thresholds, searchNeighbours } = params;
  const k = thresholds.neighbours + 1;
  const found = await searchNeighbours({ matrix: vectors, queries: vectors, dims, k });
  const near = photos.map(() => new Map<number, number>());
  for (let row = 0; row < photos.length; row++) {
    for (let place = row * k; place < (row + 1) * k; place++) {
      const other = found.indices[place] ?? -1;
      const cosine = found.cosines[place] ?? -2;
      if (other < 0 || other === row || cosine < thresholds.neighbourCosine) continue;
      near[Math.min(row, other)]?.set(Math.max(row, other), cosine);
    }
  }
  const pairs: NeighbourPair[] = [];
  for (const [a, others] of near.entries()) {
    for (const [b, cosine] of others) {
      const [photoA, photoB] = [photos[a], photos[b]];
      if (photoA === undefined || photoB === undefined) continue;
      const evidence = weighPlaceAndTime(photoA, photoB);
      const logit = calibration.intercept + calibration.cosine * cosine;
      pairs.push({ a, b, logit: evidence === 'vetoed' ? -Infinity : logit + evidence });
    }
  }
  return pairs.sort((x, y) => y.logit - x.logit || x.a - y.a || x.b - y.b);
}
