import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { PhotoFilter } from '../../../src/api/photo-filter.ts';
import { createAlbumsRepository } from '../../../src/db/albums.ts';
import { openConnection, type Connection } from '../../../src/db/connection.ts';
import { createDecisionsRepository } from '../../../src/db/decisions.ts';
import { createDuplicatesRepository } from '../../../src/db/duplicates.ts';
import { createEmbeddingsRepository } from '../../../src/db/embeddings.ts';
import { createFavouritesRepository } from '../../../src/db/favourites.ts';
import { createCoverCandidatesRepository } from '../../../src/db/cover-candidates.ts';
import { createExportPhotosRepository } from '../../../src/db/export-photos.ts';
import { createFilesRepository } from '../../../src/db/files.ts';
import { createJobsRepository } from '../../../src/db/jobs.ts';
import { createLandmarksRepository } from '../../../src/db/landmarks.ts';
import { createMapPointsRepository } from '../../../src/db/map-points.ts';
import { createMembershipsRepository } from '../../../src/db/memberships.ts';
import { createPhotoEvidenceRepository } from '../../../src/db/photo-evidence.ts';
import { migrateCatalog } from '../../../src/db/migrate.ts';
import { migrations } from '../../../src/db/migrations/index.ts';
import { createPhotoListsRepository } from '../../../src/db/photo-lists.ts';
import { createPhotoSearchRepository } from '../../../src/db/photo-search.ts';
import { createPhotoTasksRepository } from '../../../src/db/photo-tasks.ts';
import { createPhotosRepository } from '../../../src/db/photos.ts';
import { createPlaceholdersRepository } from '../../../src/db/placeholders.ts';
import { createReviewAlbumsRepository } from '../../../src/db/review-albums.ts';
import { createReviewSkipsRepository } from '../../../src/db/review-skips.ts';
import { createRootsRepository } from '../../../src/db/roots.ts';
import { createSettingsRepository } from '../../../src/db/settings.ts';
import { defer, makeFolder } from './temporary-catalog.ts';

/** Of SQLite's virtual machine. */
interface Instruction {
  readonly opcode: string;
  readonly p1: number;
  readonly p3: number;
}

/** One of each kind, and all together. */
const photoFilters: readonly PhotoFilter[] = [
  { albumId: 1 },
  { landmark: 'with' },
  { landmark: 'without' },
  { country: 'FR' },
  { year: 2024 },
  { year: 'none' },
  { camera: 'X' },
  { format: 'jpeg' },
  { isFavourite: true },
  { albumId: 1, landmark: 'with', country: 'FR', year: 2024, camera: 'X', format: 'jpeg', isFavourite: true },
];

interface Plan {
  readonly sql: string;
  /** Details of EXPLAIN QUERY PLAN, in order. */
  readonly steps: readonly string[];
}

/** The plan of every statement that the repositories prepare. */
const explainAll = (): { readonly plans: readonly Plan[]; readonly database: Database.Database } => {
  const folder = makeFolder();
  const path = join(folder, 'catalog.sqlite');
  closeSync(openSync(path, 'w'));
  const connection = openConnection({ path, isReadOnly: false });
  defer(connection.close);
  migrateCatalog(connection, folder, migrations);
  const database = new Database(path, { readonly: true });
  defer(() => database.close());
  const plans: Plan[] = [];
  const recording: Connection = {
    ...connection,
    prepare: (sql, shape) => {
      plans.push({ sql: sql.replaceAll(/\s+/g, ' ').trim(), steps: explain(database, sql) });
      return connection.prepare(sql, shape);
    },
  };
  const photos = createPhotosRepository(recording);
  for (const create of [
    createDecisionsRepository,
    createDuplicatesRepository,
    createEmbeddingsRepository,
    createFavouritesRepository,
    createCoverCandidatesRepository,
    createExportPhotosRepository,
    createFilesRepository,
    createJobsRepository,
    createLandmarksRepository,
    createMapPointsRepository,
    createMembershipsRepository,
    createPhotoEvidenceRepository,
    createPhotoTasksRepository,
    createPlaceholdersRepository,
    createPhotoSearchRepository,
    createReviewAlbumsRepository,
    createReviewSkipsRepository,
    createRootsRepository,
    createSettingsRepository,
  ]) {
    create(recording);
  }
  createAlbumsRepository(recording, photos);
  const lists = createPhotoListsRepository(recording);
  for (const filter of photoFilters) {
    lists.listIds({ filter, offset: 0, limit: 1 });
    lists.listMonths(filter);
  }
  return { plans, database };
};

