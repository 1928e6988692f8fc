/**
 * @file What depends on the size of a library, measured in libraries of several sizes (test/bench/library/generate.ts):
 * `npm run bench -- size [--photos 1000,10000,100000] [--cache FOLDER] [--new 1000] [--regroup 100000]
 * [--views-only] [--figures docs/figures]`.
 *
 * Each library is made once and kept in the cache; what changes it works on a copy. Each measurement is a process of its own, without a
 * window, on plain Node. With `--figures` the figures are written as JSON and drawn as plots. Turns of main are processor time, so that a
 * machine that others use does not count; everything else is time as it passes.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { drawFigures } from './size/draw-figures.ts';
import type { GrowthFigures } from './size/measure-growth.ts';
import type { ViewFigures } from './size/measure-views.ts';

/** Of one library. */
export interface SizeFigures {
  readonly photos: number;
  readonly catalogMegabytes: number;
  readonly views: Omit<ViewFigures, 'calls'>;
  /** Null: not measured. */
  readonly growth: GrowthFigures | null;
}

const megabyte = 1024 * 1024;
const run = promisify(execFile);

async function measureIn<Figures>(script: string, args: readonly string[]): Promise<Figures> {
  const path = join(import.meta.dirname, 'size', script);
  const { stdout, stderr } = await run(process.execPath, [path, ...args], { maxBuffer: 64 * megabyte });
  if (stderr !== '') console.error(stderr.trimEnd());
  return JSON.parse(stdout) as Figures;
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

async function measureSize(base: string, photos: number, growthArgs: readonly string[] | null): Promise<SizeFigures> {
  const [folder, data, copy] = [join(base, 'photos'), join(base, 'data'), join(base, 'copy')];
  const { calls, ...views } = await measureIn<ViewFigures>('measure-views.ts', [data, String(photos)]);
  const slowest = calls.toSorted((a, b) => (b.blockCpuMs ?? 0) - (a.blockCpuMs ?? 0))[0];
  console.error(`  ${photos} photos: views are measured (longest turn: ${slowest?.call ?? ''})`);
  const catalogMegabytes = statSync(join(data, 'catalog.sqlite')).size / megabyte;
  if (growthArgs === null) return { photos, catalogMegabytes, views, growth: null };
  try {
    cpSync(data, copy, { recursive: true });
    const growth = await measureIn<GrowthFigures>('measure-growth.ts', [folder, copy, String(photos), ...growthArgs]);
    console.error(`  ${photos} photos: growth is measured`);
    return { photos, catalogMegabytes, views, growth };
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
const measured: SizeFigures[] = [];
for (const photos of values.photos.split(',').map(Number)) {
  const growthArgs = ['--new', values.new, ...(photos > Number(values.regroup) ? ['--no-regroup'] : [])];
  const base = await obtainLibrary(values.cache, photos);
  measured.push(await measureSize(base, photos, values['views-only'] ? null : growthArgs));
}
/** Sizes that were measured before stay among the figures. */
function readEarlier(folder: string | undefined): readonly SizeFigures[] {
  const path = join(folder ?? '', 'size.json');
  if (folder === undefined || !existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly sizes: readonly SizeFigures[] }).sizes;
}

const earlier = readEarlier(values.figures).filter(({ photos }) => measured.every((one) => one.photos !== photos));
const sizes = [...earlier, ...measured].sort((a, b) => a.photos - b.photos);
const figures = { cores: availableParallelism(), sizes };
if (values.figures !== undefined) {
  mkdirSync(values.figures, { recursive: true });
  writeFileSync(join(values.figures, 'size.json'), `${JSON.stringify(figures, null, 2)}\n`);
  for (const [name, svg] of drawFigures(sizes)) writeFileSync(join(values.figures, `size-${name}.svg`), svg);
}
console.log(JSON.stringify(figures, null, 2));
