/** @file Random numbers from a seed, so that a course of events can be run again. */

export interface Random {
  /** In [0, 1). */
  readonly draw: () => number;
  /** An integer in [0, below). */
  readonly below: (below: number) => number;
  /** Null for an empty list. */
  readonly pick: <Value>(values: readonly Value[]) => Value | null;
}

/** Mulberry32 (Tommy Ettinger's): 32 bits of state, enough to draw events. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(draw() * limit);
  return { draw, below, pick: (values) => values[below(values.length)] ?? null };
}
