/** @file The catalog: everything Cairn knows, in one SQLite file. Main (or the command line) is its only writer. */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CairnError } from '../api/errors.ts';
import { createAlbumsRepository, type AlbumsRepository } from './albums.ts';
import { createAwaitedDecisionsRepository, type AwaitedDecisionsRepository } from './awaited-decisions.ts';
import { openConnection, type CatalogLogger, type Connection } from './connection.ts';
import { createCoverCandidatesRepository, type CoverCandidatesRepository } from './cover-candidates.ts';
import { createDecisionsRepository, type DecisionsRepository } from './decisions.ts';
import { createDismissedProposalsRepository, type DismissedProposalsRepository } from './dismissed-proposals.ts';
import { createDuplicatesRepository, type DuplicatesRepository } from './duplicates.ts';
import { createEmbeddingsRepository, type EmbeddingsRepository } from './embeddings.ts';
import { createFavouritesRepository, type FavouritesRepository } from './favourites.ts';
import { createExportPhotosRepository, type ExportPhotosRepository } from './export-photos.ts';
import { findForeignObjects } from './foreign-objects.ts';
import { createFilesRepository, type FilesRepository } from './files.ts';
import { checkIntegrity } from './integrity.ts';
import { createJobsRepository, type JobsRepository } from './jobs.ts';
import { createLandmarksRepository, type LandmarksRepository } from './landmarks.ts';
import { createMapPointsRepository, type MapPointsRepository } from './map-points.ts';
import { createMembershipsRepository, type MembershipsRepository } from './memberships.ts';
import { checkVersion, findLatestVersion, migrateCatalog } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { explainOpenFailure, recoveryAdvice } from './open-failure.ts';
import { createPhotoEvidenceRepository, type PhotoEvidenceRepository } from './photo-evidence.ts';
import { createPhotoListsRepository, type PhotoListsRepository } from './photo-lists.ts';
import { createPhotoSearchRepository, type PhotoSearchRepository } from './photo-search.ts';
import { createPhotosRepository, type PhotosRepository } from './photos.ts';
import { createPhotoTasksRepository, type PhotoTasksRepository } from './photo-tasks.ts';
import { createPlaceholdersRepository, type PlaceholdersRepository } from './placeholders.ts';
import { createReviewAlbumsRepository, type ReviewAlbumsRepository } from './review-albums.ts';
import { createReviewSkipsRepository, type ReviewSkipsRepository } from './review-skips.ts';
import { createRootsRepository, type RootsRepository } from './roots.ts';
import { createSidecarPhotosRepository, type SidecarPhotosRepository } from './sidecar-photos.ts';
import { createSettingsRepository, type SettingsRepository } from './settings.ts';
import { tighten } from './tighten.ts';
import { UnreadableCatalogError } from './unreadable-catalog.ts';

export interface OpenCatalogOptions {
  /** Folder of the catalog, made when absent (not when read only). The file is `catalog.sqlite` in it. */
  readonly folder: string;
  /** Path of another build of better-sqlite3's addon; undefined: the published one. */
  readonly nativeBinding?: string | undefined;
  /** Reads a catalog that exists and has this version's form; every write fails. */
  readonly isReadOnly?: boolean | undefined;
  /** Told of statements over 50 ms. */
  readonly logger?: CatalogLogger | undefined;
  /** Integer ms since the epoch; tests turn it. */
  readonly now?: (() => number) | undefined;
  /** Those of src/db/migrations unless a test gives fewer or more. */
  readonly migrations?: readonly Migration[] | undefined;
}

export interface Catalog {
  /** Absolute path of the SQLite file. */
  readonly path: string;
  readonly roots: RootsRepository;
  readonly files: FilesRepository;
  readonly photos: PhotosRepository;
  readonly embeddings: EmbeddingsRepository;
  readonly landmarks: LandmarksRepository;
  readonly albums: AlbumsRepository;
  readonly memberships: MembershipsRepository;
  readonly decisions: DecisionsRepository;
  readonly dismissedProposals: DismissedProposalsRepository;
  readonly awaitedDecisions: AwaitedDecisionsRepository;
  readonly photoEvidence: PhotoEvidenceRepository;
  readonly photoLists: PhotoListsRepository;
  readonly photoTasks: PhotoTasksRepository;
  readonly favourites: FavouritesRepository;
  readonly duplicates: DuplicatesRepository;
  readonly placeholders: PlaceholdersRepository;
  readonly mapPoints: MapPointsRepository;
  readonly photoSearch: PhotoSearchRepository;
  readonly exportPhotos: ExportPhotosRepository;
  readonly sidecarPhotos: SidecarPhotosRepository;
  readonly reviewAlbums: ReviewAlbumsRepository;
  readonly reviewSkips: ReviewSkipsRepository;
  readonly coverCandidates: CoverCandidatesRepository;
  readonly jobs: JobsRepository;
  readonly settings: SettingsRepository;
  /** Runs synchronous `fn` in one transaction; nests; a throw rolls back. A sudden power cut may lose the last ones. */
  readonly transaction: <Value>(fn: () => Value) => Value;
  /** Like `transaction`, and on disk when it returns: for what a person decided. Not inside `transaction`. */
  readonly transactionDurably: <Value>(fn: () => Value) => Value;
  /** What is wrong with the file, in plain words; empty when nothing is. Reads the whole catalog. */
  readonly checkIntegrity: () => string[];
  readonly close: () => void;
}

