/**
 * @file Every call that a view makes, in main, over 100,000 photos, 3,000 albums and thousands of decisions and questions:
 * `node test/bench/calls.ts [--photos 100000] [--starts 3] [--library FOLDER] [--proposals] [--json]`.
 *
 * A process without a window stands for main: input checked, handler run, answer copied, as for the page. What counts is the longest
 * turn of the event loop: so long nobody else is answered. Each start is a process of its own; figures are medians of the starts.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MeasuredCall } from './calls/call-meter.ts';

export interface CallsFigures {
  readonly photos: number;
  /** Longest turn of the event loop of any page of any list, the first asking too, ms. Target: at most 50. */
  readonly longestPageMs: number;
  /** The same of what is asked for while a person types. */
  readonly longestSearchMs: number;
  /** Of what comes from the whole library at once, or from the embedder. */
  readonly longestWholeMs: number;
  /** Of decisions about hundreds of photos, and of what follows them. */
  readonly longestDecisionMs: number;
  readonly longestStartMs: number;
  readonly calls: readonly MeasuredCall[];
}

function findMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Line by line over the starts. */
function summarize(starts: readonly (readonly MeasuredCall[])[]): MeasuredCall[] {
  const [first = []] = starts;
  return first.map(({ call, kind, medianMs }) => {
    const own = starts.flatMap((calls) => calls.find((other) => other.call === call) ?? []);
    return {
      call,
      kind,
      firstMs: findMedian(own.map((one) => one.firstMs)),
      firstBlockMs: findMedian(own.map((one) => one.firstBlockMs)),
      firstBlockCpuMs: findMedian(own.map((one) => one.firstBlockCpuMs)),
      medianMs: medianMs === null ? null : findMedian(own.flatMap((one) => one.medianMs ?? [])),
      blockMs: medianMs === null ? null : findMedian(own.flatMap((one) => one.blockMs ?? [])),
      blockCpuMs: medianMs === null ? null : findMedian(own.flatMap((one) => one.blockCpuMs ?? [])),
    };
  });
}

function measure(photos: number, starts: number, base: string, lastArgs: readonly string[]): CallsFigures {
  const [folder, data] = [join(base, 'photos'), join(base, 'profile')];
  if (!existsSync(data)) {
    console.error(`  ${photos} photos are being made`);
    const script = join(import.meta.dirname, 'library', 'generate.ts');
    execFileSync(process.execPath, [script, folder, data, String(photos), '--pictures'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }
  const measured: MeasuredCall[][] = [];
  for (let start = 0; start < starts; start += 1) {
    // Decisions last, once: the log grows by them.
    const isLast = start === starts - 1;
    const args = [data, String(photos), ...(isLast ? lastArgs : [])];
    const script = join(import.meta.dirname, 'calls', 'measure-library.ts');
    const output = execFileSync(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 64 * 1024 * 1024,
    });
    measured.unshift(JSON.parse(output.toString()) as MeasuredCall[]);
    console.error(`  start ${start + 1} of ${starts} is measured`);
  }
  const calls = summarize(measured);
  const findLongest = (...kinds: readonly MeasuredCall['kind'][]): number =>
    Math.max(
      ...calls.filter(({ kind }) => kinds.includes(kind)).flatMap((one) => [one.firstBlockMs, one.blockMs ?? 0]),
    );
  return {
    photos,
    longestPageMs: findLongest('page'),
    longestSearchMs: findLongest('search'),
    longestWholeMs: findLongest('whole', 'embedder'),
    longestDecisionMs: findLongest('decision'),
    longestStartMs: findLongest('start'),
    calls,
  };
}

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '100000' },
    starts: { type: 'string', default: '3' },
    /** Made when it is not there, and kept. */
    library: { type: 'string' },
    /** Also a grouping of everything, which takes the embedder many minutes. */
    proposals: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const base = values.library ?? mkdtempSync(join(tmpdir(), 'cairn-calls-'));
try {
  const figures = measure(Number(values.photos), Number(values.starts), base, [
    '--decisions',
    '--embedder',
    ...(values.proposals ? ['--proposals'] : []),
  ]);
  if (values.json) console.log(JSON.stringify(figures));
  else {
    const show = (ms: number | null): string => (ms === null ? '' : ms.toFixed(1));
    console.log('     kind     first     block       cpu    median     block       cpu  call');
    for (const one of figures.calls) {
      const columns = [
        one.kind,
        ...[one.firstMs, one.firstBlockMs, one.firstBlockCpuMs].map(show),
        ...[one.medianMs, one.blockMs, one.blockCpuMs].map(show),
      ];
      console.log(`${columns.map((column) => column.padStart(9)).join(' ')}  ${one.call}`);
    }
    console.log({ ...figures, calls: undefined });
  }
} finally {
  if (values.library === undefined) rmSync(base, { recursive: true, force: true });
}
