/** @file Changed catalogs through all that opens one: refused with our words, or used; nothing is written beside them. */
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog, type Catalog } from '../../../src/db/catalog.ts';
import { verifyCatalogFile } from '../../../src/db/copy-catalog.ts';
import { createBackupService } from '../../../src/library/backup/backup-service.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTarget } from '../fuzz-report.ts';
import { judgeError } from '../judges/judge-error.ts';
import { createStopwatch } from '../judges/stopwatch.ts';
import { mutateBytes } from '../mutators/bytes.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';
import { makeCatalogSeed } from '../seeds/catalog-seed.ts';

const limitMs = 5000;
const pageBytes = 8192;
/** A restore runs in a thread of its own: one case in so many. */
const restoreEvery = 25;
const codes = ['catalog-unusable', 'catalog-from-the-future'] as const;

/** What someone would do who wants our next statement to be theirs. */
const hostileSql = [
  'CREATE TRIGGER evil AFTER INSERT ON photos BEGIN DELETE FROM decisions; END',
  "CREATE TRIGGER evil AFTER UPDATE ON settings BEGIN SELECT load_extension('/tmp/evil'); END",
  "CREATE TRIGGER evil BEFORE INSERT ON settings BEGIN SELECT writefile('/tmp/cairn-evil', 'x'); END",
  'DROP TRIGGER files_added; CREATE TRIGGER files_added AFTER INSERT ON files BEGIN DELETE FROM photos; END',
  'DROP TABLE settings; CREATE VIEW settings AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n AS key, n AS value FROM c',
  'CREATE VIEW evil AS SELECT * FROM photos a, photos b, photos c, photos d, photos e',
  "CREATE TABLE evil (x, y AS (load_extension('/tmp/evil')) STORED)",
  'CREATE VIRTUAL TABLE evil USING fts5(x)',
  'CREATE INDEX evil ON photos (abs(random()))',
  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE photos (id' WHERE name = 'photos'",
  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2 WHERE type = 'table'",
  "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'settings'",
  'PRAGMA user_version = 2147483647',
  'PRAGMA user_version = -5',
  'PRAGMA user_version = 0',
  'PRAGMA application_id = 0',
  'UPDATE settings SET value = zeroblob(50000000)',
  'UPDATE photos SET latitude = 9e999, longitude = -9e999',
  'PRAGMA foreign_keys = OFF; DELETE FROM roots',
  'PRAGMA foreign_keys = OFF; DELETE FROM photos',
] as const;

function makeCatalogFile(path: string, good: Buffer, random: Random): void {
  if (random.isLucky(0.25)) {
    writeFileSync(path, good);
    const database = new Database(path);
    try {
      database.unsafeMode(true);
      database.exec(random.pick(hostileSql));
    } catch {
      // SQLite itself refuses some of it.
    } finally {
      database.close();
    }
    return;
  }
  const changed = Buffer.from(good);
  const way = random.draw();
  if (way < 0.2) {
    // The header: page size, format, encoding, freelist, counters.
    for (let times = random.drawInteger(1, 4); times > 0; times -= 1)
      changed[random.drawInteger(16, 99)] = random.drawInteger(0, 255);
  } else if (way < 0.8) {
    // Inside one page or a few.
    for (let times = random.drawInteger(1, 3); times > 0; times -= 1) {
      const start = pageBytes * random.drawInteger(0, good.length / pageBytes - 1);
      const page = mutateBytes(good.subarray(start, start + pageBytes), random);
      page.copy(changed, start, 0, pageBytes);
    }
  } else {
    writeFileSync(path, mutateBytes(good, random));
    return;
  }
  writeFileSync(path, changed);
}

/** What the app does with an open catalog; SQLite may say that a page is broken whenever it comes to it. */
function use(catalog: Catalog): void {
  catalog.settings.get('preferences');
  catalog.roots.list();
  catalog.photos.listPage({ offset: 0, limit: 100 });
  catalog.albums.listAll();
  catalog.decisions.list({ afterId: 0, limit: 100 });
  catalog.jobs.takeNext(4);
  catalog.checkIntegrity();
  catalog.transactionDurably(() => catalog.settings.set('fuzz', 'x'));
}

function tryOpening(folder: string): string | null {
  let catalog: Catalog;
  try {
    catalog = openCatalog({ folder });
  } catch (error) {
    return judgeError(error, codes) ?? 'refused';
  }
  try {
    use(catalog);
    return 'used';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code.startsWith('SQLITE_') ? 'broken within' : `it throws ${String(error)}`;
  } finally {
    catalog.close();
  }
}

const endings: ReadonlySet<string> = new Set(['refused', 'used', 'broken within']);

async function fuzzCatalogs({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally(seed);
  const { bytes: good } = await makeCatalogSeed();
  const root = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  const stopwatch = createStopwatch(limitMs, (key, ms) => tally.accuse(key, `it took ${ms} ms`));
  const workerEntry = new URL('../../../src/library/backup/copy-worker.ts', import.meta.url);
  try {
    for (let key = firstCase; key < firstCase + count; key += 1) {
      const [copy, folder] = [join(root, 'copy.sqlite'), join(root, 'data')];
      rmSync(copy, { force: true });
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      makeCatalogFile(copy, good, createRandom(seed, key));
      makeCatalogFile(join(folder, 'catalog.sqlite'), good, createRandom(seed, key));
      try {
        stopwatch.measure(key, () => verifyCatalogFile(copy));
        tally.note('copy: taken');
      } catch (error) {
        const fault = judgeError(error, codes);
        if (fault !== null) tally.accuse(key, `copy: ${fault}`);
        tally.note('copy: refused');
      }
      const ending = stopwatch.measure(key, () => tryOpening(folder));
      if (ending !== null && !endings.has(ending)) tally.accuse(key, ending);
      tally.note(`opened: ${ending !== null && endings.has(ending) ? ending : 'fault'}`);
      if (key % restoreEvery === 0) {
        const backups = createBackupService({ dataFolder: folder, workerEntry });
        try {
          await (await backups.prepareRestore(copy)).discard();
        } catch (error) {
          const fault = judgeError(error, codes);
          if (fault !== null) tally.accuse(key, `restore: ${fault}`);
        }
      }
      for (const name of [...readdirSync(root), ...readdirSync(folder)]) {
        if (!/^(?:copy\.sqlite|data|backups|catalog\.sqlite)(?:-wal|-shm|-journal)?$/.test(name))
          tally.accuse(key, `a file ${name}`);
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  const { ms, caseNumber } = stopwatch.getSlowest();
  return tally.finish(count, { slowestMs: ms, slowestCase: caseNumber });
}

export const catalogsTarget: FuzzTarget = { name: 'catalogs', wholeCount: 10_000, run: fuzzCatalogs };
