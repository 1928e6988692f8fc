/** @file Figures of each landmark by itself. */
import type { VectorEvaluation } from '../../ml/metrics/evaluate-vectors.ts';

export interface LandmarkFigures {
  readonly landmark: string;
  readonly photos: number;
  /** Mean average precision of its photos; null when there is one alone, which finds nothing. */
  readonly mAP: number | null;
  /** Share of its photos with another of its own at rank 1. */
  readonly precisionAt1: number | null;
  /** What its photos are taken for most often when they are not found. */
  readonly takenFor: { readonly landmark: string | null; readonly photos: number } | null;
}

/** Worst mAP first, landmarks of one photo last. */
export function listLandmarkFigures({ index, judgements }: VectorEvaluation): readonly LandmarkFigures[] {
  const figures = index.landmarks.map((landmark, number): LandmarkFigures => {
    const photos = index.photosOf[number] ?? [];
    const mates = photos.flatMap((photo) => judgements[photo]?.mates ?? []);
    const average = (values: readonly number[]): number | null =>
      values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      landmark,
      photos: photos.length,
      mAP: average(mates.map(({ averagePrecision }) => averagePrecision)),
      precisionAt1: average(mates.map(({ precisionAt1 }) => precisionAt1)),
      takenFor: findTakenFor(photos, { index, judgements }),
    };
  });
  return figures.sort((a, b) => (a.mAP ?? 2) - (b.mAP ?? 2));
}

function findTakenFor(
  photos: readonly number[],
  { index, judgements }: Pick<VectorEvaluation, 'index' | 'judgements'>,
): LandmarkFigures['takenFor'] {
  const counts = new Map<number, number>();
  for (const photo of photos) {
    const judgement = judgements[photo];
    if (judgement?.mates?.precisionAt1 !== 0) continue;
    const landmark = index.landmarkOf[judgement.stranger] ?? -1;
    counts.set(landmark, (counts.get(landmark) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most === undefined ? null : { landmark: index.landmarks[most[0]] ?? null, photos: most[1] };
}