const explain = (database: Database.Database, sql: string): string[] =>
  bindOnes(sql, database.prepare<[unknown], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)).map(
    ({ detail }) => detail,
  );

/** Runs an EXPLAIN with 1 for every parameter. */
const bindOnes = <Row>(sql: string, statement: Database.Statement<[unknown], Row>): Row[] => {
  const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1] as const);
  if (names.length > 0) return statement.all(Object.fromEntries(names));
  return statement.all(Array<number>(sql.split('?').length - 1).fill(1));
};

/** Statements that read all of something, with the reason why that is right. */
const wholeReads: readonly { readonly start: string; readonly step: RegExp; readonly reason: string }[] = [
  ...['SELECT 1 FROM photos_to_', 'SELECT count(*) FROM photos_to_', 'DELETE FROM photos_to_'].map((start) => ({
    start,
    step: /^SCAN photos_to_(recognize|group)$/,
    reason: 'the first row; or all that wait, which is what they are there for',
  })),
  ...[
    'SELECT 1 FROM albums_counted_later',
    'DELETE FROM albums_counted_later',
    'SELECT album_photos.photo_id FROM',
  ].map((start) => ({ start, step: /^SCAN albums_counted_later$/, reason: 'the albums of one decision' })),
  {
    start: 'SELECT id, kind, name, is_named_by_person',
    step: /^SCAN albums USING INDEX albums_by_photos$/,
    reason: 'the review drafts all albums once, in slices',
  },
  { start: 'SELECT key, fingerprint', step: /^SCAN review_skips$/, reason: 'as many as a person made by hand' },
  {
    start: 'SELECT id FROM photos WHERE present_files > 0 AND NOT EXISTS',
    step: /^SCAN photos USING INDEX photos_shown$/,
    reason: 'another model has to see all of them',
  },
  {
    start: 'SELECT id FROM photos INDEXED BY photos_timeline WHERE present_files > 0',
    step: /^SCAN photos USING INDEX photos_timeline$/,
    reason: 'pages in index order; see the opcode test',
  },
  {
    start: 'SELECT count(*) FROM photos',
    step: /^SCAN photos USING INDEX photos_shown$/,
    reason: 'counts entries of an index',
  },
  {
    start: 'SELECT id, sort_ms FROM photos',
    step: /^SCAN photos USING INDEX photos_shown$/,
    reason: 'the first piece of all photos, in index order',
  },
  {
    start: 'SELECT id FROM photos INDEXED BY photos_copied',
    step: /^SCAN photos USING INDEX photos_copied$/,
    reason: 'pages in index order',
  },
  {
    start: 'SELECT count(*) FROM photos WHERE present_files > 1',
    step: /^SCAN photos USING INDEX photos_copied$/,
    reason: 'counts entries of an index',
  },
  {
    start: 'SELECT group_id FROM near_duplicates',
    step: /^SCAN near_duplicates USING COVERING INDEX near_duplicates_by_group$/,
    reason: 'pages in index order; a few of all photos look the same as another',
  },
  {
    start: 'SELECT count(*) FROM (SELECT group_id FROM near_duplicates',
    step: /^SCAN (near_duplicates USING COVERING INDEX near_duplicates_by_group|\(subquery-1\))$/,
    reason: 'a few of all photos look the same as another',
  },
  { start: 'SELECT photo_id AS photoId, group_id', step: /^SCAN near_duplicates$/, reason: 'all groups are compared' },
  { start: 'SELECT low.id AS a', step: /^SCAN different_photos$/, reason: 'as many as a person made by hand' },
  {
    start: 'SELECT taken_month AS month',
    step: /^SCAN photos USING INDEX photos_timeline$/,
    reason: 'counts entries of an index',
  },
  {
    start: 'SELECT landmarks.country AS value',
    step: /^SCAN photos USING INDEX photos_timeline$/,
    reason: 'photos without a position, from an index',
  },
  {
    start: 'SELECT format AS value',
    step: /^SCAN photos USING INDEX photos_by_format$/,
    reason: 'counts entries of an index',
  },
  {
    start: 'SELECT count(*) FROM photos',
    step: /^SCAN photos USING INDEX photos_(favourite|unplaced)$/,
    reason: 'counts entries of an index',
  },
  {
    start: 'SELECT id, l',
    step: /^SCAN photos USING INDEX photos_(unpictured|unlocated)$/,
    reason: 'the first entries of an index',
  },
  {
    start: 'SELECT albums.id, kind',
    step: /USING INDEX albums_by_(name|recent|place)$/,
    reason: 'pages in index order',
  },
  {
    start: 'SELECT country, city',
    step: /USING INDEX albums_by_(name|recent|place)$/,
    reason: 'one word of each album',
  },
  { start: 'SELECT sort_name FROM albums', step: /USING INDEX albums_by_(name|recent|place)$/, reason: 'the same' },
  { start: 'SELECT id, country', step: /USING INDEX albums_by_place$/, reason: 'the same' },
  { start: 'WITH RECURSIVE firsts', step: /^SCAN firsts$/, reason: 'a step for each year of each album' },
  { start: 'SELECT id, name, kind', step: /^SCAN albums$/, reason: 'export of all albums' },
  { start: 'SELECT id, name, photo_count', step: /^SCAN albums/, reason: 'counts of all albums, once a run' },
  { start: 'SELECT id, uuid, kind, landmark_id', step: /^SCAN albums$/, reason: 'list of all albums' },
  { start: 'SELECT count(*) FROM decisions', step: /^SCAN decisions$/, reason: 'as many as a person made by hand' },
  { start: 'INSERT OR REPLACE INTO memberships', step: /^SCAN \d+-ROW VALUES/, reason: 'what the caller gives' },
  { start: 'SELECT name FROM albums', step: /^SCAN albums$/, reason: 'names that a new album may not have' },
  { start: 'SELECT landmarks.id, name, aliases', step: /^SCAN landmarks$/, reason: 'list of the atlas' },
  { start: 'DELETE FROM landmarks', step: /^SCAN (landmarks|albums)$/, reason: 'a new atlas, once a version' },
  { start: 'SELECT jobs.state', step: /USING COVERING INDEX jobs_by_root$/, reason: 'counts entries of an index' },
  { start: 'SELECT file_id AS fileId', step: /^SCAN jobs USING INDEX jobs_failed$/, reason: 'pages in index order' },
  { start: "UPDATE jobs SET state = 'queued', tries", step: /USING INDEX jobs_failed$/, reason: 'all failed jobs' },
  { start: "UPDATE jobs SET state = 'queued', upd", step: /USING INDEX jobs_running$/, reason: 'all running jobs' },
  { start: "DELETE FROM jobs WHERE state = 'running'", step: /USING INDEX jobs_running$/, reason: 'the same' },
  { start: 'SELECT 1 FROM jobs', step: /^SCAN jobs USING COVERING INDEX jobs_running$/, reason: 'stops at the first' },
];
/** A few folders and models; the ids that were asked for. */
const smallTables = /^SCAN (roots|models|wanted|json_each|page)\b/;

