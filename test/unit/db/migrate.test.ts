import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../../src/db/catalog.ts';
import { initial } from '../../../src/db/migrations/10-initial.ts';
import { migrations } from '../../../src/db/migrations/index.ts';
import type { Migration } from '../../../src/db/migrations/migration.ts';
import { makeOldCatalog } from './old-catalog.ts';
import { addPhoto, addRoot, defer, makeFolder, openTestCatalog } from './temporary-catalog.ts';

const addNotes: Migration = {
  version: 9000,
  apply: (connection) => connection.execute('CREATE TABLE notes (text TEXT)'),
};
const fails: Migration = {
  version: 9010,
  apply: (connection) => {
    connection.execute("INSERT INTO notes VALUES ('half done')");
    connection.execute('CREATE TABLE roots (id INTEGER)');
  },
};
const listBackups = (folder: string) => {
  const backups = join(folder, 'backups');
  return existsSync(backups) ? readdirSync(backups).sort() : [];
};
const readOnly = (path: string) => {
  const database = new Database(path, { readonly: true });
  defer(() => database.close());
  return database;
};

describe('migrations', () => {
  it('are numbered in tens or fives, ascending', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
    for (const version of versions) expect(version % 5).toBe(0);
  });

  it('leave STRICT tables alone', () => {
    const catalog = openTestCatalog();
    const tables = readOnly(catalog.path)
      .prepare<[], { name: string; strict: number }>("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
      .all()
      .filter(({ name }) => !name.startsWith('sqlite_'));
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
  });
});

describe('migrateCatalog', () => {
  it('gives a new catalog the last version, without a backup', () => {
    const folder = makeFolder();
    const catalog = openTestCatalog({ folder });
    expect(readOnly(catalog.path).pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    expect(listBackups(folder)).toEqual([]);
  });

  it('does nothing to a catalog that is up to date', () => {
    const folder = makeFolder();
    openCatalog({ folder }).close();
    openCatalog({ folder }).close();
    expect(listBackups(folder)).toEqual([]);
  });

  it('brings an old catalog up to date and keeps a private copy of what was', () => {
    const folder = makeFolder();
    const old = makeOldCatalog(folder, [initial]);
    old.execute("INSERT INTO settings VALUES ('colour', 'blue')");
    old.close();
    const catalog = openTestCatalog({ folder, clock: { nowMs: Date.UTC(2025, 0, 31, 12, 5, 9, 7) } });
    expect(catalog.settings.get('colour')).toBe('blue');
    expect(catalog.checkIntegrity()).toEqual([]);

    expect(listBackups(folder)).toEqual([`catalog-before-${migrations.at(-1)?.version}-20250131T120509007Z.sqlite`]);
    const copyPath = join(folder, 'backups', `catalog-before-${migrations.at(-1)?.version}-20250131T120509007Z.sqlite`);
    const copy = readOnly(copyPath);
    expect(copy.pragma('user_version', { simple: true })).toBe(10);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT value FROM settings').pluck().get()).toBe('blue');
    if (process.platform === 'win32') return;
    expect(statSync(copyPath).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'backups')).mode & 0o777).toBe(0o700);
  });

  it('gives a copy from which the catalog can be put back', () => {
    const folder = makeFolder();
    const catalog = openCatalog({ folder });
    addPhoto(catalog, addRoot(catalog), 'a');
    catalog.close();
    openCatalog({ folder, migrations: [...migrations, addNotes] }).close();
    expect(() => openCatalog({ folder })).toThrow(/newer version/);

    const restored = join(folder, 'restored');
    makeFolderWithCopy(folder, restored);
    const again = openTestCatalog({ folder: restored });
    expect(again.photos.count()).toBe(1);
    expect(again.checkIntegrity()).toEqual([]);
  });

  it('keeps the last three copies, clears away one that was cut short, and touches no other file', () => {
    const folder = makeFolder();
    const clock = { nowMs: Date.UTC(2025, 0, 1) };
    makeOldCatalog(folder, [initial]).close();
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', 'catalog-before-20-20241231T000000000Z.sqlite.partial'), 'cut short');
    const extra = [1, 2, 3, 4, 5].map((step): Migration => ({
      version: 9000 + 10 * step,
      apply: ({ execute }) => execute(`CREATE TABLE t${step} (a)`),
    }));
    for (let count = 0; count <= extra.length; count += 1) {
      clock.nowMs += 86_400_000;
      openTestCatalog({ folder, clock, migrations: [...migrations, ...extra.slice(0, count)] }).close();
      writeFileSync(join(folder, 'backups', 'my own copy.sqlite'), '');
    }
    expect(listBackups(folder)).toEqual([
      'catalog-before-9030-20250105T000000000Z.sqlite',
      'catalog-before-9040-20250106T000000000Z.sqlite',
      'catalog-before-9050-20250107T000000000Z.sqlite',
      'my own copy.sqlite',
    ]);
  });

  it('applies all pending migrations or none', () => {
    const folder = makeFolder();
    const catalog = openCatalog({ folder });
    addRoot(catalog);
    catalog.close();
    expect(() => openCatalog({ folder, migrations: [...migrations, addNotes, fails] })).toThrow(
      /could not be brought to form 9010 and was left as it was/,
    );
    const database = readOnly(join(folder, 'catalog.sqlite'));
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'notes'").pluck().get()).toBe(0);
    expect(openTestCatalog({ folder }).roots.list()).toHaveLength(1);
  });

  it('refuses a migration that leaves rows without their parent', () => {
    const folder = makeFolder();
    const catalog = openCatalog({ folder });
    addPhoto(catalog, addRoot(catalog), 'a');
    catalog.close();
    const orphans: Migration = { version: 9000, apply: ({ execute }) => execute('DELETE FROM roots') };
    expect(() => openCatalog({ folder, migrations: [...migrations, orphans] })).toThrow(/belong to nothing \(files\)/);
    expect(openTestCatalog({ folder }).roots.list()).toHaveLength(1);
  });

  it('keeps foreign keys on afterwards', () => {
    const folder = makeFolder();
    makeOldCatalog(folder, [initial]).close();
    const catalog = openTestCatalog({ folder });
    expect(() => catalog.files.upsertChanged({ rootId: 7, relativePath: 'a', sizeBytes: 1, mtimeMs: 1 })).toThrow(
      /FOREIGN KEY/,
    );
  });

  it('makes the same form step by step as at once', () => {
    const readForm = (path: string) =>
      readOnly(path).prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
    const folder = makeFolder();
    for (let count = 1; count <= migrations.length; count += 1) {
      makeOldCatalog(folder, migrations.slice(0, count)).close();
    }
    expect(readForm(join(folder, 'catalog.sqlite'))).toEqual(readForm(openTestCatalog().path));
  });
});

/** What a person does by hand after reading the error's advice. */
function makeFolderWithCopy(folder: string, restored: string): void {
  const newest = listBackups(folder).at(-1) ?? '';
  mkdirSync(restored);
  copyFileSync(join(folder, 'backups', newest), join(restored, 'catalog.sqlite'));
}
