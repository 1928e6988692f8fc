/** @file How many typing errors lie between two words. */

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
  const target = isPrefix ? word.slice(0, typed.length + limit) : word;
  let beforeLast: number[] = [];
  let last = Array.from({ length: target.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= target.length; column++) {
      const isSame = typed[row - 1] === target[column - 1];
      let errors = Math.min(
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      const isSwap =
        row > 1 && column > 1 && typed[row - 1] === target[column - 2] && typed[row - 2] === target[column - 1];
      if (isSwap) errors = Math.min(errors, (beforeLast[column - 2] ?? 0) + 1);
      current.push(errors);
      best = Math.min(best, errors);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  const errors = isPrefix ? Math.min(...last) : (last[target.length] ?? limit + 1);
  return Math.min(errors, limit + 1);
}

/** How many errors a person is forgiven in a word of this length: in a short one, another letter is another word. */
export function countForgiven(length: number): 0 | 1 | 2 {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
