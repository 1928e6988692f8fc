/** @file Puts the person's references together from the parts that they come in ([Note: references in parts]). */
import { mostPersonalReferences, type PersonalReferences, type PersonalReferencesPart } from '../embedder-messages.ts';

/**
 * Takes the next part. All references after the last one, null before.
 * @throws RangeError for a part that does not follow the one before, or whose rows do not fit; what came before it is dropped
 */
export type GatherReferences = (part: PersonalReferencesPart) => PersonalReferences | null;

/** @param dims numbers a row */
export function createReferenceGathering(dims: number): GatherReferences {
  let parts: PersonalReferencesPart[] = [];
  let rows = 0;
  return (part) => {
    const [before, rowsBefore] = part.firstRow === 0 ? [[], 0] : [parts, rows];
    // Only what is whole is kept.
    [parts, rows] = [[], 0];
    refuseMisfit(part, rowsBefore, dims);
    const all = [...before, part];
    if (part.isLast) return joinReferences(all);
    [parts, rows] = [all, rowsBefore + part.landmarkIds.length];
    return null;
  };
}

/** @throws RangeError */
function refuseMisfit(part: PersonalReferencesPart, rowsBefore: number, dims: number): void {
  const { landmarkIds, photoIds, vectors, firstRow } = part;
  if (firstRow !== rowsBefore) throw new RangeError(`references from row ${firstRow} do not follow ${rowsBefore} rows`);
  const isTyped = Array.isArray(landmarkIds) && photoIds instanceof Int32Array && vectors instanceof Float32Array;
  const count = landmarkIds.length;
  if (!isTyped || photoIds.length !== count || vectors.length !== count * dims) {
    throw new RangeError(`${count} references need ${count} photos and rows of ${dims} numbers`);
  }
  if (rowsBefore + count > mostPersonalReferences)
    throw new RangeError(`more than ${mostPersonalReferences} references`);
}

/** All rows in the order of the parts. */
export function joinReferences(parts: readonly PersonalReferences[]): PersonalReferences {
  const sum = (size: (part: PersonalReferences) => number): number =>
    parts.reduce((total, part) => total + size(part), 0);
  const photoIds = new Int32Array(sum((part) => part.photoIds.length));
  const vectors = new Float32Array(sum((part) => part.vectors.length));
  let [rows, values] = [0, 0];
  for (const part of parts) {
    photoIds.set(part.photoIds, rows);
    vectors.set(part.vectors, values);
    rows += part.photoIds.length;
    values += part.vectors.length;
  }
  return { photoIds, vectors, landmarkIds: parts.flatMap(({ landmarkIds }) => landmarkIds) };
}
