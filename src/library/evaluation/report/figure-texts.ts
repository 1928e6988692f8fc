/** @file What each figure is called and what it says, in words for the page and the terminal. */
import type { FigureName } from '../../../ml/metrics/evaluate-vectors.ts';

export interface FigureText {
  readonly title: string;
  /** One sentence without a full stop. */
  readonly meaning: string;
}

export const figureTexts: Readonly<Record<FigureName, FigureText>> = {
  mAP: {
    title: 'mAP',
    meaning: 'every landmark photo against all others: mean precision at each photo of its landmark',
  },
  mAPAt100: {
    title: 'mAP@100',
    meaning: 'the same within the first 100, as in the retrieval task of Google Landmarks v2',
  },
  precisionAt1: { title: 'top-1', meaning: 'share of landmark photos whose nearest photo shows the same landmark' },
  precisionAt5: { title: 'precision at 5', meaning: 'share of photos of the same landmark among the 5 nearest' },
  precisionAt10: { title: 'precision at 10', meaning: 'the same among the 10 nearest' },
  gapRaw: {
    title: 'GAP, raw',
    meaning: 'all look-ups ranked together by cosine, non-landmarks included: are the right ones the surest?',
  },
  gapPenalised: {
    title: 'GAP, penalised',
    meaning: 'the same; the cosine is lowered by the mean cosine to the 10 nearest non-landmarks',
  },
  pairF1: { title: 'pair F1', meaning: 'one threshold on the cosine tells pairs of one landmark from all others' },
  pairPrecision: {
    title: 'pair precision',
    meaning: 'at that threshold: share of chosen pairs that show one landmark',
  },
  pairRecall: { title: 'pair recall', meaning: 'at that threshold: share of pairs of one landmark that are chosen' },
  calibrationError: {
    title: 'calibration error',
    meaning: 'mean distance of the manifest’s probability from what came true; lower is better',
  },
  landmarknessAuc: {
    title: 'landmark-ness AUC',
    meaning: 'how often a landmark photo scores above a non-landmark',
  },
};
