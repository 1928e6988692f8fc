/** @file How fast it went in the last two minutes, for the small curve of Activity. */
import type { IndexingProgress } from '../../../src/api/views.ts';

const stepMs = 2000;
const keptSteps = 60;

export class RateHistory {
  /** Photos per second, the oldest first; one value each two seconds while photos go through the model. */
  rates = $state.raw<readonly number[]>([]);
  #lastMs = Number.NEGATIVE_INFINITY;

  /** `nowMs` on any steady clock. */
  note({ photosPerSecond }: IndexingProgress, nowMs: number): void {
    if (photosPerSecond === null || nowMs - this.#lastMs < stepMs) return;
    this.#lastMs = nowMs;
    this.rates = [...this.rates, photosPerSecond].slice(-keptSteps);
  }
}

/** Points of a curve in a box of `width` x `height`, as SVG's `points` takes them; the highest rate touches the top. */
export function drawCurve(rates: readonly number[], width: number, height: number): string {
  const top = Math.max(...rates, 0.001);
  const step = width / (keptSteps - 1);
  const left = width - (rates.length - 1) * step;
  return rates
    .map((rate, index) => `${(left + index * step).toFixed(1)},${(height - (rate / top) * height).toFixed(1)}`)
    .join(' ');
}
