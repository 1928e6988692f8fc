/**
 * @file What Cairn keeps of a person is readable by that person alone, whatever the system lets new files be and whatever was there
 * before; what the person exports is as readable as any new file. No log names a file, a place or a name that a person gave.
 */
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBackupService } from '../../src/library/backup/backup-service.ts';
import { writeDecisionLines } from '../../src/library/decisions/decision-text.ts';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { createLogger } from '../../src/library/logger.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makePhotos } from './support/make-photos.ts';
import { runCli } from './support/run-cli.ts';
import { makeFolders, makeOptions, scanAndIndex, type TestFolders } from './support/test-library.ts';

const crashingEntry = new URL('support/crashing-embedder.ts', import.meta.url);
const copyWorker = new URL('../../src/library/backup/copy-worker.ts', import.meta.url);
/** In every name of a file, a folder and an album here: found in a log, it is a leak. */
const mark = 'Quokka';
const othersRights = 0o077;

let folders: TestFolders;
let photos = '';
let library: Library;
let umaskBefore = 0;
const logLines: string[] = [];

/** All that lies below, links as links. */
function listAll(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

function listReadableByOthers(folder: string): readonly string[] {
  return [folder, ...listAll(folder)].filter((path) => {
    const stats = lstatSync(path);
    return !stats.isSymbolicLink() && (stats.mode & othersRights) !== 0;
  });
}

function open(): Library {
  const model = join(folders.root, 'model');
  writeTinyModel(model, { seed: 1, hasLandmarkness: true });
  return openLibrary({
    ...makeOptions(folders.data, launchEmbedderWithNode(crashingEntry)),
    modelFolder: model,
    log: createLogger('info', (line) => void logLines.push(line)),
  });
}

beforeAll(async () => {
  // The loosest a system can be.
  umaskBefore = process.umask(0);
  folders = makeFolders();
  photos = join(folders.photos, `${mark} Island`);
  process.env['CAIRN_TEST_CRASH_ON'] = `${mark}-crash`;
  for (const path of await makePhotos(photos, 6)) renameSync(path, path.replace('photo-', `${mark}-photo-`));
  copyFileSync(join(photos, `${mark}-photo-0.jpg`), join(photos, `${mark}-crash.jpg`));
  await sharp({ create: { width: 64, height: 48, channels: 3, background: 'teal' } })
    .withExif({
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '32/1 0/1 7/1', GPSLongitudeRef: 'E', GPSLongitude: '115/1 31/1 0/1' },
    })
    .tiff()
    .toFile(join(photos, `${mark}-shown.tiff`));
  writeFileSync(join(photos, `${mark}-broken.jpg`), 'no image at all');
  symlinkSync(join(photos, 'nowhere'), join(photos, `${mark}-link.jpg`));
  library = open();
  library.addRoot(folders.photos);
  await scanAndIndex(library);
  const { items } = await library.handlers['photos.list']({ offset: 0, limit: 100 });
  const photoIds = items.map(({ id }) => id);
  const album = await library.handlers['albums.split']({ albumId: null, photoIds, name: `${mark} beach` });
  await library.handlers['albums.rename']({ albumId: album.id, name: `${mark} cove` });
  await library.handlers['search.query']({ text: mark, limit: 10 });
  for (const id of photoIds) await library.renderOriginal(id);
  // Failures that name what they are about.
  expect(() => library.addRoot(join(folders.photos, `${mark} elsewhere`))).toThrow(mark);
  const backups = createBackupService({ dataFolder: folders.data, workerEntry: copyWorker, sqliteBinding: undefined });
  await backups.save(join(folders.root, `${mark}.sqlite`));
  await writeDecisionLines(join(folders.root, `${mark}.jsonl`), library.writeDecisions());
}, 120_000);

afterAll(async () => {
  await library.close();
  process.umask(umaskBefore);
  delete process.env['CAIRN_TEST_CRASH_ON'];
  folders.remove();
});

it('keeps the catalog and all beside it for its owner alone, whatever new files are', () => {
  const names = listAll(folders.data).join('\n');
  for (const kind of [
    'catalog.sqlite',
    'catalog.sqlite-wal',
    'catalog.sqlite-shm',
    'lock',
    'thumbnails',
    '.webp',
    'cache',
  ])
    expect(names).toContain(kind);
  // The rendition of the TIFF.
  expect(names).toMatch(/\.jpg$/m);
  expect(listReadableByOthers(folders.data)).toEqual([]);
});

it('keeps copies of the catalog and of decisions for their owner alone, wherever they are saved', () => {
  for (const name of [`${mark}.sqlite`, `${mark}.jsonl`])
    expect(statSync(join(folders.root, name)).mode & othersRights).toBe(0);
});

it('exports photos as readable as any new file', async () => {
  const target = join(folders.root, 'export');
  mkdirSync(target);
  const [album] = (await library.handlers['albums.list']({ offset: 0, limit: 10, sort: 'name' })).items;
  const whole = { albumId: album?.id ?? 0, photoIds: null };
  const umask = process.umask(0o022);
  try {
    await library.exports.copyFiles(whole, target);
    await library.exports.writePage(whole, { folder: target, size: 1024, language: 'en' });
  } finally {
    process.umask(umask);
  }
  const written = readdirSync(target);
  expect(written.filter((name) => name.endsWith('.jpg')).length).toBeGreaterThan(4);
  expect(written.filter((name) => name.endsWith('.html'))).toHaveLength(1);
  for (const name of written) expect([name, statSync(join(target, name)).mode & 0o777]).toEqual([name, 0o644]);
});

it('logs no file, no place and no name that a person gave, through failures, a crash and decisions', async () => {
  const failed = await library.handlers['indexing.failures']({ offset: 0, limit: 10 });
  expect(failed.items.map(({ fileName }) => fileName).sort()).toEqual([`${mark}-broken.jpg`, `${mark}-crash.jpg`]);
  const log = logLines.join('\n');
  expect(log).toContain('embedder exited reason="signal SIGSEGV"');
  expect(log).toContain('scan finished');
  expect(log).not.toMatch(new RegExp(`${mark}|${folders.root}|32\\.00|115\\.51`, 'i'));
});

it('takes the rights of all others away from what an older version or a copy left', async () => {
  await library.close();
  for (const path of listAll(folders.data)) if (!lstatSync(path).isSymbolicLink()) chmodSync(path, 0o777);
  mkdirSync(join(folders.data, 'logs'), { recursive: true });
  chmodSync(join(folders.data, 'logs'), 0o777);
  library = open();
  const reachable = readdirSync(folders.data).filter(
    (name) => (statSync(join(folders.data, name)).mode & othersRights) !== 0,
  );
  expect(reachable).toEqual([]);
  expect(readFileSync(join(folders.data, 'catalog.sqlite')).length).toBeGreaterThan(0);
});

it("takes them away from the window's folder, which the command line shares, and not from a folder that the person named", async () => {
  const config = join(folders.root, 'config');
  const [own, named] = [join(config, 'Cairn'), join(folders.root, 'named')];
  for (const folder of [own, named]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
  }
  await runCli(['albums'], { env: { XDG_CONFIG_HOME: config } });
  await runCli(['albums', '--catalog', named]);
  expect([own, named].map((folder) => statSync(folder).mode & 0o777)).toEqual([0o700, 0o777]);
});
