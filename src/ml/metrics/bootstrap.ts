/** @file Intervals of figures: how much would they change with other landmarks and other non-landmarks of the same kind? */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { LabelIndex } from './label-index.ts';

/** A draw of photos: how often each counts. */
export interface Resample {
  readonly landmarkCounts: Uint32Array;
  /** Of each photo: that of its landmark, or its own for a non-landmark. */
  readonly photoCounts: Uint32Array;
}

/** A figure of the photos as a resample counts them. NaN when it cannot be computed from that draw. */
export type Figure = (sample: Resample) => number;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface FigureValue {
  /** Of the photos as they are. */
  readonly value: number;
  /** Null when there are too few landmarks to draw from. */
  readonly interval: Interval | null;
}

export interface BootstrapOptions {
  readonly resamples: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
}

/** Share of the resamples that lie outside of an interval. */
const outside = 0.05;
/** Resamples between two turns of the event loop. */
const step = 20;

/**
 * Percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13) in two strata: photos of
 * one landmark are alike, so landmarks are drawn with replacement, whole; non-landmark photos are drawn with replacement one
 * by one. As queries, that is: the gallery that they are ranked in stays as it is. 95 % intervals; the same seed gives the
 * same. Rejects with the signal's reason.
 */
export async function estimateFigures<Name extends string>(
  figures: Readonly<Record<Name, Figure>>,
  index: LabelIndex,
  { resamples, seed, signal }: BootstrapOptions,
): Promise<Readonly<Record<Name, FigureValue>>> {
  const names = Object.keys(figures) as Name[];
  const whole = countWhole(index);
  const drawn = new Map(names.map((name) => [name, [] as number[]]));
  const random = createRandom(seed);
  if (index.landmarks.length > 1) {
    for (let round = 0; round < resamples; round++) {
      if (round % step === 0) await yieldToEventLoop();
      signal?.throwIfAborted();
      const sample = drawSample(index, random);
      for (const name of names) drawn.get(name)?.push(figures[name](sample));
    }
  }
  const entries = names.map((name): [Name, FigureValue] => [
    name,
    { value: figures[name](whole), interval: findInterval(drawn.get(name) ?? []) },
  ]);
  return Object.fromEntries(entries) as Record<Name, FigureValue>;
}

/** Every photo once. */
export function countWhole({ landmarks, landmarkOf }: LabelIndex): Resample {
  return {
    landmarkCounts: new Uint32Array(landmarks.length).fill(1),
    photoCounts: new Uint32Array(landmarkOf.length).fill(1),
  };
}

function drawSample({ landmarks, landmarkOf }: LabelIndex, random: () => number): Resample {
  const landmarkCounts = new Uint32Array(landmarks.length);
  const draw = (counts: Uint32Array): void => {
    const places = counts.length;
    for (let turn = 0; turn < places; turn++) {
      const place = Math.floor(random() * places);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  };
  draw(landmarkCounts);
  const otherCounts = new Uint32Array(landmarkOf.reduce((sum, landmark) => sum + Number(landmark === -1), 0));
  draw(otherCounts);
  let other = 0;
  const photoCounts = new Uint32Array(landmarkOf.length);
  for (let photo = 0; photo < photoCounts.length; photo++) {
    const landmark = landmarkOf[photo] ?? -1;
    photoCounts[photo] = (landmark === -1 ? otherCounts[other++] : landmarkCounts[landmark]) ?? 0;
  }
  return { landmarkCounts, photoCounts };
}

function findInterval(values: readonly number[]): Interval | null {
  const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  if (sorted.length === 0) return null;
  return { low: findQuantile(sorted, outside / 2), high: findQuantile(sorted, 1 - outside / 2) };
}

/** Between two values: in proportion. */
function findQuantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const before = Math.floor(place);
  const low = sorted[before] ?? 0;
  return low + (place - before) * ((sorted[before + 1] ?? low) - low);
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32: a 32-bit Weyl sequence, mixed). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
