/**
 * @file Asks a filled library for everything once in a fresh process, as main does for a window: `node measure-library.ts DATA PHOTOS
 * [--embedder] [--proposals] [--decisions] [--only PREFIX] [--language zh-Hans]`. Prints one JSON array of figures.
 */
import { serialize } from 'node:v8';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { answerCall } from '../../../electron/main/answer-call.ts';
import type { CallHandlers } from '../../../src/api/calls.ts';
import { launchEmbedderWithNode } from '../../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../../src/library/library.ts';
import { bundledAtlas } from '../window/fill-albums.ts';
import { describeCall, listAskedCalls, listEmbedderCalls, type AskedCall, type CallKind } from './asked-calls.ts';
import { listAskedDecisions } from './asked-decisions.ts';
import { measureBlocks, type Blocked } from './block-meter.ts';

export interface MeasuredCall {
  readonly call: string;
  readonly kind: CallKind | 'start' | 'decision';
  /** Of the first asking of the process. */
  readonly firstMs: number;
  readonly firstBlockMs: number;
  readonly firstBlockCpuMs: number;
  /** Medians of the other askings; null: it was asked once. */
  readonly medianMs: number | null;
  readonly blockMs: number | null;
  readonly blockCpuMs: number | null;
}

const askings = 5;
/** After the window is shown: folders are compared with the catalog, what is wanted soon is made ready. */
const startMs = 30_000;
/** After a decision: questions, references and the window follow. */
const followMs = 700;
/** Until recognition and grouping have begun to learn from it. */
const learnMs = 30_000;

function findMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function summarize(
  call: string,
  kind: MeasuredCall['kind'],
  [first, ...others]: readonly Blocked<unknown>[],
): MeasuredCall {
  return {
    call,
    kind,
    firstMs: first?.tookMs ?? 0,
    firstBlockMs: first?.blockMs ?? 0,
    firstBlockCpuMs: first?.blockCpuMs ?? 0,
    medianMs: others.length === 0 ? null : findMedian(others.map(({ tookMs }) => tookMs)),
    blockMs: others.length === 0 ? null : findMedian(others.map(({ blockMs }) => blockMs)),
    blockCpuMs: others.length === 0 ? null : findMedian(others.map(({ blockCpuMs }) => blockCpuMs)),
  };
}

/** As main answers the page: the input is checked, the answer is copied into a message. */
async function answer(library: Library, { name, input }: AskedCall): Promise<void> {
  const result = await answerCall(library.handlers as CallHandlers, { name, input }, () => undefined);
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  serialize(result);
}

async function measureAll(library: Library, asked: readonly AskedCall[]): Promise<MeasuredCall[]> {
  const figures: MeasuredCall[] = [];
  for (const call of asked.filter(({ name }) => only === undefined || name.startsWith(only))) {
    const blocked: Blocked<unknown>[] = [];
    for (let asking = 0; asking < askings; asking += 1) blocked.push(await measureBlocks(() => answer(library, call)));
    figures.push(summarize(describeCall(call), call.kind, blocked));
  }
  return figures;
}

async function measureDecisions(library: Library, photos: number): Promise<MeasuredCall[]> {
  const figures: MeasuredCall[] = [];
  const { handlers } = library;
  // What the review knows follows each decision.
  await handlers['review.counts']({ albumId: null });
  for (const { call, decide } of listAskedDecisions(photos).filter((one) => one.call.startsWith(only ?? ''))) {
    const turns = [
      [call, () => decide(handlers)],
      [`${call}: undo`, () => handlers['decisions.undo']({})],
      [`${call}: redo`, () => handlers['decisions.redo']({})],
      [`${call}: undo again`, () => handlers['decisions.undo']({})],
    ] as const;
    for (const [name, turn] of turns) {
      figures.push(summarize(name, 'decision', [await measureBlocks(async () => await turn())]));
      const after = await measureBlocks(async () => {
        await handlers['review.counts']({ albumId: null });
        await handlers['review.queue']({ albumId: null, isSkipped: false, offset: 0, limit: 5 });
      }, followMs);
      figures.push(summarize(`  after ${name}`, 'decision', [after]));
    }
  }
  return figures;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    embedder: { type: 'boolean', default: false },
    decisions: { type: 'boolean', default: false },
    proposals: { type: 'boolean', default: false },
    /** Calls whose line begins so, at once and without the rest. */
    only: { type: 'string' },
    language: { type: 'string', default: 'en' },
  },
});
const [data = '', count = '0'] = positionals;
const { only } = values;
const photos = Number(count);
const figures: MeasuredCall[] = [];
const language = values.language === 'zh-Hans' ? 'zh-Hans' : 'en';
const opened = await measureBlocks(() =>
  Promise.resolve(
    openLibrary({
      dataFolder: data,
      launchEmbedder: launchEmbedderWithNode(new URL('../../../src/ml/embedder.ts', import.meta.url)),
      scanWorkerEntry: new URL('../../../src/library/scan/scan-worker.ts', import.meta.url),
      modelFolder: new URL('../../../src/ml/models/dolg-b4-vit', import.meta.url).pathname,
      atlasFolder: bundledAtlas,
      provider: 'cpu',
      findLanguage: () => language,
      version: 'bench',
      sampleLibraryFolder: null,
    }),
  ),
);
const library = opened.value;
try {
  figures.push(summarize('the library is opened', 'start', [opened]));
  if (only === undefined) {
    library.startBackground();
    figures.push(summarize(`${startMs / 1000} s after it`, 'start', [await measureBlocks(() => wait(startMs))]));
  }
  figures.push(...(await measureAll(library, listAskedCalls(photos))));
  if (values.embedder) {
    const asked = listEmbedderCalls(photos);
    figures.push(...(await measureAll(library, asked)));
  }
  // Last: the embedder has much to learn from them.
  if (values.decisions) {
    figures.push(...(await measureDecisions(library, photos)));
    if (only === undefined) {
      const learned = await measureBlocks(() => wait(learnMs));
      figures.push(summarize(`${learnMs / 1000} s after the last decision`, 'decision', [learned]));
    }
  }
  if (values.proposals) {
    const proposed = await measureBlocks(() => Promise.resolve(library.handlers['albums.proposals']({})));
    figures.push(summarize('albums.proposals', 'embedder', [proposed]));
  }
} finally {
  await library.close();
}
console.log(JSON.stringify(figures));
// Timers of the library's own must not keep it.
process.exit(0);