describe('query plans', () => {
  it('read no big table from end to end', () => {
    const { plans } = explainAll();
    expect(plans.length).toBeGreaterThan(70);
    const scans = plans.flatMap(({ sql, steps }) =>
      steps
        .filter((step) => step.startsWith('SCAN') && !smallTables.test(step))
        .filter((step) => !wholeReads.some((one) => sql.startsWith(one.start) && one.step.test(step)))
        .map((step) => `${step}: ${sql}`),
    );
    expect(scans).toEqual([]);
  });

  it('sort nothing but the files and the memberships of one photo, and photos by country of their landmark', () => {
    const sorted = explainAll().plans.filter(({ steps }) => steps.some((step) => step.includes('TEMP B-TREE')));
    expect(sorted.map(({ sql }) => /FROM .*? WHERE \w+ = \?|^SELECT \S+ AS value/.exec(sql)?.[0])).toEqual([
      'FROM files JOIN roots ON roots.id = files.root_id WHERE photo_id = ?',
      'FROM memberships JOIN albums ON albums.id = album_id WHERE photo_id = ?',
      'SELECT landmarks.country AS value',
    ]);
  });

  it('build no index on the fly', () => {
    const { plans } = explainAll();
    expect(plans.filter(({ steps }) => steps.some((step) => step.includes('AUTOMATIC')))).toEqual([]);
  });

  it.each([
    [
      ['FROM files WHERE root_id = ? AND relative_path > ?'],
      'sqlite_autoindex_files_1 (root_id=? AND relative_path>?)',
    ],
    [
      ['FROM files WHERE root_id = ? AND relative_path = ?'],
      'sqlite_autoindex_files_1 (root_id=? AND relative_path=?)',
    ],
    [['count(DISTINCT photo_id)'], 'COVERING INDEX files_by_root_state (root_id=? AND state=?)'],
    [['SELECT id FROM photos WHERE content_hash'], '(content_hash=?)'],
    [
      ['SELECT 1 FROM photos JOIN embeddings'],
      'COVERING INDEX sqlite_autoindex_embeddings_1 (model_id=? AND photo_id=?)',
    ],
    [['SELECT photo_id, vector', 'ORDER BY photo_id'], '(model_id=? AND photo_id>?)'],
    [['FROM embeddings CROSS JOIN photos', 'ORDER BY embeddings.photo_id LIMIT'], '(model_id=? AND photo_id>?)'],
    [['SELECT photos.id, content_hash FROM json_each'], 'SEARCH photos USING INTEGER PRIMARY KEY (rowid=?)'],
    [["state = 'queued' AND crashes = 0 ORDER BY"], 'jobs_next (root_id=?)'],
    [['SELECT 1 FROM jobs WHERE crashes > 0'], 'jobs_suspect (state=?)'],
    [['FROM json_each(?) AS wanted CROSS JOIN photos', 'LEFT JOIN files'], 'files_by_photo (photo_id=?)'],
    [['group_concat', 'FROM json_each(?) AS wanted'], 'files_by_photo (photo_id=?)'],
    [['SELECT id, sort_ms', '(sort_ms, id) <'], 'SEARCH photos USING INDEX photos_shown (sort_ms<?)'],
    [['FROM photos WHERE present_files > 0 AND id > ?'], 'SEARCH photos USING INTEGER PRIMARY KEY (rowid>?)'],
    [['SELECT id, photo_id, relative_path FROM files'], 'SEARCH files USING INTEGER PRIMARY KEY (rowid>?)'],
    [['AS wanted CROSS JOIN album_photos'], 'SEARCH album_photos USING PRIMARY KEY (album_id=?)'],
    [['FROM (SELECT album_id, photo_id FROM album_photos'], 'SEARCH album_photos USING PRIMARY KEY (album_id=?)'],
    [['FROM photos WHERE id > ? AND present_files > 0'], 'SEARCH photos USING INTEGER PRIMARY KEY (rowid>?)'],
    [['WHERE (album_id, sort_ms, photo_id) > (?, ?, ?)'], 'SEARCH album_photos USING PRIMARY KEY ((album_id,sort_ms'],
    [['SELECT albums.id', 'ORDER BY photo_count DESC'], 'albums_by_photos'],
    [['SELECT albums.id', 'ORDER BY sort_name'], 'albums_by_name'],
    [['SELECT albums.id', 'ORDER BY latest_taken_ms DESC'], 'albums_by_recent'],
    [['SELECT albums.id', 'ORDER BY place_key'], 'albums_by_place'],
    [
      ['WITH RECURSIVE firsts'],
      'SEARCH album_photos USING COVERING INDEX album_photos_by_taken (album_id=? AND taken_ms>?',
    ],
    [['FROM landmark_names CROSS JOIN landmarks'], 'SEARCH landmark_names USING PRIMARY KEY (name_key=?)'],
    [['FROM landmarks WHERE latitude'], 'landmarks_by_latitude (latitude>? AND latitude<?)'],
    [['FROM memberships JOIN albums'], 'memberships_by_photo (photo_id=?)'],
    [["state <> 'suggested' AND (album_id, photo_id) > (?, ?)"], 'memberships_decided ((album_id,photo_id)>(?,?))'],
    [
      ['memberships.is_tentative AS isTentative', "memberships.state = 'suggested'"],
      'SEARCH memberships USING PRIMARY KEY (album_id=?)',
    ],
  ])('of %s use %s', (parts, index) => {
    const found = explainAll().plans.filter(({ sql }) => parts.every((part) => sql.includes(part)));
    expect(found).toHaveLength(1);
    expect(found[0]?.steps.join('\n')).toContain(index);
  });

  it('skip to a page of photos, and count them, without reading a single row of the table', () => {
    const { plans, database } = explainAll();
    const statements = plans.filter(
      ({ sql }) =>
        /^SELECT (id|count\(\*\)|taken_month.*?) FROM photos (INDEXED BY \w+ )?WHERE present_files > 0/.test(sql) &&
        !/EXISTS|SELECT .*SELECT/.test(sql),
    );
    expect(statements).toHaveLength(18);
    for (const { sql } of statements) {
      const program = bindOnes(sql, database.prepare<[unknown], Instruction>(`EXPLAIN ${sql}`));
      const opcodes = program.map(({ opcode }) => opcode);
      expect(opcodes, sql).toContain('DeferredSeek');
      for (const read of ['SeekRowid', 'NotExists', 'FinishSeek']) expect(opcodes, sql).not.toContain(read);
      // The seek, put off until a column of the table is asked for, never happens: those read are in the index.
      const table = program.find(({ opcode }) => opcode === 'DeferredSeek')?.p3;
      expect(
        program.filter(({ opcode, p1 }) => opcode === 'Column' && p1 === table),
        sql,
      ).toEqual([]);
    }
  });

  it('of triggers look rows up', () => {
    const { database } = explainAll();
    const triggers = database.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").pluck().all();
    const statements = triggers.flatMap((sql) =>
      sql
        .slice(sql.indexOf('BEGIN') + 5, sql.lastIndexOf('END'))
        .split(';')
        .map((statement) => statement.trim().replaceAll(/\b(?:NEW|OLD)\.\w+/g, '?'))
        .filter((statement) => statement !== '' && !statement.includes('RAISE(')),
    );
    expect(statements.length).toBeGreaterThan(10);
    for (const sql of statements) {
      const steps = explain(database, sql);
      expect(
        steps.filter((step) => /SCAN|TEMP B-TREE|AUTOMATIC/.test(step)),
        sql,
      ).toEqual([]);
      expect(steps.length, sql).toBeGreaterThan(0);
    }
    expect(statements.some((sql) => explain(database, sql).join().includes('album_photos_by_taken'))).toBe(true);
  });
});
