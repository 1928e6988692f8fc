/** @file Changed atlas packs through all that reads one: refused with our words, or used without a number that is none. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPack } from '../../../src/library/atlases/installed-atlases.ts';
import type { Atlas } from '../../../src/ml/recognition/atlas.ts';
import { loadAtlas, prologueBytes, readAtlasSummary } from '../../../src/ml/recognition/load-atlas.ts';
import { createRecognizer } from '../../../src/ml/recognition/recognizer.ts';
import { writeAtlas } from '../../../src/ml/recognition/write-atlas.ts';
import { dims, landmarkness } from '../../unit/ml/grouping/mixture.ts';
import {
  createSyntheticAtlas,
  modelHash,
  toQuery,
  type SyntheticAtlas,
} from '../../unit/ml/recognition/synthetic-atlas.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTarget } from '../fuzz-report.ts';
import { judgeError } from '../judges/judge-error.ts';
import { mutateBytes } from '../mutators/bytes.ts';
import { spoilJson } from '../mutators/json.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';

const expected = { modelHash, dims };

/** A pack with any header and any vectors, and the right lengths and checksum: whoever is hostile can do that, too. */
function forge(header: string, vectors: Uint8Array): Buffer {
  const json = Buffer.from(header);
  const prologue = Buffer.alloc(prologueBytes);
  prologue.write('CAIRNATL', 'latin1');
  prologue.writeUInt32LE(1, 8);
  prologue.writeUInt32LE(json.length, 12);
  createHash('sha256').update(json).update(vectors).digest().copy(prologue, 16);
  return Buffer.concat([prologue, json, vectors]);
}

function makePack(good: Buffer, random: Random): Buffer {
  const end = prologueBytes + good.readUInt32LE(12);
  const header = JSON.parse(good.toString('utf8', prologueBytes, end)) as unknown;
  const vectors = good.subarray(end);
  const way = random.draw();
  if (way < 0.2) return mutateBytes(good, random);
  if (way < 0.6) return forge(spoilJson(header, random), vectors);
  // The same number of bytes, of any content.
  const changed = Buffer.from(vectors);
  const noise = mutateBytes(vectors, random).subarray(0, vectors.length);
  noise.copy(changed);
  return forge(JSON.stringify(header), changed);
}

/** Whatever was accepted gives probabilities. */
async function judgeAtlas(atlas: Atlas, { queries }: SyntheticAtlas): Promise<string | null> {
  const { recognize } = createRecognizer({ atlases: [atlas], landmarkness });
  const recognitions = await recognize(queries.slice(0, 4).map((sample) => toQuery(sample)));
  for (const { confidence, none, candidates } of recognitions) {
    const numbers = [confidence, none, ...candidates.map((candidate) => candidate.confidence)];
    if (!numbers.every((value) => value >= 0 && value <= 1)) return `probabilities ${numbers.join(', ')}`;
  }
  return null;
}

async function fuzzPacks({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally(seed);
  const folder = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  const [file, data] = [join(folder, 'a.cairn-atlas'), join(folder, 'data')];
  const synthetic = await createSyntheticAtlas(1);
  await writeAtlas(file, synthetic.atlas, { licence: 'CC0-1.0', attribution: 'Invented for a test.' });
  const good = readFileSync(file);
  try {
    for (let key = firstCase; key < firstCase + count; key += 1) {
      writeFileSync(file, makePack(good, createRandom(seed, key)));
      try {
        await readAtlasSummary(file);
        const atlas = await loadAtlas(file, expected);
        await installPack(file, data, expected);
        const fault = await judgeAtlas(atlas, synthetic);
        if (fault !== null) tally.accuse(key, fault);
        tally.note('used');
      } catch (error) {
        const fault = judgeError(error, ['atlas-unusable']);
        if (fault !== null) tally.accuse(key, fault);
        tally.note('refused');
      }
    }
    for (const name of [...readdirSync(folder), ...readdirSync(join(data, 'atlases'))]) {
      const isOurs = ['a.cairn-atlas', 'data'].includes(name) || /^[0-9a-f]{64}\.cairn-atlas$/.test(name);
      if (!isOurs) tally.accuse(firstCase + count, `a file that should not be there: ${name}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish(count);
}

export const packsTarget: FuzzTarget = { name: 'packs', wholeCount: 20_000, run: fuzzPacks };
