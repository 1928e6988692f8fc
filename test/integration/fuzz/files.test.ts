/** @file A part of what `npm run fuzz` does to files of every other kind, through the same code, always with the same seed. */
import { expect, it } from 'vitest';
import type { FuzzReport, FuzzTarget } from '../../fuzz/fuzz-report.ts';
import { catalogsTarget } from '../../fuzz/targets/catalogs.ts';
import { decisionsTarget } from '../../fuzz/targets/decisions.ts';
import { manifestsTarget } from '../../fuzz/targets/manifests.ts';
import { metadataTarget } from '../../fuzz/targets/metadata.ts';
import { onnxTarget } from '../../fuzz/targets/onnx.ts';
import { packsTarget } from '../../fuzz/targets/packs.ts';

const seed = 7;

/** Runs a part of a target; `needed` are endings without which it would show nothing. */
async function fuzz(target: FuzzTarget, count: number, needed: readonly string[]): Promise<FuzzReport> {
  const report = await target.run({ count, seed });
  expect(report.faults).toEqual([]);
  for (const ending of needed) expect(report.endings[ending], ending).toBeGreaterThan(0);
  return report;
}

it('reads changed EXIF, XMP, IPTC and boxes into values within their limits', async () => {
  await fuzz(metadataTarget, 3000, ['read']);
});

it('refuses changed catalogs in our words, or uses them, and writes nothing beside them', async () => {
  await fuzz(catalogsTarget, 150, ['copy: taken', 'copy: refused', 'opened: refused', 'opened: used']);
});

it('refuses changed atlas packs, or recognises with them in probabilities', async () => {
  await fuzz(packsTarget, 300, ['used', 'refused']);
});

it('refuses changed manifests, files of ten gigabytes, links, pipes and devices in model folders', async () => {
  await fuzz(manifestsTarget, 150, ['used', 'refused']);
});

it('reads changed ONNX files by itself, and lets a process of its own load them', async () => {
  await fuzz(onnxTarget, 500, ['refused', 'fits the contract']);
});

it('takes of changed files of decisions the lines that hold, and keeps the catalog whole', async () => {
  await fuzz(decisionsTarget, 250, ['some made', 'none made', 'refused']);
});
