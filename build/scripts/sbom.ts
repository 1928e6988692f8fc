/**
 * @file `npm run sbom [-- --platform linux --arch x64 --out FILE]`: writes the bill of materials of a package of the app (CycloneDX 1.6).
 * Without words: of this computer's package, to standard output. Needs a build, and the packages of that system installed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { composeSbom, type DataFile } from './supply/compose-sbom.ts';
import { readLockfile } from './supply/lockfile.ts';
import { readBundledPackages } from './supply/read-bundled.ts';
import { releaseTargets, type Target } from './supply/shipped-packages.ts';

const root = join(import.meta.dirname, '..', '..');
const modelName = 'dolg-b4-vit';

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8'));
}

function hashFile(...path: readonly string[]): string {
  return createHash('sha256')
    .update(readFileSync(join(root, ...path)))
    .digest('hex');
}

function readSqliteVersion(): string {
  const database = new Database(':memory:');
  try {
    return z.string().parse(database.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
}

/** @throws Error when that system's package is not installed: npm installs those of the computer it runs on. */
function readCodecVersions({ platform, arch }: Target): Record<string, string> {
  const name = platform === 'win32' ? `sharp-win32-${arch}` : `sharp-libvips-${platform}-${arch}`;
  if (!existsSync(join(root, 'node_modules', '@img', name))) {
    throw new Error(`@img/${name} is not installed. Write the bill of materials on ${platform}.`);
  }
  return z.record(z.string(), z.string()).parse(readJson('node_modules', '@img', name, 'versions.json'));
}

function listData(): DataFile[] {
  const { version } = z.object({ version: z.string() }).parse(readJson('src/ml/models', modelName, 'manifest.json'));
  const model = hashFile('src/ml/models', modelName, 'model.onnx');
  const atlas = hashFile('src/ml/atlas/bundled/landmarks.cairn-atlas');
  return [
    { type: 'machine-learning-model', name: modelName, version, sha256: model },
    { type: 'data', name: 'landmarks.cairn-atlas', version: atlas.slice(0, 12), sha256: atlas },
  ];
}

/** Time of the commit, or SOURCE_DATE_EPOCH where there is no git (reproducible-builds.org). */
function findTime(): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return Number(given) * 1000;
  return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' })) * 1000;
}

function findTarget(platform: string, arch: string): Target {
  const target = releaseTargets.find((one) => one.platform === platform && one.arch === arch);
  if (target === undefined) throw new Error(`Cairn is not packed for ${platform} ${arch}.`);
  return target;
}

try {
  const { values } = parseArgs({
    options: {
      platform: { type: 'string', default: process.platform },
      arch: { type: 'string', default: process.arch },
      out: { type: 'string' },
    },
  });
  const target = findTarget(values.platform, values.arch);
  const { devDependencies } = z
    .object({ devDependencies: z.object({ electron: z.string() }) })
    .parse(readJson('package.json'));
  const sbom = composeSbom({
    lockfile: readLockfile(root),
    bundled: readBundledPackages(root),
    target,
    electronVersion: devDependencies.electron,
    sqliteVersion: readSqliteVersion(),
    codecVersions: readCodecVersions(target),
    data: listData(),
    atMs: findTime(),
  });
  const text = `${JSON.stringify(sbom, null, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
