/** @file Catalogs of older forms with photos, albums and decisions in them, to be migrated. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection, type Connection } from '../../../../src/db/connection.ts';
import { migrateCatalog } from '../../../../src/db/migrate.ts';
import { migrations } from '../../../../src/db/migrations/index.ts';

export interface OldCatalog {
  readonly path: string;
  readonly version: number;
}

const photoCount = 150;
const albumCount = 8;

/** Makes one of each form but the latest, in a folder each. */
export function makeOldCatalogs(folder: string): readonly OldCatalog[] {
  return migrations.slice(0, -1).map(({ version }, index) => {
    const own = join(folder, String(version));
    mkdirSync(own, { recursive: true });
    const path = join(own, 'catalog.sqlite');
    closeSync(openSync(path, 'a', 0o600));
    const connection = openConnection({ path, isReadOnly: false });
    migrateCatalog(connection, own, migrations.slice(0, 1));
    connection.transaction(() => fill(connection));
    migrateCatalog(connection, own, migrations.slice(0, index + 1));
    connection.close();
    return { path, version };
  });
}

/** Rows as the first form has them. */
function fill({ prepare }: Connection): void {
  prepare(`INSERT INTO roots VALUES (1, 'volume-1', 'Disk', '/photos', 'photos', 'online', 1)`).run();
  prepare(`INSERT INTO models VALUES (1, 'model', 'model', 16)`).run();
  const addPhoto = prepare<[number, Buffer, number]>(`INSERT INTO photos VALUES
    (?, ?, 1000, 'jpeg', 400, 300, 1, ?, NULL, 'exif', 43.7, 7.27, 'Canon', 'EOS 5D', 1)`);
  const addFile = prepare<[number, string, number]>(`INSERT INTO files VALUES (?, 1, ?, 1000, 1, ?, 'present', NULL)`);
  const addVector = prepare<[number, Buffer]>('INSERT INTO embeddings VALUES (?, 1, ?)');
  const addAlbum = prepare<[number, string, string, number]>(`INSERT INTO albums VALUES
    (?, 'group', NULL, ?, ?, ?, NULL, NULL, NULL, NULL, NULL, 1)`);
  const addMember = prepare<[number, number, string]>('INSERT INTO memberships VALUES (?, ?, ?, 0.9, 1)');
  const addDecision = prepare<[string, string]>('INSERT INTO decisions (at_ms, kind, payload) VALUES (1, ?, ?)');
  for (let id = 1; id <= albumCount; id += 1) addAlbum.run(id, `Album ${id}`, `album ${id}`, id % 2);
  for (let id = 1; id <= photoCount; id += 1) {
    const hash = createHash('sha256').update(`photo ${id}`).digest();
    addPhoto.run(id, hash, 1_600_000_000_000 + id * 1000);
    addFile.run(id, `${id}.jpg`, id);
    addVector.run(id, Buffer.from(Float32Array.from({ length: 16 }, (_, d) => Math.sin(id + d)).buffer));
    const state = ['suggested', 'confirmed', 'rejected'][id % 3] ?? '';
    addMember.run(1 + (id % albumCount), id, state);
    if (state !== 'suggested') {
      const kind = state === 'confirmed' ? 'confirm' : 'reject';
      addDecision.run(kind, JSON.stringify({ albumId: 1 + (id % albumCount), photos: [hash.toString('hex')] }));
    }
  }
}

/** What every form holds and no migration may lose, as a hash. */
export function readLasting(path: string): string {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const rows = [
      'SELECT id, hex(content_hash), taken_ms, latitude FROM photos ORDER BY 1',
      'SELECT id, relative_path, photo_id, state FROM files ORDER BY 1',
      'SELECT photo_id, hex(vector) FROM embeddings ORDER BY 1',
      'SELECT id, name, is_named_by_person FROM albums ORDER BY 1',
      'SELECT album_id, photo_id, state FROM memberships ORDER BY 1, 2',
      'SELECT id, kind FROM decisions ORDER BY 1',
    ].map((sql) => database.prepare(sql).raw().all());
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  } finally {
    database.close();
  }
}

/** The form of a catalog. */
export function readVersion(path: string): number {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return Number(database.pragma('user_version', { simple: true }));
  } finally {
    database.close();
  }
}
