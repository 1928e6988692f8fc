/** @file The library read-only: beside a window that owns the catalog, or without any catalog. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError } from '../api/errors.ts';
import type { NameProposal } from '../api/views.ts';
import { openCatalog, type Catalog } from '../db/catalog.ts';
import { resolveAtlases } from './atlases/atlas-choice.ts';
import { listDataFolders } from './data-folders.ts';
import { writeDecisionFile } from './decisions/decision-file.ts';
import { diagnose, type Diagnosis } from './diagnose.ts';
import { createEmbedderSupervisor } from './embedder/embedder-supervisor.ts';
import type { SidecarReport } from '../api/calls/exports.ts';
import { writeSidecars, type SidecarParams } from './export/sidecars/write-sidecars.ts';
import { readAtlasFacts } from './landmark-facts.ts';
import type { LibraryOptions } from './library-options.ts';
import { silentLogger } from './logger.ts';
import { createLookUps, type LookUps } from './look-ups.ts';
import { resolveModelFolder } from './models/model-choice.ts';
import { proposeNames } from './names/propose-names.ts';
import { loadCatalogVectors } from './prepare-embedder.ts';
import { createReadTools, type ReadTools } from './read-tools.ts';
import { exportAlbums, type ExportedAlbum } from './views/album-export.ts';
import { listDecisions, type ListedDecision } from './views/decision-list.ts';

export interface LibraryReader extends ReadTools, Pick<LookUps, 'findAlbumById' | 'findAlbumsByName'> {
  /** @throws CairnError `catalog-unusable` when there is none */
  readonly exportAlbums: () => readonly ExportedAlbum[];
  /** @throws CairnError as `exportAlbums` */
  readonly listDecisions: () => readonly ListedDecision[];
  /** Lines of a file of decisions. */
  readonly writeDecisions: () => Iterable<string>;
  /** Writes XMP sidecars into a folder of their own. @throws CairnError, see `writeSidecars` */
  readonly writeSidecars: (params: SidecarParams) => Promise<SidecarReport>;
  /** What an album could be called, the likeliest first. @throws CairnError `not-found` */
  readonly proposeNames: (albumId: number) => readonly NameProposal[];
  readonly diagnose: () => Promise<Diagnosis>;
  readonly close: () => void;
}

export interface LibraryReaderOptions extends LibraryOptions {
  /** `required`: there must be a catalog. `used`: taken when there is one. `unused`: never opened. */
  readonly catalogNeed: 'required' | 'used' | 'unused';
  /** Whether the embedder needs all vectors of the catalog (neighbours) or the references alone. */
  readonly needsNeighbours: boolean;
}

/**
 * Opens the library for reading.
 * @throws CairnError `catalog-unusable` or `catalog-from-the-future`
 */
export function openLibraryReader(options: LibraryReaderOptions): LibraryReader {
  const { dataFolder, log: logger = silentLogger } = options;
  const folders = listDataFolders(dataFolder);
  const catalog = openExistingCatalog(options);
  const lookUps = catalog === null ? null : createLookUps(catalog);
  const atlases = resolveAtlases(catalog, options);
  const supervisor = createEmbedderSupervisor({
    launch: options.launchEmbedder,
    logger,
    initialize: {
      modelFolder: resolveModelFolder(catalog, options),
      ...atlases,
      thumbnailFolder: folders.thumbnails,
      provider: options.provider ?? 'auto',
      // Reading leaves no trace where nothing of ours is yet.
      cacheFolder: catalog === null ? null : folders.cache,
    },
    prepare: async (client, result) => {
      const modelId = catalog?.embeddings.findModel(result.modelHash) ?? null;
      if (catalog === null || modelId === null) return;
      await loadCatalogVectors({ catalog, client, modelId, isReferencesOnly: !options.needsNeighbours });
    },
    isKnown: () => false,
    onPhotoStarted: () => undefined,
    onCrash: () => undefined,
    onViewChanged: () => undefined,
  });
  return {
    ...createReadTools({ supervisor, catalog, readAtlasFacts: () => readAtlasFacts(atlases, null) }),
    exportAlbums: () => (catalog === null ? [] : exportAlbums(catalog)),
    listDecisions: () => (catalog === null ? [] : listDecisions(catalog)),
    writeDecisions: () => (catalog === null ? [] : writeDecisionFile(catalog)),
    writeSidecars: async (params) => {
      if (catalog === null) throw new CairnError('catalog-unusable', `There is no catalog in ${dataFolder}.`);
      return await writeSidecars(catalog, params);
    },
    findAlbumById: (albumId) => lookUps?.findAlbumById(albumId) ?? null,
    findAlbumsByName: (name) => lookUps?.findAlbumsByName(name) ?? [],
    proposeNames: (albumId) => (catalog === null ? [] : proposeNames(catalog, albumId)),
    diagnose: () => diagnose({ version: options.version, dataFolder, catalog, supervisor }),
    close: () => {
      supervisor.close();
      catalog?.close();
    },
  };
}

function openExistingCatalog(options: LibraryReaderOptions): Catalog | null {
  const { dataFolder, catalogNeed, sqliteBinding } = options;
  if (catalogNeed === 'unused') return null;
  if (existsSync(join(dataFolder, 'catalog.sqlite'))) {
    return openCatalog({ folder: dataFolder, nativeBinding: sqliteBinding, isReadOnly: true });
  }
  if (catalogNeed === 'used') return null;
  throw new CairnError(
    'catalog-unusable',
    `There is no catalog in ${dataFolder}. Run "cairn scan FOLDER" first, or name its folder with --catalog.`,
  );
}
