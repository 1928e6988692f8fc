/**
 * @file What somebody meets who opens a library: `node measure-views.ts DATA PHOTOS`. Prints one JSON object. This process stands for
 * main, without an embedder: nothing here needs one.
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

const startMs = performance.now();
const library = openBenchLibrary(data);
const openMs = performance.now() - startMs;
const { handlers } = library;
for (const call of listFirstView()) await askLibrary(library, call);
const firstViewMs = performance.now() - startMs;
for (const call of listFirstPages()) await askLibrary(library, call);
const everyListMs = performance.now() - startMs;

const pages = await measureCalls(library, listFirstPages());
const searching = performance.now();
await handlers['search.query']({ text: 'o', limit: 12 });
const searchReadyMs = performance.now() - searching;
const typed = await measureCalls(library, listTyped());

const started = await measureBlocks(async () => {
  library.startBackground();
  const beganMs = performance.now();
  do await wait(pollMs);
  while ((await handlers['indexing.progress']({})).state !== 'idle' || performance.now() - beganMs < restMs);
});

/** Processor time: the machine may be somebody else's, too. */
const findLongest = (calls: readonly MeasuredCall[], figure: 'medianMs' | 'blockCpuMs'): number =>
  Math.max(...calls.map((call) => call[figure] ?? 0));
const figures: ViewFigures = {
  openMs,
  firstViewMs,
  everyListMs,
  slowestPageMs: findLongest(pages, 'medianMs'),
  longestPageTurnMs: findLongest(pages, 'blockCpuMs'),
  searchReadyMs,
  slowestSearchMs: findLongest(typed, 'medianMs'),
  longestSearchTurnMs: findLongest(typed, 'blockCpuMs'),
  startMs: started.tookMs,
  longestStartTurnMs: started.blockCpuMs,
  mainMegabytes: readPeakMegabytes(),
  calls: [...pages, ...typed],
};
await library.close();
console.log(JSON.stringify(figures));
// Timers of the library's own must not keep it.
process.exit(0);
