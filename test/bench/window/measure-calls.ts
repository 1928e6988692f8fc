/** @file How long the window waits for pages of every list and for answers while a person types. */
import type { Page } from 'playwright-core';
import { describeCall, listAskedCalls, type CallKind } from '../calls/asked-calls.ts';

export interface CallFigure {
  readonly call: string;
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly kind: CallKind;
}

const askings = 7;

/** Asks each several times through the page's bridge. A call that fails is a fault of the bench: it throws. */
export async function measureCalls(page: Page, photos: number): Promise<readonly CallFigure[]> {
  const figures: CallFigure[] = [];
  for (const { name, input, kind } of listAskedCalls(photos)) {
    const times = await page.evaluate<number[]>(`(async () => {
      const times = [];
      for (let asking = 0; asking < ${String(askings)}; asking += 1) {
        const start = performance.now();
        const result = await window.cairn.call(${JSON.stringify(name)}, ${JSON.stringify(input)});
        times.push(performance.now() - start);
        if (!result.ok) throw new Error(${JSON.stringify(name)} + ': ' + result.error.message);
      }
      return times;
    })()`);
    const sorted = [...times].sort((a, b) => a - b);
    figures.push({
      call: describeCall({ name, input, kind }),
      medianMs: sorted[sorted.length >> 1] ?? 0,
      slowestMs: sorted.at(-1) ?? 0,
      kind,
    });
  }
  return figures;
}
