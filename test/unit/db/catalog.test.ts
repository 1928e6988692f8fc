import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CairnError } from '../../../src/api/errors.ts';
import { openCatalog } from '../../../src/db/catalog.ts';
import { initial } from '../../../src/db/migrations/10-initial.ts';
import { makeOldCatalog } from './old-catalog.ts';
import { addPhoto, addRoot, defer, makeFolder, openTestCatalog } from './temporary-catalog.ts';

const openFailure = (options: Parameters<typeof openCatalog>[0]): CairnError => {
  try {
    openCatalog(options).close();
  } catch (error) {
    if (error instanceof CairnError) return error;
    throw error;
  }
  throw new Error('the catalog opened');
};
const isPosix = process.platform !== 'win32';

describe('openCatalog', () => {
  it('makes folder and file for their owner alone', () => {
    const folder = join(makeFolder(), 'Cairn', 'data');
    const catalog = openTestCatalog({ folder });
    addRoot(catalog);
    expect(catalog.path).toBe(join(folder, 'catalog.sqlite'));
    if (!isPosix) return;
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(catalog.path + suffix).mode & 0o777).toBe(0o600);
  });

  it('keeps everything between two openings', () => {
    const folder = makeFolder();
    const first = openCatalog({ folder });
    const rootId = addRoot(first);
    const { photoId } = addPhoto(first, rootId, 'a');
    first.close();
    const second = openTestCatalog({ folder });
    expect(second.photos.get(photoId)?.cameraModel).toBe('EOS 5D');
    expect(second.photos.listPage({ offset: 0, limit: 10 })).toHaveLength(1);
    expect(second.checkIntegrity()).toEqual([]);
  });

  it('uses WAL, foreign keys and 8 KiB pages', () => {
    const catalog = openTestCatalog();
    const other = new Database(catalog.path, { readonly: true });
    defer(() => other.close());
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(other.pragma('page_size', { simple: true })).toBe(8192);
    expect(() => catalog.files.setPhoto(addPhoto(catalog, addRoot(catalog), 'a').fileId, 99)).toThrow(/FOREIGN KEY/);
  });

  it('takes a folder whose name ends in spaces or has odd letters', () => {
    const folder = join(makeFolder(), "Ada's Fotos ünd 写真 ");
    const catalog = openTestCatalog({ folder });
    addRoot(catalog);
    expect(existsSync(join(folder, 'catalog.sqlite'))).toBe(true);
  });

  it('refuses a catalog from the future and leaves it as it is', () => {
    const folder = makeFolder();
    const path = join(folder, 'catalog.sqlite');
    openCatalog({ folder }).close();
    const database = new Database(path);
    database.pragma('user_version = 99990');
    database.close();
    const before = readFileSync(path);
    for (const isReadOnly of [false, true]) {
      const failure = openFailure({ folder, isReadOnly });
      expect(failure.code).toBe('catalog-from-the-future');
      expect(failure.message).toMatch(/newer version of Cairn/);
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses the database of another program without changing a byte', () => {
    const folder = makeFolder();
    const path = join(folder, 'catalog.sqlite');
    const database = new Database(path);
    database.exec("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
    database.close();
    const before = readFileSync(path);
    const failure = openFailure({ folder });
    expect(failure.code).toBe('catalog-unusable');
    expect(failure.message).toMatch(/another program/);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });

  it('says what to do with a file that is no database', () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'catalog.sqlite'), 'These are not the bytes you are looking for. '.repeat(500));
    const failure = openFailure({ folder });
    expect(failure.code).toBe('catalog-unusable');
    expect(failure.message).toMatch(/is damaged\. Restore the last backup, in the window or with "cairn restore"/);
    expect(failure.message).toContain(join(folder, 'catalog.sqlite'));
  });

  it('says what to do with a catalog cut short or with its schema overwritten', () => {
    for (const damage of [(bytes: Buffer) => bytes.subarray(0, 3000), (bytes: Buffer) => bytes.fill(0xa5, 100, 8192)]) {
      const folder = makeFolder();
      const path = join(folder, 'catalog.sqlite');
      openCatalog({ folder }).close();
      writeFileSync(path, damage(readFileSync(path)));
      const failure = openFailure({ folder });
      expect(failure.code).toBe('catalog-unusable');
      expect(failure.message).toMatch(/is damaged/);
    }
  });

  it('says what to do with a catalog that lacks a table', () => {
    const folder = makeFolder();
    openCatalog({ folder }).close();
    const database = new Database(join(folder, 'catalog.sqlite'));
    database.exec('DROP TABLE settings');
    database.close();
    expect(openFailure({ folder }).message).toMatch(/does not have the form/);
  });

  it('says what to do when the folder cannot be there, or the file is a folder', () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(openFailure({ folder: join(folder, 'file', 'sub') })).toMatchObject({ code: 'catalog-unusable' });
    mkdirSync(join(folder, 'catalog.sqlite'));
    const failure = openFailure({ folder });
    expect(failure.code).toBe('catalog-unusable');
    expect(failure.message).toMatch(/cannot be opened. Check/);
  });

  it.runIf(isPosix)('says what to do in a folder that is not ours to write', () => {
    const folder = makeFolder();
    chmodSync(folder, 0o755);
    const existing = join(folder, 'existing');
    openCatalog({ folder: existing }).close();
    chmodSync(existing, 0o555);
    chmodSync(join(existing, 'catalog.sqlite'), 0o444);
    chmodSync(folder, 0o555);
    runUnprivileged(() => {
      for (const place of [join(folder, 'new'), existing, folder]) {
        const failure = openFailure({ folder: place });
        expect(failure.code).toBe('catalog-unusable');
        expect(failure.message).toMatch(/yours to write/);
      }
    });
    chmodSync(folder, 0o755);
  });

  it('opens with the addon that it is given, and fails clearly without it', () => {
    const packageFolder = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
    const prebuild = join(packageFolder, 'prebuilds', `${process.platform}-${process.arch}.node`);
    const catalog = openTestCatalog({ nativeBinding: prebuild });
    expect(catalog.decisions.count()).toBe(0);
    expect(() => openCatalog({ folder: makeFolder(), nativeBinding: '/nowhere/sqlite.node' })).toThrow(
      /Cannot find module/,
    );
  });
});

