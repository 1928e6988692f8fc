/** @file Calls of the page with every kind of input, over a real library: each is answered, with a value or with an error of ours. */
import { join } from 'node:path';
import { answerCall } from '../../../electron/main/answer-call.ts';
import { calls, type CallHandlers, type CallName } from '../../../src/api/calls.ts';
import { errorCodes } from '../../../src/api/errors.ts';
import { openLibrary, type Library } from '../../../src/library/library.ts';
import { writeTinyModel } from '../../fixtures/tiny-model.ts';
import { makeScenes } from '../../integration/support/make-scenes.ts';
import {
  makeFolders,
  makeOptions,
  readCatalog,
  scanAndIndex,
  type TestFolders,
} from '../../integration/support/test-library.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTarget } from '../fuzz-report.ts';
import { createStopwatch } from '../judges/stopwatch.ts';
import { createInputDrawer, drawHostileValue, spoilInput } from '../messages/draw-input.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';

/** Of the processor, for one call: the machine may be ten times slower than ours. */
const limitMs = 5000;
/** A person reads it. */
const longestMessage = 2000;

/** They start the embedder anew, which takes longer than a thousand others. */
const slow: ReadonlySet<CallName> = new Set([
  'embedder.testAgain',
  'atlases.use',
  'atlases.remove',
  'models.use',
  'models.remove',
]);
const names = Object.keys(calls) as CallName[];
const known: ReadonlySet<string> = new Set(errorCodes);

/** Scenes that the tiny model tells apart, through the real embedder. */
async function openFilledLibrary({ photos, root, data }: TestFolders): Promise<Library> {
  await makeScenes(photos, [1, 2, 3], 4);
  const modelFolder = join(root, 'model');
  writeTinyModel(modelFolder, { seed: 1, hasLandmarkness: true });
  const library = openLibrary({ ...makeOptions(data), modelFolder });
  library.addRoot(photos);
  await scanAndIndex(library);
  return library;
}

/** Those of the library; what needs a desktop answers nothing. */
function completeHandlers(library: Library): CallHandlers {
  const desktop = Object.fromEntries(names.map((name) => [name, () => null]));
  return { ...desktop, ...library.handlers } as unknown as CallHandlers;
}

function drawName(random: Random): CallName {
  const name = random.pick(names);
  return slow.has(name) && random.isLucky(0.95) ? 'photos.list' : name;
}

function drawPayload(drawers: ReadonlyMap<CallName, (random: Random) => unknown>, random: Random): unknown {
  if (random.isLucky(0.03)) return drawHostileValue(random);
  const name = random.isLucky(0.03)
    ? random.pick(['__proto__', 'constructor', 'toString', '', 'a.b'])
    : drawName(random);
  const input = drawers.get(name as CallName)?.(random) ?? {};
  return { name, input: random.isLucky(0.45) ? input : spoilInput(input, random) };
}

/** What is wrong with an answer; null when nothing is. */
function judgeAnswer(answer: Awaited<ReturnType<typeof answerCall>>): string | null {
  if (answer.ok) return null;
  const { code, message } = answer.error;
  if (!known.has(code) || code === 'internal') return `code ${code}: ${message}`;
  return message === '' || message.length > longestMessage ? `a message of ${message.length} characters` : null;
}

async function fuzzMessages({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const folders = makeFolders();
  const library = await openFilledLibrary(folders);
  const tally = createTally(seed);
  const stopwatch = createStopwatch(limitMs, (key, ms) => tally.accuse(key, `it took ${ms} ms`));
  try {
    const handlers = completeHandlers(library);
    const drawers = new Map(names.map((name) => [name, createInputDrawer(calls[name].input)]));
    for (let key = firstCase; key < firstCase + count; key += 1) {
      const drawn = drawPayload(drawers, createRandom(seed, key));
      // As it comes out of the channel.
      const payload: unknown = structuredClone(drawn);
      try {
        const started = stopwatch.measure(key, () =>
          answerCall(handlers, payload, (name, error) => {
            tally.accuse(key, `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
          }),
        );
        const answer = await started;
        const fault = judgeAnswer(answer);
        if (fault !== null) tally.accuse(key, `${describe(payload)}: ${fault}`);
        tally.note(answer.ok ? 'answered' : answer.error.code);
      } catch (error) {
        tally.accuse(key, `it throws ${String(error)}`);
      }
    }
  } finally {
    await library.close();
  }
  for (const problem of readCatalog(folders.data, (catalog) => catalog.checkIntegrity())) {
    tally.accuse(firstCase + count, `the catalog is not whole: ${problem}`);
  }
  if (Object.hasOwn(Object.prototype, 'isAdmin'))
    tally.accuse(firstCase + count, 'the prototype of all objects was changed');
  folders.remove();
  const { ms, caseNumber } = stopwatch.getSlowest();
  return tally.finish(count, { slowestMs: ms, slowestCase: caseNumber });
}

function describe(payload: unknown): string {
  return typeof payload === 'object' && payload !== null && 'name' in payload ? String(payload.name) : typeof payload;
}

export const messagesTarget: FuzzTarget = { name: 'messages', wholeCount: 50_000, run: fuzzMessages };
