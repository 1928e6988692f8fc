/** @file Where the vectors fail most: look-ups that are surely wrong, and landmarks that are not found again. */
import type { MateRanking, PhotoJudgement } from '../../ml/metrics/judge-photo.ts';
import type { VectorEvaluation } from '../../ml/metrics/evaluate-vectors.ts';

/** A photo whose look-up answers with another landmark, or with one where there is none. Numbers are rows of the photos. */
export interface Confusion {
  readonly photo: number;
  /** What it was taken for. */
  readonly answer: number;
  readonly cosine: number;
  /** The cosine minus the mean cosine to the 10 nearest non-landmarks: how sure the look-up is. */
  readonly confidence: number;
}

/** A photo of a landmark whose other photos rank far down. */
export interface Miss {
  readonly photo: number;
  /** The nearest photo of its landmark, its rank and cosine. */
  readonly mate: number;
  readonly rank: number;
  readonly cosine: number;
  /** What ranks first instead. */
  readonly first: number;
  readonly firstCosine: number;
}

/** The same two landmarks are shown this often at most: a twin would fill the page. */
const maxPerPair = 2;
const maxPerLandmark = 3;

/** Surest wrong answers first. */
export function listConfusions({ judgements, index }: VectorEvaluation, limit: number): readonly Confusion[] {
  const { landmarkOf } = index;
  const candidates = judgements
    .flatMap(({ nearest, nearestCosine, penalty }, photo): Confusion[] => {
      if (nearest === -1 || landmarkOf[nearest] === landmarkOf[photo]) return [];
      return [{ photo, answer: nearest, cosine: nearestCosine, confidence: nearestCosine - penalty }];
    })
    .sort((a, b) => b.confidence - a.confidence);
  const shown = new Set<string>();
  const times = new Map<string, number>();
  const kept: Confusion[] = [];
  for (const confusion of candidates) {
    if (kept.length === limit) break;
    const { photo, answer } = confusion;
    // Two photos that are taken for each other are one confusion.
    const photos = joinSorted(photo, answer);
    const landmarks = joinSorted(landmarkOf[photo] ?? -1, landmarkOf[answer] ?? -1);
    if (shown.has(photos) || (times.get(landmarks) ?? 0) >= maxPerPair) continue;
    shown.add(photos);
    times.set(landmarks, (times.get(landmarks) ?? 0) + 1);
    kept.push(confusion);
  }
  return kept;
}

/** Those whose first hit ranks last come first. Photos with a hit at rank 1 are no misses. */
export function listMisses({ judgements, index }: VectorEvaluation, limit: number): readonly Miss[] {
  const times = new Map<number, number>();
  return judgements
    .flatMap((judgement, photo) => toMiss(judgement, photo))
    .sort((a, b) => b.rank - a.rank)
    .filter(({ photo }) => {
      const landmark = index.landmarkOf[photo] ?? -1;
      const count = (times.get(landmark) ?? 0) + 1;
      times.set(landmark, count);
      return count <= maxPerLandmark;
    })
    .slice(0, limit);
}

function toMiss({ mates, stranger, strangerCosine }: PhotoJudgement, photo: number): Miss[] {
  if (mates === null || mates.bestMateRank === 1) return [];
  const { bestMate, bestMateRank, bestMateCosine }: MateRanking = mates;
  return [
    { photo, mate: bestMate, rank: bestMateRank, cosine: bestMateCosine, first: stranger, firstCosine: strangerCosine },
  ];
}

function joinSorted(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
