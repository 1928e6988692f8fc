/** @file All retrieval figures of a set of labelled embeddings: every photo is compared with every other. */
import { multiplyRows } from '../recognition/unit-vectors.ts';
import { computeAveragePrecision, computePrecisionAt } from './average-precision.ts';
import { computeGap, type Prediction } from './gap.ts';
import { countPair, createPairCounts, findBestPairF1 } from './pair-f1.ts';

export interface LabelledVectors {
  /** Photos x dims unit vectors. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Landmark of each photo; null: not a landmark. */
  readonly labels: readonly (string | null)[];
}

export interface RetrievalFigures {
  readonly photos: number;
  /** Photos of landmarks that have another photo: each is a query. */
  readonly queries: number;
  readonly mAP: number;
  readonly mAPAt100: number;
  readonly precisionAt1: number;
  readonly precisionAt5: number;
  readonly precisionAt10: number;
  /** Leave-one-out nearest label, confidence = cosine. */
  readonly gapRaw: number;
  /** The same, confidence = cosine minus the mean cosine of the query to its 10 nearest non-landmarks. */
  readonly gapPenalised: number;
  readonly pairF1: number;
  readonly pairThreshold: number;
}

/** Non-landmarks in the penalty of a query. */
const penaltyNeighbours = 10;

/**
 * Computes all figures; about 1 s for 1,300 photos. Every landmark photo is a query against all other photos, non-landmarks
 * included; in both GAPs every photo is one (of a landmark seen once, or a non-landmark: nothing is right).
 */
export function evaluateVectors({ vectors, dims, labels }: LabelledVectors): RetrievalFigures {
  const sizes = new Map<string, number>();
  for (const label of labels) if (label !== null) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const truth = labels.map((label) => (label !== null && (sizes.get(label) ?? 0) >= 2 ? label : null));
  const raw: Prediction[] = [];
  const penalised: Prediction[] = [];
  const rankings: boolean[][] = [];
  const pairs = createPairCounts();
  const cosines = new Float32Array(labels.length);
  for (const [query, label] of labels.entries()) {
    multiplyRows(vectors, vectors.subarray(query * dims, (query + 1) * dims), cosines);
    const order = [...labels.keys()]
      .filter((photo) => photo !== query)
      .sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || a - b);
    const nearest = order.find((photo) => labels[photo] !== null);
    const others = order.filter((photo) => labels[photo] === null).slice(0, penaltyNeighbours);
    const penalty = others.reduce((sum, photo) => sum + (cosines[photo] ?? 0), 0) / Math.max(1, others.length);
    const guess = nearest === undefined ? null : (labels[nearest] ?? null);
    const confidence = nearest === undefined ? 0 : (cosines[nearest] ?? 0);
    raw.push(guess === null ? null : { label: guess, confidence });
    penalised.push(guess === null ? null : { label: guess, confidence: confidence - penalty });
    if (truth[query] !== null) rankings.push(order.map((photo) => labels[photo] === label));
    for (let other = query + 1; other < labels.length; other++) {
      if (label === null && labels[other] === null) continue;
      countPair(pairs, cosines[other] ?? 0, label === labels[other]);
    }
  }
  const average = (measure: (ranked: readonly boolean[]) => number): number =>
    rankings.reduce((sum, ranked) => sum + measure(ranked), 0) / Math.max(1, rankings.length);
  const best = findBestPairF1(pairs);
  return {
    photos: labels.length,
    queries: rankings.length,
    mAP: average((ranked) => computeAveragePrecision(ranked)),
    mAPAt100: average((ranked) => computeAveragePrecision(ranked, ranked.filter(Boolean).length, 100)),
    precisionAt1: average((ranked) => computePrecisionAt(ranked, 1)),
    precisionAt5: average((ranked) => computePrecisionAt(ranked, 5)),
    precisionAt10: average((ranked) => computePrecisionAt(ranked, 10)),
    gapRaw: computeGap(truth, raw),
    gapPenalised: computeGap(truth, penalised),
    pairF1: best.f1,
    pairThreshold: best.threshold,
  };
}
