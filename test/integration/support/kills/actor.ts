/**
 * @file The process that is killed: the library on plain Node with its real embedder, doing one kind of thing as a person and Cairn do.
 *
 *     node actor.ts TASK     TASK: JSON (task.ts)
 */
import { existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError } from '../../../../src/api/errors.ts';
import { openCatalog } from '../../../../src/db/catalog.ts';
import { createBackupService } from '../../../../src/library/backup/backup-service.ts';
import { openLibrary, type Library } from '../../../../src/library/library.ts';
import { launchEmbedderWithNode } from '../../../../src/library/embedder-node-channel.ts';
import type { EmbedderChannel, LaunchEmbedder } from '../../../../src/ml/embedder-messages.ts';
import { copyWorkerEntry, embedderEntry, makeOptions, readCatalog, scanAndIndex } from '../test-library.ts';
import { createRandom } from '../../../fixtures/random.ts';
import { changeShelf } from './shelf.ts';
import type { Task, Telling } from './task.ts';
import { readWord } from './word.ts';

const task = JSON.parse(process.argv[2] ?? '') as Task;
const { shelf, data } = task;
const random = createRandom(task.seed);
const catalogPath = join(data, 'catalog.sqlite');
const tale = openSync(task.tale, 'a');
const { signal } = new AbortController();
// How this process is killed is no business of its embedder.
delete process.env['LD_PRELOAD'];

/** In the file, thus in the system's hands, when it returns: what is killed afterwards has told it. */
function tell(telling: Telling): void {
  writeSync(tale, `${JSON.stringify(telling)}\n`);
}

let isFirst = true;
const launchPlainly = launchEmbedderWithNode(embedderEntry);
/** The first one is killed, if so it was told; the next one is to finish. */
const launch: LaunchEmbedder = () => {
  const env = isFirst ? task.embedderEnv : {};
  Object.assign(process.env, env);
  const channel = launchPlainly();
  for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
  if (isFirst && task.embedderLivesMs !== null) setTimeout(channel.kill, task.embedderLivesMs).unref();
  isFirst = false;
  return noteExit(channel);
};

function noteExit(channel: EmbedderChannel): EmbedderChannel {
  let isOurs = false;
  return {
    ...channel,
    kill: () => {
      isOurs = true;
      channel.kill();
    },
    onExit: (listener) =>
      channel.onExit((reason) => {
        if (!isOurs) tell({ event: 'embedder-gone' });
        listener(reason);
      }),
  };
}

async function withLibrary(work: (library: Library) => Promise<void> | void): Promise<void> {
  const options = { ...makeOptions(data, launch), copyWorkerEntry };
  const library = openLibrary({ ...options, modelFolder: task.model, isModelNamed: true });
  if (library.findRoot(shelf.photos) === null) library.addRoot(shelf.photos);
  await work(library);
  await library.close();
}

const decisionKinds = [
  ...['confirm', 'reject', 'move', 'merge', 'split', 'open', 'rename', 'hide', 'show', 'cover'],
  ...['not a landmark', 'favourite', 'different', 'undo', 'undo', 'redo'],
];

function decide({ decisions }: Library): void {
  const { albumIds, photoIds } = readCatalog(data, (catalog) => ({
    albumIds: catalog.albums.listAll().flatMap(({ id, mergedIntoId }) => (mergedIntoId === null ? [id] : [])),
    photoIds: catalog.photos.listPage({ offset: 0, limit: 1000 }).map(({ id }) => id),
  }));
  if (photoIds.length === 0) return;
  // Where there is no album yet, one is opened: none of these is used.
  const [album, other] = albumIds.length === 0 ? [0, 0] : [random.pick(albumIds), random.pick(albumIds)];
  const photos = Array.from({ length: random.drawInteger(1, 6) }, () => random.pick(photoIds));
  const kind = albumIds.length < 2 ? 'open' : random.pick(decisionKinds);
  if (kind === 'confirm' || kind === 'reject') decisions[kind](album, photos);
  else if (kind === 'move') decisions.move(album, other, photos);
  else if (kind === 'merge') decisions.merge(album, other);
  else if (kind === 'split') decisions.split(album, photos, null);
  else if (kind === 'open') decisions.split(null, photos, `Mine ${random.drawInteger(0, 999)}`);
  else if (kind === 'rename') decisions.rename(album, `Name ${random.drawInteger(0, 999)}`);
  else if (kind === 'hide' || kind === 'show') decisions[kind](album);
  else if (kind === 'cover') decisions.setCover(album, photos[0] ?? 0);
  else if (kind === 'not a landmark') decisions.denyLandmark(photos);
  else if (kind === 'favourite') decisions.setFavourite(photos, random.drawInteger(0, 2) > 0);
  else if (kind === 'different') decisions.setDifferent(photos);
  else if (kind === 'undo' || kind === 'redo') decisions[kind]();
}

function decideAndTell(library: Library): void {
  tell({ event: 'decides' });
  try {
    decide(library);
  } catch (error) {
    // Such as a cover that is not in its album: nothing was decided.
    if (!(error instanceof CairnError)) throw error;
  }
  tell({ event: 'decided', word: readWord(catalogPath) });
}

const backups = createBackupService({ dataFolder: data, workerEntry: copyWorkerEntry });

const works: Readonly<Record<Task['kind'], () => Promise<void>>> = {
  scan: () =>
    withLibrary(async (library) => {
      for (let round = 0; round < 4; round += 1) {
        changeShelf(shelf, random);
        await library.scan({ signal });
      }
    }),
  index: () =>
    withLibrary(async (library) => {
      for (let round = 0; round < 2; round += 1) {
        changeShelf(shelf, random);
        await scanAndIndex(library);
      }
    }),
  decision: () =>
    withLibrary((library) => {
      for (let round = 0; round < 12; round += 1) decideAndTell(library);
    }),
  migration: () => {
    openCatalog({ folder: task.oldData }).close();
    return Promise.resolve();
  },
  backup: () =>
    withLibrary(async (library) => {
      for (let round = 0; round < 2; round += 1) {
        decideAndTell(library);
        const word = readWord(catalogPath);
        await backups.save(task.copy);
        tell({ event: 'saved', word });
        await library.backUp();
      }
    }),
  restore: async () => {
    const restore = await backups.prepareRestore(task.copy);
    await restore.finish();
    tell({ event: 'restored' });
    await withLibrary(() => undefined);
  },
  settle: () =>
    withLibrary(async (library) => {
      await library.handlers['indexing.retryFailed']({});
      await scanAndIndex(library);
      // The first one; from here on there is one to put back.
      if (!existsSync(task.copy)) await backups.save(task.copy);
    }),
};

tell({ event: 'begins' });
await works[task.kind]();
tell({ event: 'ends' });
process.exit(0);
