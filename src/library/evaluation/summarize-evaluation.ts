/** @file An evaluation as plain data, for `--json` and the file beside a report. */
import { basename } from 'node:path';
import {
  defaultResamples,
  defaultSeed,
  figureNames,
  type FigureName,
  type VectorEvaluation,
} from '../../ml/metrics/evaluate-vectors.ts';
import type { Reliability } from '../../ml/metrics/reliability.ts';
import type { FailedFile } from '../look-ups.ts';
import type { PhotoEvaluation } from './evaluate-photos.ts';
import { listLandmarkFigures, type LandmarkFigures } from './landmark-figures.ts';
import { listConfusions, listMisses } from './worst-cases.ts';

/** Where the photos came from. */
export interface EvaluationSource {
  /** Path of the table, as the person named it. */
  readonly table: string;
  /** Null: all of it. */
  readonly split: string | null;
}

export interface SummaryFigure {
  /** Null when it cannot be measured on these photos. */
  readonly value: number | null;
  /** 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface EvaluationSummary {
  readonly table: string;
  readonly split: string | null;
  readonly model: { readonly name: string; readonly sha256: string; readonly dims: number };
  /** Photos that could be read. */
  readonly photos: number;
  readonly landmarks: number;
  readonly landmarkPhotos: number;
  readonly nonLandmarks: number;
  /** Landmark photos that have another one of their landmark. */
  readonly queries: number;
  readonly failed: readonly FailedFile[];
  readonly figures: Readonly<Record<FigureName, SummaryFigure>>;
  /** Cosine of the best pair F1. */
  readonly pairThreshold: number;
  readonly bootstrap: { readonly resamples: number; readonly seed: number };
  readonly reliability: Reliability['bins'];
  readonly perLandmark: readonly LandmarkFigures[];
  readonly confusions: readonly {
    readonly photo: string;
    readonly takenFor: string;
    readonly cosine: number;
    readonly confidence: number;
  }[];
  readonly misses: readonly {
    readonly photo: string;
    readonly rank: number;
    readonly cosine: number;
    readonly first: string;
    readonly firstCosine: number;
  }[];
}

/** Worst cases of each kind in a report. */
export const worstCaseLimit = 24;

/** Everything but the pictures. */
export function summarizeEvaluation(
  evaluation: PhotoEvaluation,
  { table, split }: EvaluationSource,
): EvaluationSummary {
  const { model, photos, failed, vectors } = evaluation;
  const pathOf = (row: number): string => photos[row]?.path ?? '';
  const landmarkPhotos = photos.filter(({ landmark }) => landmark !== null).length;
  return {
    table: basename(table),
    split,
    model: { name: model.name, sha256: model.hash, dims: model.dims },
    photos: photos.length,
    landmarks: vectors.index.landmarks.length,
    landmarkPhotos,
    nonLandmarks: photos.length - landmarkPhotos,
    queries: vectors.queries,
    failed,
    figures: summarizeFigures(vectors),
    pairThreshold: vectors.bestThreshold.threshold,
    bootstrap: { resamples: defaultResamples, seed: defaultSeed },
    reliability: vectors.reliability.bins,
    perLandmark: listLandmarkFigures(vectors),
    confusions: listConfusions(vectors, worstCaseLimit).map(({ photo, answer, cosine, confidence }) => ({
      photo: pathOf(photo),
      takenFor: pathOf(answer),
      cosine,
      confidence,
    })),
    misses: listMisses(vectors, worstCaseLimit).map(({ photo, rank, cosine, first, firstCosine }) => ({
      photo: pathOf(photo),
      rank,
      cosine,
      first: pathOf(first),
      firstCosine,
    })),
  };
}

function summarizeFigures({ figures }: VectorEvaluation): Readonly<Record<FigureName, SummaryFigure>> {
  const entries = figureNames.map((name): [FigureName, SummaryFigure] => {
    const { value, interval } = figures[name];
    return [
      name,
      { value: Number.isNaN(value) ? null : value, low: interval?.low ?? null, high: interval?.high ?? null },
    ];
  });
  return Object.fromEntries(entries) as Record<FigureName, SummaryFigure>;
}
