/** @file The landmarks of labelled photos as numbers: what the loops over all pairs compare. */

export interface LabelIndex {
  /** Names of the landmarks in order of their first photo. */
  readonly landmarks: readonly string[];
  /** Landmark of each photo as a place in `landmarks`; -1: not a landmark. */
  readonly landmarkOf: Int32Array;
  /** Photos of each landmark, ascending. */
  readonly photosOf: readonly (readonly number[])[];
}

/** Numbers the landmarks. */
export function indexLabels(labels: readonly (string | null)[]): LabelIndex {
  const numbers = new Map<string, number>();
  const photosOf: number[][] = [];
  const landmarkOf = Int32Array.from(labels, (label, photo) => {
    if (label === null) return -1;
    const landmark = numbers.get(label) ?? numbers.size;
    if (landmark === numbers.size) {
      numbers.set(label, landmark);
      photosOf.push([]);
    }
    photosOf[landmark]?.push(photo);
    return landmark;
  });
  return { landmarks: [...numbers.keys()], landmarkOf, photosOf };
}
