/**
 * @file `npm run bench`: all benchmarks one after another, JSON and a table. Every target is a ratio of two things measured in the
 * same run, or a bound that does not depend on the machine's speed.
 *
 *     npm run bench                        all
 *     npm run bench -- rescan neighbours   some
 *     npm run bench -- --json              JSON alone on standard output
 *     npm run bench -- neighbours regroup thumbnails rescan pipeline --figures
 *                                          comparisons, drawn into docs/figures
 *     npm run bench -- gpu                 what a graphics processor brings; without one: not measured, and no pass
 *     npm run bench -- albums INDEX.csv    one benchmark with its own arguments (see its file)
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { drawComparison } from './plots/draw-comparison.ts';

interface Target {
  /** Figure of the benchmark's JSON, as a dotted path. */
  readonly figure: string;
  readonly relation: '<=' | '>=';
  readonly bound: number;
}

/** Benchmarks that need no arguments, and what they must reach. */
const targets: Readonly<Record<string, readonly Target[]>> = {
  // Of 48 megapixels: docs/decisions/0018-what-indexing-costs.md says why the ratio cannot be that of 12.
  pipeline: [
    { figure: 'megapixels12.ratio', relation: '>=', bound: 0.9 },
    { figure: 'megapixels48.shareOfIdeal', relation: '>=', bound: 0.9 },
  ],
  rescan: [{ figure: 'ratio', relation: '<=', bound: 3 }],
  model: [{ figure: 'worstRatio', relation: '<=', bound: 1.3 }],
  neighbours: [
    { figure: 'batch.ratio', relation: '<=', bound: 1.3 },
    { figure: 'single.ratio', relation: '<=', bound: 1.3 },
    { figure: 'agreement', relation: '>=', bound: 0.999 },
  ],
  regroup: [
    { figure: 'ratio', relation: '<=', bound: 3 },
    { figure: 'leadOverDbscan', relation: '>=', bound: 0 },
  ],
  thumbnails: [{ figure: 'ratio', relation: '<=', bound: 1 }],
  // Times that a person waits for, on two cores.
  atlas: [
    { figure: 'packMegabytes', relation: '<=', bound: 150 },
    { figure: 'onePhotoMs', relation: '<=', bound: 30 },
    { figure: 'batchMsPerPhoto', relation: '<=', bound: 4 },
    { figure: 'found', relation: '>=', bound: 1 },
  ],
  window: [
    { figure: 'usableRatio', relation: '<=', bound: 1.5 },
    { figure: 'longTasks', relation: '<=', bound: 0 },
    { figure: 'droppedShare', relation: '<=', bound: 0.05 },
    { figure: 'browseLongTasks', relation: '<=', bound: 0 },
    { figure: 'browseDroppedShare', relation: '<=', bound: 0.05 },
    { figure: 'slowestPageMs', relation: '<=', bound: 50 },
    { figure: 'openAlbumMs', relation: '<=', bound: 150 },
    { figure: 'searchMs', relation: '<=', bound: 50 },
    { figure: 'rendererMegabytes', relation: '<=', bound: 400 },
  ],
  // How long main answers nobody else, at most.
  calls: [
    { figure: 'longestPageMs', relation: '<=', bound: 50 },
    { figure: 'longestSearchMs', relation: '<=', bound: 50 },
    { figure: 'longestWholeMs', relation: '<=', bound: 50 },
    { figure: 'longestStartMs', relation: '<=', bound: 50 },
  ],
  memory: [
    { figure: 'mainEventLoopDelayP99Ms', relation: '<=', bound: 20 },
    { figure: 'mainRssMegabytes', relation: '<=', bound: 300 },
    { figure: 'embedderRssMegabytes', relation: '<=', bound: 1536 },
  ],
};

/** Benchmarks that are run only when asked for by name: not every computer can. */
const rareTargets: Readonly<Record<string, readonly Target[]>> = {
  gpu: [
    { figure: 'lowestCosine', relation: '>=', bound: 0.999 },
    { figure: 'speedup', relation: '>=', bound: 1 },
  ],
};

/** How a benchmark ends that could not measure here. It printed why. */
const notMeasuredCode = 3;

/** Runs one benchmark in a process of its own and reads the JSON that it prints. */
async function runBenchmark(name: string, args: readonly string[]): Promise<unknown> {
  const script = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(script)) throw new Error(`There is no benchmark ${name}.`);
  const child = spawn(process.execPath, [script, ...args, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<number | null>((resolve) => void child.on('close', resolve));
  const output = await text(child.stdout);
  const code = await exited;
  if (code !== 0 && code !== notMeasuredCode) throw new Error(`${name} ended with ${String(code)}`);
  return JSON.parse(output);
}

function readFigure(figures: unknown, path: string): number | null {
  let value: unknown = figures;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return typeof value === 'number' ? value : null;
}

interface Row {
  readonly benchmark: string;
  readonly figure: string;
  readonly measured: number | 'not measured';
  readonly target: string;
  readonly isReached: boolean;
}

function judge(benchmark: string, figures: unknown): Row[] {
  return (targets[benchmark] ?? rareTargets[benchmark] ?? []).map(({ figure, relation, bound }) => {
    const measured = readFigure(figures, figure);
    const isReached = measured !== null && (relation === '<=' ? measured <= bound : measured >= bound);
    return { benchmark, figure, measured: measured ?? 'not measured', target: `${relation} ${bound}`, isReached };
  });
}

const words = process.argv.slice(2).filter((word) => word !== '--json' && word !== '--figures');
const isDrawing = process.argv.includes('--figures');
const isJson = process.argv.includes('--json');
const first = words[0];
const isOneWithArguments = first !== undefined && !(first in targets) && (words.length > 1 || !(first in rareTargets));
const names = isOneWithArguments ? [first] : words.length > 0 ? words : Object.keys(targets);

const figureFolder = join(import.meta.dirname, '../../docs/figures');
if (isDrawing) await mkdir(figureFolder, { recursive: true });
const results: Record<string, unknown> = {};
const rows: Row[] = [];
for (const name of names) {
  console.error(`${name} ...`);
  const figures = await runBenchmark(name, isOneWithArguments ? words.slice(1) : []);
  results[name] = figures;
  rows.push(...judge(name, figures));
  const drawing = isDrawing ? drawComparison(name, figures) : null;
  if (drawing !== null) await writeFile(join(figureFolder, `${name}.svg`), drawing);
}
console.log(JSON.stringify(results, null, 2));
if (!isJson && rows.length > 0) console.table(rows);
process.exitCode = rows.every((row) => row.isReached) ? 0 : 1;
