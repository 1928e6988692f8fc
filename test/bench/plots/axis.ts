/** @file Axes of a plot: where a value lies, and which values are written beside it. */

export interface AxisParams {
  /** What is measured, with its unit. */
  readonly title: string;
  readonly scale: 'linear' | 'logarithmic';
  /** Every value that is drawn; positive ones for a logarithmic axis. */
  readonly values: readonly number[];
}

export interface Axis {
  readonly title: string;
  readonly ticks: readonly number[];
  /** Share of the axis's length, from its lower end: 0 to 1 for values between the outer ticks. */
  readonly place: (value: number) => number;
}

/** Ticks that a linear axis has, about. */
const linearTicks = 5;
/** Decades up to which a logarithmic axis has a tick in each. */
const manyDecades = 8;

/** An axis that holds all the values, from a tick to a tick. @throws RangeError without values, or without a logarithm of one */
export function makeAxis({ title, scale, values }: AxisParams): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!Number.isFinite(low) || !Number.isFinite(high)) throw new RangeError(`"${title}" has no values to draw`);
  if (scale === 'linear') return makeLinear(title, Math.min(0, low), high);
  if (low <= 0) throw new RangeError(`"${title}" has a value without a logarithm`);
  return makeLogarithmic(title, low, high);
}

function makeLinear(title: string, low: number, high: number): Axis {
  const step = roundStep((high - low || 1) / linearTicks);
  const [first, last] = [Math.floor(low / step), Math.max(Math.ceil(high / step), Math.floor(low / step) + 1)];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { title, ticks, place: (value) => (value / step - first) / (last - first) };
}

/** 1, 2 or 5 times a power of ten, not less than `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([1, 2, 5].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10) * power;
}

function makeLogarithmic(title: string, low: number, high: number): Axis {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(Math.ceil(Math.log10(high) - 1e-9), first + 1);
  const step = Math.ceil((last - first) / manyDecades);
  const ticks: number[] = [];
  for (let decade = first; decade <= last; decade += step) ticks.push(10 ** decade);
  return { title, ticks, place: (value) => (Math.log10(value) - first) / (last - first) };
}

/** As it is written beside a tick or a bar: three digits that count, thousands apart. */
export function formatValue(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3));
  return rounded.toLocaleString('en', { maximumSignificantDigits: 3 });
}
