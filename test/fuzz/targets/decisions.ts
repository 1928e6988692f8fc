/** @file Changed files of decisions into a catalog: each broken line costs itself alone, and the catalog stays whole. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog } from '../../../src/db/catalog.ts';
import { readDecisionFile } from '../../../src/library/decisions/decision-file.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTarget } from '../fuzz-report.ts';
import { judgeError } from '../judges/judge-error.ts';
import { createStopwatch } from '../judges/stopwatch.ts';
import { mutateBytes } from '../mutators/bytes.ts';
import { spoilJson } from '../mutators/json.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';
import { makeCatalogSeed } from '../seeds/catalog-seed.ts';

const limitMs = 5000;
/** The catalog is made anew after so many files. */
const renewEvery = 40;

/** A line with the id that belongs to what was put into it: whoever is hostile can compute that, too. */
function forgeLine(line: string, random: Random): string {
  const decision = JSON.parse(line) as { readonly entry: unknown; readonly atMs: number; readonly kind: string };
  const text = spoilJson(decision, random);
  try {
    const { kind, atMs, entry } = JSON.parse(text) as { kind: unknown; atMs: unknown; entry: unknown };
    const uid = createHash('sha256')
      .update(JSON.stringify([kind, atMs, entry]))
      .digest('hex')
      .slice(0, 32);
    return text.replace(/"uid":"[0-9a-f]*"/, `"uid":"${uid}"`);
  } catch {
    return text;
  }
}

function makeText(good: readonly string[], random: Random): string {
  const way = random.draw();
  const [first = '', ...lines] = good;
  if (way < 0.2) return mutateBytes(Buffer.from(good.join('\n')), random).toString('utf8');
  if (way < 0.25) return [spoilJson(JSON.parse(first), random), ...lines].join('\n');
  const forged = Array.from({ length: random.drawInteger(1, 12) }, () => forgeLine(random.pick(lines), random));
  return [first, ...forged].join(random.pick(['\n', '\r\n']));
}

async function fuzzDecisions({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally(seed);
  const { bytes, decisions } = await makeCatalogSeed();
  const folder = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  const stopwatch = createStopwatch(limitMs, (key, ms) => tally.accuse(key, `it took ${ms} ms`));
  const renew = (): ReturnType<typeof openCatalog> => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `catalog.sqlite${suffix}`), { force: true });
    writeFileSync(join(folder, 'catalog.sqlite'), bytes);
    return openCatalog({ folder });
  };
  let catalog = renew();
  try {
    for (let key = firstCase; key < firstCase + count; key += 1) {
      const text = makeText(decisions, createRandom(seed, key));
      try {
        const { made, refused } = stopwatch.measure(key, () => readDecisionFile(catalog, text));
        tally.note(made > 0 ? 'some made' : 'none made');
        if (refused.some(({ reason }) => reason === '' || reason.length > 1000))
          tally.accuse(key, 'a reason of no use');
      } catch (error) {
        const fault = judgeError(error, ['invalid-input']);
        if (fault !== null) tally.accuse(key, fault);
        tally.note('refused');
      }
      if ((key + 1) % renewEvery !== 0) continue;
      for (const problem of catalog.checkIntegrity()) tally.accuse(key, `the catalog is not whole: ${problem}`);
      catalog.close();
      catalog = renew();
    }
  } finally {
    catalog.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const { ms, caseNumber } = stopwatch.getSlowest();
  return tally.finish(count, { slowestMs: ms, slowestCase: caseNumber });
}

export const decisionsTarget: FuzzTarget = { name: 'decisions', wholeCount: 20_000, run: fuzzDecisions };
