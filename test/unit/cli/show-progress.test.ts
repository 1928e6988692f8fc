import { expect, it } from 'vitest';
import type { IndexingProgress } from '../../../src/api/views.ts';
import { createProgressView, describeProgress } from '../../../src/cli/show-progress.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';

const progress: IndexingProgress = {
  state: 'indexing',
  done: 120,
  total: 3000,
  failed: 1,
  photosPerSecond: 2.06,
  remainingMs: 1_400_000,
};

function makeTerminal(isInteractive: boolean): { readonly terminal: Terminal; readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  return {
    lines,
    terminal: {
      isInteractive,
      isJson: false,
      columns: 60,
      print: keep,
      note: keep,
      showStatus: keep,
      printJson: () => undefined,
    },
  };
}

it('says how far it is and how long it takes', () => {
  expect(describeProgress(progress)).toBe('Indexing: 120 of 3000 photos, 2.1 a second, 23 min left, 1 failed');
  expect(describeProgress({ ...progress, photosPerSecond: null, remainingMs: null, failed: 0 })).toBe(
    'Indexing: 120 of 3000 photos',
  );
  expect(describeProgress({ ...progress, state: 'embedding-again' })).toMatch(/^Embedding again: 120 of 3000 photos, /);
  expect(describeProgress({ ...progress, remainingMs: 30_000 })).toContain('30 s left');
  expect(describeProgress({ ...progress, remainingMs: 3 * 3_600_000 })).toContain('3.0 h left');
});

it('draws a bar that fits the terminal', () => {
  const { terminal, lines } = makeTerminal(true);
  createProgressView(terminal)({ ...progress, done: 1500 });
  expect(lines[0]).toMatch(/^\[#{12}\.{12}\] Indexing/);
  expect(lines[0]?.length).toBeLessThan(60);
});

it('writes a line now and then where there is no terminal', () => {
  const { terminal, lines } = makeTerminal(false);
  let nowMs = 0;
  const show = createProgressView(terminal, () => nowMs);
  for (; nowMs <= 60_000; nowMs += 250) show(progress);
  expect(lines).toHaveLength(6);
});

it('counts what is found while folders are looked through', () => {
  expect(describeProgress({ ...progress, state: 'scanning', done: 12_000, total: 0 })).toBe(
    'Looking for photos: 12000 found',
  );
});
