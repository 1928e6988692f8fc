/** @file Changed model folders: manifests, units of landmark-ness, self-tests, and things that are no files. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadUnit } from '../../../src/ml/embedder/knowledge.ts';
import { loadModel } from '../../../src/ml/model/load-model.ts';
import { loadSelfTest } from '../../../src/ml/model/self-test.ts';
import { copyIncoming } from '../../../src/library/models/install-model.ts';
import { writeTinyModel } from '../../fixtures/tiny-model.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTarget } from '../fuzz-report.ts';
import { judgeError } from '../judges/judge-error.ts';
import { mutateBytes } from '../mutators/bytes.ts';
import { spoilJson } from '../mutators/json.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';

const names = ['manifest.json', 'landmarkness.json', 'self-test.json'] as const;
const gibibytes = 1024 ** 3;

/** What stands in the place of a file and is none, or is far too large. */
const replacements: readonly ((path: string, secret: string) => void)[] = [
  (path) => mkdirSync(path),
  (path) => execFileSync('mkfifo', [path]),
  (path) => symlinkSync('/dev/zero', path),
  (path, secret) => symlinkSync(secret, path),
  (path) => symlinkSync(path, path),
  (path) => {
    writeFileSync(path, '{');
    truncateSync(path, 10 * gibibytes);
  },
];

/** Writes one case over a good folder. */
function spoilFolder(folder: string, good: ReadonlyMap<string, Buffer>, secret: string, random: Random): void {
  for (const [name, bytes] of good) writeFileSync(join(folder, name), bytes);
  const name = random.pick(names);
  const bytes = good.get(name);
  const path = join(folder, name);
  const way = random.draw();
  if (bytes === undefined) return;
  if (process.platform !== 'win32' && way < 0.05) {
    const target = random.isLucky(0.3) ? join(folder, 'model.onnx') : path;
    rmSync(target);
    random.pick(replacements)(target, secret);
  } else if (way < 0.25) writeFileSync(path, mutateBytes(bytes, random));
  else writeFileSync(path, spoilJson(JSON.parse(bytes.toString('utf8')), random));
}

async function fuzzManifests({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally(seed);
  const root = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  const [source, folder, secret, models] = [
    join(root, 'good'),
    join(root, 'model'),
    join(root, 'secret'),
    join(root, 'models'),
  ];
  writeFileSync(secret, '{"password":"correct horse"}');
  const sha256 = writeTinyModel(source, { seed: 1, hasLandmarkness: true });
  const embedding = Buffer.alloc(48 * 4).toString('base64');
  const test = { format: 1, modelSha256: sha256, cases: [{ width: 64, height: 64, seed: 1, embedding }] };
  writeFileSync(join(source, 'self-test.json'), JSON.stringify(test));
  const good = new Map([...names, 'model.onnx'].map((name) => [name, readFileSync(join(source, name))]));
  try {
    for (let key = firstCase; key < firstCase + count; key += 1) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      spoilFolder(folder, good, secret, createRandom(seed, key));
      try {
        const incoming = await copyIncoming(folder, models);
        try {
          const model = await loadModel(incoming.folder);
          await loadUnit(model);
          await loadSelfTest(model);
        } finally {
          await incoming.discard();
        }
        tally.note('used');
      } catch (error) {
        const fault = judgeError(error, ['model-unusable']);
        if (fault !== null) tally.accuse(key, fault);
        if (String(error).includes('horse')) tally.accuse(key, 'it tells what is in another file');
        tally.note('refused');
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return tally.finish(count);
}

export const manifestsTarget: FuzzTarget = { name: 'manifests', wholeCount: 20_000, run: fuzzManifests };
