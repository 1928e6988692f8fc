/**
 * @file Asks a filled library for everything once in a fresh process, as main does for a window: `node measure-library.ts DATA PHOTOS
 * [--embedder] [--proposals] [--decisions] [--only PREFIX] [--language zh-Hans]`. Prints one JSON array of figures.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Library } from '../../../src/library/library.ts';
import { listAskedCalls, listEmbedderCalls, type AskedCall } from './asked-calls.ts';
import { listAskedDecisions } from './asked-decisions.ts';
import { measureBlocks } from './block-meter.ts';
import { measureCalls, openBenchLibrary, summarizeCall, type MeasuredCall } from './call-meter.ts';

/** After the window is shown: folders are compared with the catalog, what is wanted soon is made ready. */
const startMs = 30_000;
/** After a decision: questions, references and the window follow. */
const followMs = 700;
/** Until recognition and grouping have begun to learn from it. */
const learnMs = 30_000;

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
      figures.push(summarizeCall(name, 'decision', [await measureBlocks(async () => await turn())]));
      const after = await measureBlocks(async () => {
        await handlers['review.counts']({ albumId: null });
        await handlers['review.queue']({ albumId: null, isSkipped: false, offset: 0, limit: 5 });
      }, followMs);
      figures.push(summarizeCall(`  after ${name}`, 'decision', [after]));
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
const isWanted = ({ name }: AskedCall): boolean => only === undefined || name.startsWith(only);
const opened = await measureBlocks(() => Promise.resolve(openBenchLibrary(data, { findLanguage: () => language })));
const library = opened.value;
try {
  figures.push(summarizeCall('the library is opened', 'start', [opened]));
  if (only === undefined) {
    library.startBackground();
    figures.push(summarizeCall(`${startMs / 1000} s after it`, 'start', [await measureBlocks(() => wait(startMs))]));
  }
  figures.push(...(await measureCalls(library, listAskedCalls(photos).filter(isWanted))));
  if (values.embedder) {
    figures.push(...(await measureCalls(library, listEmbedderCalls(photos).filter(isWanted))));
  }
  // Last: the embedder has much to learn from them.
  if (values.decisions) {
    figures.push(...(await measureDecisions(library, photos)));
    if (only === undefined) {
      const learned = await measureBlocks(() => wait(learnMs));
      figures.push(summarizeCall(`${learnMs / 1000} s after the last decision`, 'decision', [learned]));
    }
  }
  if (values.proposals) {
    const proposed = await measureBlocks(() => Promise.resolve(library.handlers['albums.proposals']({})));
    figures.push(summarizeCall('albums.proposals', 'embedder', [proposed]));
  }
} finally {
  await library.close();
}
console.log(JSON.stringify(figures));
// Timers of the library's own must not keep it.
process.exit(0);
