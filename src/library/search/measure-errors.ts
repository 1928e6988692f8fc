/** @file How many typing errors lie between two words. */

/** Longest word that is compared: no name is longer, and rows made anew would be most of the work. */
const rowLength = 512;
const rows = [new Uint16Array(rowLength), new Uint16Array(rowLength), new Uint16Array(rowLength)] as const;

/**
 * Optimal string alignment distance (Damerau-Levenshtein without second edits of a pair, Boytsov 2011, section 2): letters left
 * out, added, exchanged, or swapped with their neighbour. In UTF-16 units.
 *
 * @param limit above it the answer is `limit + 1`, found sooner
 * @param isPrefix true: to the beginning of `word` that is nearest, for a word that is still being typed
 */
export function measureErrors(typed: string, word: string, limit: number, isPrefix = false): number {
  if (typed.length - word.length > limit) return limit + 1;
  if (!isPrefix && word.length - typed.length > limit) return limit + 1;
  const length = isPrefix ? Math.min(word.length, typed.length + limit) : word.length;
  if (length >= rowLength) return limit + 1;
  let [beforeLast, last, current] = rows;
  for (let column = 0; column <= length; column++) last[column] = column;
  for (let row = 1; row <= typed.length; row++) {
    current[0] = row;
    let best = row;
    const sign = typed.charCodeAt(row - 1);
    for (let column = 1; column <= length; column++) {
      const isSame = sign === word.charCodeAt(column - 1);
      let errors = Math.min(
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      const isSwap =
        row > 1 &&
        column > 1 &&
        sign === word.charCodeAt(column - 2) &&
        typed.charCodeAt(row - 2) === word.charCodeAt(column - 1);
      if (isSwap) errors = Math.min(errors, (beforeLast[column - 2] ?? 0) + 1);
      current[column] = errors;
      if (errors < best) best = errors;
    }
    if (best > limit) return limit + 1;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  let errors = last[length] ?? limit + 1;
  if (isPrefix) for (let column = 0; column < length; column++) errors = Math.min(errors, last[column] ?? errors);
  return Math.min(errors, limit + 1);
}

/** How many errors a person is forgiven in a word of this length: in a short one, another letter is another word. */
export function countForgiven(length: number): 0 | 1 | 2 {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
