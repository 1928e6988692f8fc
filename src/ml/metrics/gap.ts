/** @file Global average precision, the measure of landmark recognition. */

/** A guess for one photo; null: none is ventured. */
export type Prediction = { readonly label: string; readonly confidence: number } | null;

export interface Guess {
  /** Which photo it is for. */
  readonly row: number;
  readonly confidence: number;
  readonly isRight: boolean;
}

/**
 * Global average precision (micro-AP at rank 1) as in Weyand et al., "Google Landmarks Dataset v2" (CVPR 2020), section 3:
 * all predictions of all photos ranked together by confidence, `GAP = 1/M sum_i P(i) rel(i)`. In [0, 1]. A photo without a
 * landmark only harms, when something is predicted for it. Equal confidences keep their order.
 *
 * The guesses are sorted once; the function that comes back measures them with every photo counted as often as it is told
 * (all ones: the plain GAP), for bootstrap.ts. A photo that is drawn m times has m equal guesses, one after the other.
 *
 * @param isAnswerable of every photo: does it count in M?
 */
export function prepareGap(
  guesses: readonly Guess[],
  isAnswerable: ArrayLike<boolean>,
): (rowCounts: ArrayLike<number>) => number {
  const ranked = [...guesses].sort((a, b) => b.confidence - a.confidence);
  const rows = Int32Array.from(ranked, ({ row }) => row);
  const isRight = Uint8Array.from(ranked, (guess) => Number(guess.isRight));
  return (rowCounts) => {
    let answerable = 0;
    for (let row = 0; row < isAnswerable.length; row++)
      if (isAnswerable[row] === true) answerable += rowCounts[row] ?? 0;
    let rank = 0;
    let right = 0;
    let sum = 0;
    for (let i = 0; i < rows.length; i++) {
      const count = rowCounts[rows[i] ?? 0] ?? 0;
      if (isRight[i] === 0) rank += count;
      else for (let copy = 0; copy < count; copy++) sum += ++right / ++rank;
    }
    return answerable === 0 ? 0 : sum / answerable;
  };
}

/** The guesses that are at least as sure as one of them. */
export interface GuessPoint {
  readonly confidence: number;
  /** Share of them that is right. */
  readonly precision: number;
  /** Right ones among all photos that have an answer. */
  readonly recall: number;
}

/** Precision and recall as less and less sure guesses are taken in: GAP is the mean precision at the right ones. */
export function traceGuesses(guesses: readonly Guess[], answerable: number): readonly GuessPoint[] {
  let right = 0;
  return [...guesses]
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ confidence, isRight }, place) => {
      right += Number(isRight);
      return { confidence, precision: right / (place + 1), recall: answerable === 0 ? 0 : right / answerable };
    });
}

/**
 * GAP of one prediction a photo (see `prepareGap`).
 *
 * @param truth label of each photo; null: no landmark
 * @param relevantCount M; left out: the photos with a label
 */
export function computeGap(
  truth: readonly (string | null)[],
  predictions: readonly Prediction[],
  relevantCount?: number,
): number {
  const guesses = predictions.flatMap((prediction, row) =>
    prediction === null
      ? []
      : [{ row, confidence: prediction.confidence, isRight: prediction.label === (truth[row] ?? null) }],
  );
  const isAnswerable = truth.map((label) => label !== null);
  const gap = prepareGap(guesses, isAnswerable)(new Uint8Array(truth.length).fill(1));
  if (relevantCount === undefined) return gap;
  return relevantCount === 0 ? 0 : (gap * isAnswerable.filter(Boolean).length) / relevantCount;
}