describe('openCatalog, read only', () => {
  it('reads what is there and writes nothing', () => {
    const folder = makeFolder();
    const writer = openTestCatalog({ folder });
    const rootId = addRoot(writer);
    addPhoto(writer, rootId, 'a');
    const reader = openTestCatalog({ folder, isReadOnly: true });
    expect(reader.photos.count()).toBe(1);
    expect(reader.albums.listExport()).toEqual([]);
    expect(reader.checkIntegrity()).toEqual([]);
    expect(reader.transaction(() => reader.roots.list())).toHaveLength(1);
    expect(() => reader.settings.set('a', 'b')).toThrow(/readonly/);
    addPhoto(writer, rootId, 'b');
    expect(reader.photos.count()).toBe(2);
  });

  it('makes neither folder nor catalog', () => {
    const folder = join(makeFolder(), 'nothing');
    const failure = openFailure({ folder, isReadOnly: true });
    expect(failure.code).toBe('catalog-unusable');
    expect(failure.message).toMatch(/no catalog at/);
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses a catalog that waits for a migration', () => {
    const folder = makeFolder();
    makeOldCatalog(folder, [initial]).close();
    expect(openFailure({ folder, isReadOnly: true }).message).toMatch(/older version of Cairn/);
  });
});

describe('transactions', () => {
  it('roll back as a whole when something throws', () => {
    const catalog = openTestCatalog();
    expect(() =>
      catalog.transaction(() => {
        addRoot(catalog);
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(catalog.roots.list()).toEqual([]);
  });

  it('nest: an inner failure that is caught takes back the inner part alone', () => {
    const catalog = openTestCatalog();
    catalog.transaction(() => {
      catalog.settings.set('outer', '1');
      expect(() =>
        catalog.transaction(() => {
          catalog.settings.set('inner', '1');
          throw new Error('stop');
        }),
      ).toThrow('stop');
    });
    expect(catalog.settings.get('outer')).toBe('1');
    expect(catalog.settings.get('inner')).toBeNull();
  });

  it('refuse a function that goes on after it returned', () => {
    const catalog = openTestCatalog();
    expect(() => catalog.transaction(() => Promise.resolve(1))).toThrow(/promise/);
  });

  it('are durable only where that can be promised', () => {
    const catalog = openTestCatalog();
    expect(() => catalog.transaction(() => catalog.transactionDurably(() => 1))).toThrow(/not durable/);
    expect(catalog.transactionDurably(() => catalog.transactionDurably(() => 2))).toBe(2);
    expect(catalog.transactionDurably(() => catalog.transaction(() => 3))).toBe(3);
  });

  it('survive a process killed in the middle: what was committed stays, the rest never was', () => {
    const folder = makeFolder();
    const script = `
      import { openCatalog } from ${JSON.stringify(new URL('../../../src/db/catalog.ts', import.meta.url).href)};
      const catalog = openCatalog({ folder: ${JSON.stringify(folder)} });
      const add = (name) => catalog.roots.insert(
        { volumeId: name, volumeLabel: '', path: '/' + name, pathInVolume: '', addedMs: 1 });
      catalog.transactionDurably(() => {
        add('kept');
        catalog.decisions.append({ atMs: 1, kind: 'rename', payload: { name: 'kept' } });
      });
      catalog.transaction(() => {
        for (let i = 0; i < 20000; i += 1) add('lost' + i);
        process.kill(process.pid, 'SIGKILL');
      });`;
    const child = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      encoding: 'utf8',
    });
    expect(child.signal, child.stderr).toBe('SIGKILL');
    const catalog = openTestCatalog({ folder });
    expect(catalog.roots.list().map(({ path }) => path)).toEqual(['/kept']);
    expect(catalog.decisions.count()).toBe(1);
    expect(catalog.checkIntegrity()).toEqual([]);
  });

  it('wait for each other across processes, from the first opening on', async () => {
    const folder = makeFolder();
    const script = `
      import { openCatalog } from ${JSON.stringify(new URL('../../../src/db/catalog.ts', import.meta.url).href)};
      const catalog = openCatalog({ folder: ${JSON.stringify(folder)} });
      for (let i = 0; i < 30; i += 1) catalog.transaction(() => {
        catalog.settings.set('count', String(Number(catalog.settings.get('count') ?? '0') + 1));
      });
      catalog.close();`;
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    const results = await Promise.all(
      children.map(
        (child) =>
          new Promise<string>((resolve) => {
            let errors = '';
            child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
            child.on('close', (code) => {
              resolve(code === 0 ? 'done' : errors);
            });
          }),
      ),
    );
    expect(results).toEqual(['done', 'done', 'done']);
    expect(openTestCatalog({ folder }).settings.get('count')).toBe('90');
  });
});

/** As root the system refuses nothing: another user does the work then. */
function runUnprivileged(work: () => void): void {
  const user = process.geteuid?.() ?? 1;
  if (user !== 0) {
    work();
    return;
  }
  process.seteuid?.(65_534);
  try {
    work();
  } finally {
    process.seteuid?.(0);
  }
}
