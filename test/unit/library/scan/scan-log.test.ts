import { expect, test } from 'vitest';
import { noteScan, readScanLog } from '../../../../src/library/scan/scan-log.ts';
import type { ScanTotals } from '../../../../src/library/scan/scanner.ts';
import { openTestCatalog } from '../../db/temporary-catalog.ts';

const totals: ScanTotals = {
  found: 100,
  unchanged: 100,
  changed: 0,
  missing: 0,
  returned: 0,
  notPhotos: 2,
  unreadable: [],
  offlineRoots: ['/media/x'],
  isCancelled: false,
};

test('keeps the last scans, newest first, and one alone of those that found nothing new in a row', () => {
  const { settings } = openTestCatalog();
  noteScan(settings, { atMs: 1, durationMs: 10.4, totals: { ...totals, changed: 5 } });
  for (const atMs of [2, 3, 4]) noteScan(settings, { atMs, durationMs: 1, totals });
  expect(readScanLog(settings).map(({ atMs, changed }) => [atMs, changed])).toEqual([
    [4, 0],
    [1, 5],
  ]);
  expect(readScanLog(settings)[0]).toMatchObject({ found: 100, notPhotos: 2, offlineRoots: 1, unreadable: 0 });
  for (let atMs = 5; atMs < 40; atMs += 1)
    noteScan(settings, { atMs, durationMs: 1, totals: { ...totals, missing: 1 } });
  expect(readScanLog(settings)).toHaveLength(8);
});

test.each(['', 'no json', '{}', '[{"atMs":"now"}]', '[null]'])('%j in the catalog counts as no scan', (text) => {
  const { settings } = openTestCatalog();
  settings.set('scans.last', text);
  expect(readScanLog(settings)).toEqual([]);
  noteScan(settings, { atMs: 9, durationMs: 1, totals });
  expect(readScanLog(settings)).toHaveLength(1);
});
