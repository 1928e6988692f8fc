/**
 * @file What somebody meets who opens a library: `node measure-views.ts DATA PHOTOS`. Prints JSON objects, each with the figures that are
 * there by then. This process stands for main, without an embedder: nothing here needs one.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { listFirstPages, listFirstView, listTyped } from '../calls/asked-calls.ts';
import { measureBlocks } from '../calls/block-meter.ts';
import { askLibrary, measureCalls, openBenchLibrary, type MeasuredCall } from '../calls/call-meter.ts';
import { readPeakMegabytes } from './read-memory.ts';

export interface ViewFigures {
  /** From nothing until main can answer. */
  readonly openMs: number;
  /** Until the first view of the window has what it shows, too; until every list has its first page. */
  readonly firstViewMs: number;
  readonly everyListMs: number;
  /** Of the first pages, the slowest as it is asked for the second time: ms until it is there, ms of main's processor in one turn. */
  readonly slowestPageMs: number;
  readonly longestPageTurnMs: number;
  /** Until the first search has read what it needs; then while somebody types. */
  readonly searchReadyMs: number;
  readonly slowestSearchMs: number;
  readonly longestSearchTurnMs: number;
  /** The work by itself after the start: folders compared, search made ready. */
  readonly startMs: number;
  readonly longestStartTurnMs: number;
  readonly mainMegabytes: number | null;
  readonly calls: readonly MeasuredCall[];
}

const pollMs = 250;
/** Rest after the last of it. */
const restMs = 4000;

const { positionals } = parseArgs({ allowPositionals: true });
const [data = ''] = positionals;

/** Processor time: the machine may be somebody else's, too. */
const findLongest = (calls: readonly MeasuredCall[], figure: 'medianMs' | 'blockCpuMs'): number =>
  Math.max(...calls.map((call) => call[figure] ?? 0));

function report(figures: Partial<ViewFigures>): void {
  console.log(JSON.stringify({ ...figures, mainMegabytes: readPeakMegabytes() }));
}

const startMs = performance.now();
const library = openBenchLibrary(data);
const openMs = performance.now() - startMs;
const { handlers } = library;
for (const call of listFirstView()) await askLibrary(library, call);
const firstViewMs = performance.now() - startMs;
for (const call of listFirstPages()) await askLibrary(library, call);
report({ openMs, firstViewMs, everyListMs: performance.now() - startMs });

const pages = await measureCalls(library, listFirstPages());
report({
  slowestPageMs: findLongest(pages, 'medianMs'),
  longestPageTurnMs: findLongest(pages, 'blockCpuMs'),
});

const searched = await measureBlocks(async () => handlers['search.query']({ text: 'o', limit: 12 }));
const typed = await measureCalls(library, listTyped());
report({
  searchReadyMs: searched.tookMs,
  slowestSearchMs: findLongest(typed, 'medianMs'),
  longestSearchTurnMs: Math.max(searched.blockCpuMs, findLongest(typed, 'blockCpuMs')),
  calls: [...pages, ...typed],
});

const started = await measureBlocks(async () => {
  library.startBackground();
  const beganMs = performance.now();
  do await wait(pollMs);
  while ((await handlers['indexing.progress']({})).state !== 'idle' || performance.now() - beganMs < restMs);
});
report({ startMs: started.tookMs, longestStartTurnMs: started.blockCpuMs });
await library.close();
// Timers of the library's own must not keep it.
process.exit(0);
