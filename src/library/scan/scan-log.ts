/** @file What the last looks through the folders found, kept with the catalog. */
import { z } from 'zod';
import type { ScanReport } from '../../api/upkeep-views.ts';
import type { SettingsRepository } from '../../db/settings.ts';
import type { ScanTotals } from './scanner.ts';

const key = 'scans.last';
const keptScans = 8;
const count = z.number().int().min(0);
const reportSchema = z.object({
  atMs: count,
  durationMs: count,
  found: count,
  changed: count,
  missing: count,
  returned: count,
  notPhotos: count,
  unreadable: count,
  offlineRoots: count,
  isCancelled: z.boolean(),
});

/** Newest first. Text that is not ours counts as none. */
export function readScanLog(settings: SettingsRepository): readonly ScanReport[] {
  try {
    return z.array(reportSchema).parse(JSON.parse(settings.get(key) ?? '[]'));
  } catch {
    // Only a history: the next scan writes it anew.
    return [];
  }
}

export interface NotedScan {
  readonly atMs: number;
  readonly durationMs: number;
  readonly totals: ScanTotals;
}

/** Puts a scan down. One that found nothing new takes the place of another such one, so that news stay in sight. */
export function noteScan(settings: SettingsRepository, { atMs, durationMs, totals }: NotedScan): void {
  const report: ScanReport = {
    atMs,
    durationMs: Math.round(durationMs),
    found: totals.found,
    changed: totals.changed,
    missing: totals.missing,
    returned: totals.returned,
    notPhotos: totals.notPhotos,
    unreadable: totals.unreadable.length,
    offlineRoots: totals.offlineRoots.length,
    isCancelled: totals.isCancelled,
  };
  const before = readScanLog(settings).filter((scan, index) => index > 0 || hasNews(scan) || hasNews(report));
  settings.set(key, JSON.stringify([report, ...before].slice(0, keptScans)));
}

function hasNews({ changed, missing, returned, unreadable }: ScanReport): boolean {
  return changed + missing + returned + unreadable > 0;
}
