/**
 * @file What depends on the size of a library, measured in libraries of several sizes (test/bench/library/generate.ts):
 * `npm run bench -- size [--photos 1000,10000,100000] [--cache FOLDER] [--new 1000] [--regroup 100000]
 * [--views-only] [--figures docs/figures]`.
 *
 * Each library is made once and kept in the cache; what changes it works on a copy. Each measurement is a process of its own, without a
 * window, on plain Node. With `--figures` the figures are written as JSON and drawn as plots, each as soon as it is there: what a run
 * that is ended did not come to stays as it was measured before. Turns of main are processor time, so that a
 * machine that others use does not count; everything else is time as it passes.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs, promisify } from 'node:util';
import { drawFigures } from './size/draw-figures.ts';
import type { GrowthFigures } from './size/measure-growth.ts';
import type { ViewFigures } from './size/measure-views.ts';

/** Of one library. What was not measured is not there. */
export interface SizeFigures {
  readonly photos: number;
  readonly catalogMegabytes: number;
  readonly views: Partial<Omit<ViewFigures, 'calls'>>;
  readonly growth: Partial<GrowthFigures> | null;
}

const megabyte = 1024 * 1024;
const run = promisify(execFile);

/** Gives each line of figures as it comes. Rejects when the process does not end well. */
async function measureIn<Figures>(
  script: string,
  args: readonly string[],
  onFigures: (figures: Partial<Figures>) => void,
): Promise<void> {
  const path = join(import.meta.dirname, 'size', script);
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = (): void => void child.kill();
  process.once('exit', end);
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) onFigures(JSON.parse(line) as Partial<Figures>);
  const [code] = (await ended) as [number | null];
  process.off('exit', end);
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}`);
}

/** Folder of the library, made when it is not there. */
async function obtainLibrary(cache: string, photos: number): Promise<string> {
  const base = join(cache, String(photos));
  if (existsSync(base)) return base;
  console.error(`  ${photos} photos are being made`);
  const script = join(import.meta.dirname, 'library', 'generate.ts');
  try {
    // It is half-made until its process has ended well.
    await run(process.execPath, [script, join(base, 'photos'), join(base, 'data'), String(photos)]);
  } catch (error) {
    rmSync(base, { recursive: true, force: true });
    throw error;
  }
  return base;
}

/** @param onFigures gets all figures whenever there are more of them */
async function measureSize(
  base: string,
  photos: number,
  growthArgs: readonly string[] | null,
  onFigures: (figures: SizeFigures) => void,
): Promise<void> {
  const [folder, data, copy] = [join(base, 'photos'), join(base, 'data'), join(base, 'copy')];
  const catalogMegabytes = statSync(join(data, 'catalog.sqlite')).size / megabyte;
  let views: Partial<Omit<ViewFigures, 'calls'>> = {};
  await measureIn<ViewFigures>('measure-views.ts', [data, String(photos)], ({ calls, ...figures }) => {
    views = { ...views, ...figures };
    const slowest = calls?.toSorted((a, b) => (b.blockCpuMs ?? 0) - (a.blockCpuMs ?? 0))[0];
    if (slowest !== undefined) console.error(`  ${photos} photos: the longest turn is that of ${slowest.call}`);
    onFigures({ photos, catalogMegabytes, views, growth: null });
  });
  console.error(`  ${photos} photos: views are measured`);
  if (growthArgs === null) return;
  let growth: Partial<GrowthFigures> = {};
  try {
    cpSync(data, copy, { recursive: true });
    await measureIn<GrowthFigures>('measure-growth.ts', [folder, copy, String(photos), ...growthArgs], (figures) => {
      growth = { ...growth, ...figures };
      onFigures({ photos, catalogMegabytes, views, growth });
    });
    console.error(`  ${photos} photos: growth is measured`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '1000,10000,100000' },
    cache: { type: 'string', default: join(tmpdir(), 'cairn-size') },
    new: { type: 'string', default: '1000' },
    /** Larger libraries are not grouped whole: that takes two cores hours. */
    regroup: { type: 'string', default: '100000' },
    /** Only what a person meets who opens the library. */
    'views-only': { type: 'boolean', default: false },
    figures: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
/** Sizes that were measured before stay among the figures. */
function readEarlier(folder: string | undefined): readonly SizeFigures[] {
  const path = join(folder ?? '', 'size.json');
  if (folder === undefined || !existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly sizes: readonly SizeFigures[] }).sizes;
}

const earlier = readEarlier(values.figures);
const measured = new Map<number, SizeFigures>();

/** What was not measured this time is as it was measured before. */
function listSizes(): readonly SizeFigures[] {
  const known = earlier.map((size) => {
    const now = measured.get(size.photos);
    return now === undefined
      ? size
      : { ...now, views: { ...size.views, ...now.views }, growth: now.growth ?? size.growth };
  });
  const fresh = [...measured.values()].filter(({ photos }) => earlier.every((size) => size.photos !== photos));
  return [...known, ...fresh].sort((a, b) => a.photos - b.photos);
}

function writeFigures(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const sizes = listSizes();
  const text = JSON.stringify({ cores: availableParallelism(), sizes }, null, 2);
  writeFileSync(join(folder, 'size.json'), `${text}\n`);
  for (const [name, svg] of drawFigures(sizes)) writeFileSync(join(folder, `size-${name}.svg`), svg);
}

// So that what was started ends, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
for (const photos of values.photos.split(',').map(Number)) {
  const growthArgs = ['--new', values.new, ...(photos > Number(values.regroup) ? ['--no-regroup'] : [])];
  const base = await obtainLibrary(values.cache, photos);
  await measureSize(base, photos, values['views-only'] ? null : growthArgs, (figures) => {
    measured.set(photos, figures);
    if (values.figures !== undefined) writeFigures(values.figures);
  });
}
console.log(JSON.stringify({ cores: availableParallelism(), sizes: listSizes() }, null, 2));
