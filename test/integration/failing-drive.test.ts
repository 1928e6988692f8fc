/**
 * @file A drive that reports errors, and folders that may not be read: each is named with its reason, what is known of them stays, and
 * the rest goes on. With the real embedder.
 */
import { execFile } from 'node:child_process';
import { appendFileSync, chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { listDriveKinds, makeFailingDrive, type FailingDrive } from './support/test-drive.ts';
import { cliEntry, makeFolders, makeOptions, readCatalog, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
let folders: TestFolders;
let template = '';

beforeEach(async () => {
  folders = makeFolders();
  writeTinyModel(join(folders.root, 'model'), { seed: 3, hasLandmarkness: true });
  [template = ''] = await makeScenes(join(folders.root, 'template'), [1], 1);
});
afterEach(() => folders.remove());

/** Root may read everything: as root the command line is started without that right. */
async function scanWithoutRights(): Promise<{ unreadable: { path: string; reason: string }[]; missing: number }> {
  const words = ['scan', folders.photos, '--catalog', folders.data, '--json', '--provider', 'cpu'];
  const command = [process.execPath, cliEntry, ...words, '--model', join(folders.root, 'model')];
  const isRoot = process.getuid?.() === 0;
  const [program = '', ...rest] = isRoot
    ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', ...command]
    : command;
  const { stdout } = await promisify(execFile)(program, rest).catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as { unreadable: { path: string; reason: string }[]; missing: number };
}

describe.runIf(process.platform === 'linux')('a folder without permission', () => {
  it('is named, and what is known of it stays; a file without permission fails with what to do', async () => {
    for (const folder of ['open', 'closed']) {
      mkdirSync(join(folders.photos, folder));
      for (let index = 0; index < 3; index += 1) {
        copyFileSync(template, join(folders.photos, folder, `${index}.jpg`));
        appendFileSync(join(folders.photos, folder, `${index}.jpg`), `${folder} ${index}`);
      }
    }
    expect(await scanWithoutRights()).toMatchObject({ unreadable: [] });
    chmodSync(join(folders.photos, 'closed'), 0);
    copyFileSync(template, join(folders.photos, 'open', 'secret.jpg'));
    chmodSync(join(folders.photos, 'open', 'secret.jpg'), 0);
    const scan = await scanWithoutRights();
    chmodSync(join(folders.photos, 'closed'), 0o755);
    expect(scan).toMatchObject({
      missing: 0,
      unreadable: [{ path: join(folders.photos, 'closed'), reason: 'Permission denied.' }],
      failed: [
        {
          path: join(folders.photos, 'open', 'secret.jpg'),
          reason: 'There is no permission to read the file. Allow reading it, then try again.',
        },
      ],
    });
    readCatalog(folders.data, (catalog) => {
      const files = [...catalog.files.listForRoot(1)];
      expect(files.filter(({ state, photoId }) => state === 'present' && photoId !== null)).toHaveLength(6);
    });
  });
});

describe.runIf(listDriveKinds().includes('ext4'))('a drive with read errors', () => {
  let drive: FailingDrive;
  let library: Library;
  const point = (name: string): string => join(folders.root, name);

  beforeEach(() => {
    drive = makeFailingDrive(folders.root, point('failing'), (folder) => {
      // Enough to reach into the part that fails.
      for (let index = 0; index < 60; index += 1) {
        // At once: what is appended to a small file lies elsewhere than its beginning, and all beginnings lie together.
        writeFileSync(
          join(folder, `${index}.jpg`),
          Buffer.concat([readFileSync(template), Buffer.alloc(150_000, index)]),
        );
      }
    });
    library = openLibrary({ ...makeOptions(folders.data), modelFolder: join(folders.root, 'model') });
    library.addRoot(point('failing'));
  });
  afterEach(async () => {
    await library.close();
    drive.pullOut();
  });

  it('costs the photos that cannot be read alone, and they are asked for again when the drive is back elsewhere', async () => {
    expect(await library.scan({ signal })).toMatchObject({ found: 60 });
    drive.fail();
    const names = readdirSync(point('failing')).filter((name) => name.endsWith('.jpg'));
    const { indexed } = await library.indexUntilDone({ signal });
    const failures = library.listFailures([1]);
    expect(failures.length).toBeGreaterThan(0);
    expect(indexed).toBeGreaterThan(0);
    expect(indexed + failures.length).toBe(60);
    for (const { path, reason } of failures) {
      expect(reason).toBe('The drive reported a read error. Check the drive, then try again.');
      expect(() => readFileSync(path), path).toThrow(/EIO/u);
    }
    expect(names).toHaveLength(60);

    drive.replaceAt(point('mended'));
    expect(await library.scan({ signal })).toMatchObject({ found: 60, changed: 0, missing: 0 });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: failures.length });
    expect(library.listFailures([1])).toEqual([]);
    expect(readCatalog(folders.data, (catalog) => catalog.photos.count())).toBe(60);
  });
});
