/** @file What holds of a library's folder whenever its process was killed. Each check answers with faults in words. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { openCatalog } from '../../../../src/db/catalog.ts';
import { acquireLock } from '../../../../src/library/lock-file.ts';
import { buildThumbnailPath } from '../../../../src/ml/thumbnails-path.ts';
import { listShelf, type Shelf } from './shelf.ts';

/** Each counts what should not be there. */
const always: readonly (readonly [fault: string, sql: string])[] = [
  [
    'present files wait for nothing and have no photo with a vector',
    `SELECT count(*) FROM files WHERE state = 'present' AND NOT EXISTS (SELECT 1 FROM jobs WHERE file_id = files.id)
      AND (photo_id IS NULL OR NOT EXISTS (SELECT 1 FROM embeddings WHERE embeddings.photo_id = files.photo_id))`,
  ],
  [
    'jobs belong to no present file',
    `SELECT count(*) FROM jobs JOIN files ON files.id = file_id
      WHERE files.state = 'missing' AND jobs.state <> 'running'`,
  ],
];

/** After each kill. Opens the catalog as the next start does. */
export function checkCatalog(data: string, shelf: Shelf): readonly string[] {
  // The lock of a process that is dead stands in nobody's way.
  acquireLock(data).release();
  const catalog = openCatalog({ folder: data });
  const faults = [...catalog.checkIntegrity()];
  catalog.close();
  return [
    ...faults,
    ...readCatalogFile(data, (database) => [...countFaults(database, always), ...compareContents(database, shelf)]),
  ];
}

function readCatalogFile<Value>(data: string, read: (database: Database.Database) => Value): Value {
  const database = new Database(join(data, 'catalog.sqlite'), { readonly: true, fileMustExist: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function countFaults(database: Database.Database, checks: typeof always): string[] {
  return checks.flatMap(([fault, sql]) => {
    const count = database.prepare<[], number>(sql).pluck().get() ?? 0;
    return count === 0 ? [] : [`${count} ${fault}`];
  });
}

interface FileRow {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
  readonly hash: Buffer | null;
  readonly state: string;
  readonly hasJob: number;
}

function listFiles(database: Database.Database): readonly FileRow[] {
  return database
    .prepare<[], FileRow>(
      `SELECT relative_path AS path, files.size_bytes AS size, mtime_ms AS mtime, content_hash AS hash, state,
        EXISTS (SELECT 1 FROM jobs WHERE file_id = files.id) AS hasJob
      FROM files LEFT JOIN photos ON photos.id = photo_id`,
    )
    .all();
}

function hashFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** A file that is as the catalog knows it has the content that the catalog says. */
function compareContents(database: Database.Database, { photos }: Shelf): string[] {
  return listFiles(database).flatMap(({ path, size, mtime, hash, hasJob }) => {
    const stats = statSync(join(photos, path), { throwIfNoEntry: false });
    if (hash === null || hasJob === 1 || stats?.size !== size || Math.trunc(stats.mtimeMs) !== mtime) return [];
    return hashFile(join(photos, path)) === hash.toString('hex') ? [] : [`${path} has another content than its photo`];
  });
}

/** Thumbnails with their final name are whole. `seen`: those that were looked at before. */
export async function checkThumbnails(data: string, seen: Set<string>): Promise<readonly string[]> {
  const folder = join(data, 'thumbnails');
  if (!existsSync(folder)) return [];
  const faults: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(?:webp|jpg)$/.test(entry.name) || seen.has(path)) continue;
    seen.add(path);
    const isWhole = await sharp(path, { failOn: 'warning' })
      .raw()
      .toBuffer()
      .then(
        () => true,
        () => false,
      );
    if (!isWhole) faults.push(`the thumbnail ${entry.name} is not whole`);
  }
  return faults;
}

/** When everything is done that was to do: nothing is lost, nothing is there twice. */
export function checkSettled(data: string, shelf: Shelf): readonly string[] {
  return readCatalogFile(data, (database) => [...compareShelf(database, shelf), ...findUnfinished(database, data)]);
}

function compareShelf(database: Database.Database, shelf: Shelf): string[] {
  const present = listFiles(database).filter(({ state }) => state === 'present');
  const onDisk = listShelf(shelf);
  const known = present.map(({ path }) => path).sort();
  if (JSON.stringify(onDisk) !== JSON.stringify(known)) {
    const [disk, catalog] = [new Set(onDisk), new Set(known)];
    const lost = onDisk.filter((path) => !catalog.has(path));
    const invented = known.filter((path) => !disk.has(path));
    return [`lost: ${lost.join(', ')}; invented: ${invented.join(', ')}; ${known.length} of ${onDisk.length}`];
  }
  return present.flatMap(({ path, hash }) =>
    hash?.toString('hex') === hashFile(join(shelf.photos, path)) ? [] : [`${path} is not the photo it should be`],
  );
}

function findUnfinished(database: Database.Database, data: string): string[] {
  const jobs = database.prepare<[], string>('SELECT state FROM jobs').pluck().all();
  const shown = database.prepare<[], Buffer>('SELECT content_hash FROM photos WHERE present_files > 0').pluck().all();
  const missing = shown.filter((hash) =>
    (['grid', 'screen'] as const).some(
      (variant) => !existsSync(buildThumbnailPath(join(data, 'thumbnails'), hash.toString('hex'), variant)),
    ),
  );
  return [
    ...(jobs.length === 0 ? [] : [`${jobs.length} jobs are left (${[...new Set(jobs)].join(', ')})`]),
    ...(missing.length === 0 ? [] : [`${missing.length} photos have no thumbnails`]),
  ];
}

/** A journal that was made and never begun is passed over by SQLite, and stays until the next one of its name. */
const lasting =
  /^(catalog\.sqlite(-journal|\.closed)?|decisions\.journal|lock\.sqlite|backups|cache|thumbnails|models|atlases|logs)$/;

/** Right after the library was closed in order: nothing is left over, of whatever was killed before. */
export function checkLeftovers(data: string): readonly string[] {
  const above = readdirSync(data).filter((name) => !lasting.test(name));
  const drafts = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(tmp|partial|kept|copying)(-\w+)?$/.test(name),
  );
  return [...above, ...drafts].map((name) => `${name} was left behind`);
}
