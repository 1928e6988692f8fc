/**
 * @file Tables, views, triggers and indexes of a catalog that Cairn did not make.
 *
 * A catalog may come from anyone: a copy that is put back, or a file that something wrote to. A trigger of theirs would run with our
 * next change, a view in the place of a table with our next question, and take for ever.
 */
import { openConnection, type Connection } from './connection.ts';
import type { Migration } from './migrations/migration.ts';

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

const listObjects = (connection: Connection): SchemaObject[] =>
  connection.prepare<[], SchemaObject>('SELECT type, name, sql FROM sqlite_schema').all();

type Expected = ReadonlyMap<string, string>;

/** By version; made once. */
const made = new WeakMap<readonly Migration[], Map<number, Expected>>();

/** What Cairn makes in a catalog of a version, by type and name. */
function getExpected(migrations: readonly Migration[], version: number, nativeBinding?: string): Expected {
  const versions = made.get(migrations) ?? new Map<number, Expected>();
  made.set(migrations, versions);
  const expected = versions.get(version) ?? makeExpected(migrations, version, nativeBinding);
  versions.set(version, expected);
  return expected;
}

/** A catalog of that version, made in memory. */
function makeExpected(migrations: readonly Migration[], version: number, nativeBinding?: string): Expected {
  const connection = openConnection({ path: ':memory:', isReadOnly: false, nativeBinding });
  try {
    connection.execute('PRAGMA foreign_keys = OFF');
    const applied = migrations.filter((migration) => migration.version <= version);
    for (const { apply } of applied.toSorted((a, b) => a.version - b.version)) apply(connection);
    return new Map(listObjects(connection).map((object) => [keyOf(object), normalize(object.sql)]));
  } finally {
    connection.close();
  }
}

function keyOf({ type, name }: SchemaObject): string {
  return `${type} ${name}`;
}

/** SQLite quotes names anew when a table is renamed, some versions otherwise than others. */
function normalize(sql: string | null): string {
  return (sql ?? '').replaceAll(/["\s]/g, '').toLowerCase();
}

/**
 * Those that do not belong to a catalog of this version, or whose trigger does something else: `trigger evil`. Empty for one of ours.
 * What SQLite keeps for itself (`sqlite_...`) is no matter.
 */
export function findForeignObjects(
  connection: Connection,
  migrations: readonly Migration[],
  version: number,
  nativeBinding?: string,
): string[] {
  if (version === 0) return [];
  const expected = getExpected(migrations, version, nativeBinding);
  return listObjects(connection)
    .filter((object) => !object.name.startsWith('sqlite_'))
    .filter((object) => {
      const ours = expected.get(keyOf(object));
      return ours === undefined || (object.type === 'trigger' && ours !== normalize(object.sql));
    })
    .map(keyOf);
}