/**
 * Opens the catalog in `folder`, making or migrating it. Folder and file are made for their owner alone.
 * @throws CairnError `catalog-from-the-future` or `catalog-unusable`, with what to do.
 */
export function openCatalog(options: OpenCatalogOptions): Catalog {
  const { nativeBinding, isReadOnly = false, logger, now, migrations = allMigrations } = options;
  const folder = resolve(options.folder);
  const path = join(folder, 'catalog.sqlite');
  let connection: Connection | undefined;
  try {
    if (isReadOnly) refuseAbsence(path);
    else makePrivateFile(folder, path);
    connection = openConnection({ path, isReadOnly, nativeBinding, logger, now });
    refuseForeignObjects(connection, migrations, nativeBinding);
    if (isReadOnly) refuseOtherForm(connection, migrations);
    else migrateCatalog(connection, folder, migrations);
    return buildCatalog(connection);
  } catch (error) {
    connection?.close();
    throw explainOpenFailure(error, path);
  }
}

function buildCatalog(connection: Connection): Catalog {
  const photos = createPhotosRepository(connection);
  return {
    path: connection.path,
    roots: createRootsRepository(connection),
    files: createFilesRepository(connection),
    photos,
    embeddings: createEmbeddingsRepository(connection),
    landmarks: createLandmarksRepository(connection),
    albums: createAlbumsRepository(connection, photos),
    memberships: createMembershipsRepository(connection),
    decisions: createDecisionsRepository(connection),
    dismissedProposals: createDismissedProposalsRepository(connection),
    awaitedDecisions: createAwaitedDecisionsRepository(connection),
    photoEvidence: createPhotoEvidenceRepository(connection),
    photoLists: createPhotoListsRepository(connection),
    photoTasks: createPhotoTasksRepository(connection),
    favourites: createFavouritesRepository(connection),
    duplicates: createDuplicatesRepository(connection),
    placeholders: createPlaceholdersRepository(connection),
    mapPoints: createMapPointsRepository(connection),
    photoSearch: createPhotoSearchRepository(connection),
    exportPhotos: createExportPhotosRepository(connection),
    sidecarPhotos: createSidecarPhotosRepository(connection),
    reviewAlbums: createReviewAlbumsRepository(connection),
    reviewSkips: createReviewSkipsRepository(connection),
    coverCandidates: createCoverCandidatesRepository(connection),
    jobs: createJobsRepository(connection),
    settings: createSettingsRepository(connection),
    transaction: connection.transaction,
    transactionDurably: connection.transactionDurably,
    checkIntegrity: () => checkIntegrity(connection),
    close: connection.close,
  };
}

/** SQLite gives its -wal and -shm files the mode of this one. Those that are there already lose the rights of all others. */
function makePrivateFile(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  for (const suffix of ['', '-wal', '-shm']) tighten(path + suffix);
}

function refuseAbsence(path: string): void {
  if (existsSync(path)) return;
  throw new CairnError('catalog-unusable', `There is no catalog at ${path}. Add a folder of photos with Cairn first.`);
}

/** Before anything is written or asked: a view in the place of a table may never answer. */
function refuseForeignObjects(
  connection: Connection,
  migrations: readonly Migration[],
  nativeBinding: string | undefined,
): void {
  const [foreign] = connection.readOneState(() =>
    findForeignObjects(connection, migrations, checkVersion(connection, migrations), nativeBinding),
  );
  if (foreign === undefined) return;
  throw new CairnError(
    'catalog-unusable',
    `The catalog ${connection.path} holds what Cairn did not make (${foreign.slice(0, 100)}). ${recoveryAdvice}`,
    { cause: new UnreadableCatalogError(foreign) },
  );
}

function refuseOtherForm(connection: Connection, migrations: readonly Migration[]): void {
  if (checkVersion(connection, migrations) === findLatestVersion(migrations)) return;
  throw new CairnError(
    'catalog-unusable',
    `The catalog ${connection.path} is from an older version of Cairn. Open it once with Cairn, which brings it up to date.`,
  );
}
