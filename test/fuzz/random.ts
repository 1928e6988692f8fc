/** @file Random numbers from a seed, the same on every machine, so that a case can be made again from its seed and number. */

export interface Random {
  /** In [0, 1). */
  readonly draw: () => number;
  /** Whole number in [from, to]. */
  readonly drawInteger: (from: number, to: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  readonly drawBytes: (length: number) => Buffer;
  /** True with this probability. */
  readonly isLucky: (probability: number) => boolean;
}

/** Numbers of one case of a run: mulberry32 (T. Ettinger, 2017; public domain), started from both. */
export function createRandom(seed: number, caseNumber: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(caseNumber + 1, 0x85ebca6b)) >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const drawInteger = (from: number, to: number): number => from + Math.floor(draw() * (to - from + 1));
  return {
    draw,
    drawInteger,
    pick: <Value>(values: readonly Value[]): Value => {
      if (values.length === 0) throw new RangeError('nothing to pick from');
      return values[drawInteger(0, values.length - 1)] as Value;
    },
    drawBytes: (length) => Buffer.from(Array.from({ length }, () => drawInteger(0, 255))),
    isLucky: (probability) => draw() < probability,
  };
}
