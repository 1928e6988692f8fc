/** @file Global average precision, the measure of landmark recognition. */

/** A guess for one photo; null: none is ventured. */
export type Prediction = { readonly label: string; readonly confidence: number } | null;

/**
 * Global average precision (micro-AP at rank 1) as in Weyand et al., "Google Landmarks Dataset v2" (CVPR 2020), section 3:
 * all predictions of all photos ranked together by confidence, `GAP = 1/M sum_i P(i) rel(i)`. In [0, 1].
 *
 * @param truth label of each photo; null: no landmark. Such photos only harm when something is predicted for them.
 * @param predictions one a photo. Equal confidences keep their order.
 * @param relevantCount M; left out: the photos with a label.
 */
export function computeGap(
  truth: readonly (string | null)[],
  predictions: readonly Prediction[],
  relevantCount: number = truth.filter((label) => label !== null).length,
): number {
  const ranked = predictions
    .map((prediction, photo) => ({ prediction, photo }))
    .filter((row) => row.prediction !== null)
    .sort((a, b) => (b.prediction?.confidence ?? 0) - (a.prediction?.confidence ?? 0));
  let right = 0;
  let sum = 0;
  for (const [rank, { prediction, photo }] of ranked.entries()) {
    if (prediction?.label !== truth[photo]) continue;
    right++;
    sum += right / (rank + 1);
  }
  return relevantCount === 0 ? 0 : sum / relevantCount;
}
