/** @file The library: everything Cairn does, without a window. Electron's main and the command line open it. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import type { LibraryCallHandlers } from '../api/calls.ts';
import type { EventName, Events } from '../api/events.ts';
import type { Pace, Preferences } from '../api/preferences.ts';
import type { IndexingProgress, RootView } from '../api/views.ts';
import { CairnError } from '../api/errors.ts';
import { openCatalog, type Catalog } from '../db/catalog.ts';
import { explainOpenFailure } from '../db/open-failure.ts';
import type { InitializeParams } from '../ml/embedder-messages.ts';
import { verdictFileName } from '../ml/model/provider-verdicts.ts';
import type { ThumbnailVariant } from '../ml/thumbnails-path.ts';
import { isSpaceChanging } from './albums/album-space.ts';
import { resolveAtlases } from './atlases/atlas-choice.ts';
import { createAlbumUpkeep } from './albums/album-upkeep.ts';
import { readDecisionFile, writeDecisionFile, type ImportReport } from './decisions/decision-file.ts';
import { createDecisionService, type DecisionService } from './decisions/decision-service.ts';
import { createBackground } from './background.ts';
import { createAutomaticBackups, type BackupOutcome } from './backup/automatic-backups.ts';
import { listDataFolders } from './data-folders.ts';
import { diagnose, type Diagnosis } from './diagnose.ts';
import { findLastModel, hasOtherInputs, noteInputs, readEmbedderInputs } from './embedder-inputs.ts';
import { createEmbedderSupervisor } from './embedder/embedder-supervisor.ts';
import { createEventHub } from './event-hub.ts';
import { createExportService, type ExportService } from './export/export-service.ts';
import { createPathAliases } from './file-access.ts';
import { createBatteryPause } from './indexing/battery-pause.ts';
import { createDiskWatch, readFreeBytes } from './indexing/disk-space.ts';
import { createIndexer, type IndexTotals } from './indexing/indexer.ts';
import { createProgressKeeper } from './indexing/indexing-progress.ts';
import { createRunReporter } from './indexing/run-reporter.ts';
import { readAtlasFacts } from './landmark-facts.ts';
import type { LibraryOptions } from './library-options.ts';
import { localizeEmbedder, localizeHandlers } from './local/local-handlers.ts';
import { createLocalNames, type LocalNames } from './local/local-names.ts';
import { acquireLock, type Lock } from './lock-file.ts';
import { logFailure } from './log-failure.ts';
import { silentLogger } from './logger.ts';
import { createLookUps, type LookUps } from './look-ups.ts';
import { openDecisionJournal } from './journal/decision-journal.ts';
import { mapErrors } from './map-errors.ts';
import type { ModelInUse } from './model-in-use.ts';
import { resolveModelFolder } from './models/model-choice.ts';
import { prepareGenericNames } from './names/generic-names.ts';
import { createPackService, type PackService } from './packs/pack-service.ts';
import { createPhotoImages } from './photo-images.ts';
import { createPhotoInsight } from './photo-insight.ts';
import { readPreferences } from './preferences.ts';
import { prepareForWriting } from './prepare-embedder.ts';
import { tightenDataFolders } from './private-folders.ts';
import { createReadTools, type ReadTools } from './read-tools.ts';
import { createRegroupTools, type RegroupTools } from './regroup/regroup-service.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { createCatalogWatch } from './recovery/catalog-watch.ts';
import { refuseLostCatalog } from './recovery/lost-catalog.ts';
import { createEvidenceFinder } from './review/find-evidence.ts';
import { createReviewService } from './review/review-service.ts';
import { createNameFinder } from './search/name-finder.ts';
import { createSearchService } from './search/search-service.ts';
import { createRootService } from './roots/root-service.ts';
import { noteScan } from './scan/scan-log.ts';
import { createScanThread } from './scan/scan-thread.ts';
import { createScanner, type ScanTotals } from './scan/scanner.ts';
import { exportAlbums, type ExportedAlbum } from './views/album-export.ts';
import { createHandlers } from './views/handlers.ts';
import { createDriveWatch } from './watch/drive-watch.ts';
import { createFolderWatcher } from './watch/folder-watcher.ts';

export interface Library extends ReadTools, LookUps, RegroupTools {
  /** The window's calls. */
  readonly handlers: LibraryCallHandlers;
  readonly decisions: DecisionService;
  readonly exports: ExportService;
  /** Makes the decisions of another catalog's file here. @throws CairnError `invalid-input` when it is none */
  readonly importDecisions: (text: string) => ImportReport;
  readonly on: <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void;
  /** Adds a folder; while background work runs it is scanned at once. @throws CairnError, see RootService */
  readonly addRoot: (path: string) => RootView;
  /** Compares the folders with the catalog and queues what is new or changed. */
  readonly scan: (params: {
    readonly rootIds?: readonly number[];
    readonly signal: AbortSignal;
  }) => Promise<ScanTotals>;
  /** Works until the queue is empty. Rejects with CairnError when the embedder cannot be had. */
  readonly indexUntilDone: (params: { readonly signal: AbortSignal }) => Promise<IndexTotals>;
  /** Scans, watches and indexes by itself from now on. */
  readonly startBackground: () => void;
  /** @param fileId one of several that hold the photo; left out: the best to read */
  readonly locatePhoto: (photoId: number, fileId?: number) => { readonly path: string; readonly format: string } | null;
  readonly getThumbnail: (photoId: number, variant: ThumbnailVariant) => Promise<string | null>;
  readonly renderOriginal: (photoId: number) => Promise<string | null>;
  readonly packs: PackService;
  /** What the computer runs on now. */
  readonly setOnBattery: (isOnBattery: boolean) => void;
  /** Where a file of the catalog lies; null when it is gone or its drive is. */
  readonly locateFile: (fileId: number) => string | null;
  /** Lines of a file of decisions ([Note: decision file]). */
  readonly writeDecisions: () => Iterable<string>;
  /** Decisions that were made again from the journal when this library was opened ([Note: journal]). */
  readonly replayedDecisions: number;
  /** Makes an automatic backup now, unless the last one holds the same. @throws CairnError `catalog-unusable` */
  readonly backUp: () => Promise<BackupOutcome>;
  /** What is wrong with the catalog file; null: nothing that is known. */
  readonly getDamage: () => string | null;
  readonly exportAlbums: () => readonly ExportedAlbum[];
  readonly diagnose: () => Promise<Diagnosis>;
  /** Within a second: what is under way is let go and done again next time. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the library for writing. One process at a time.
 * @throws CairnError `catalog-unusable` or `catalog-from-the-future`
 */
export function openLibrary(options: LibraryOptions): Library {
  const lock = acquireLock(options.dataFolder, options.sqliteBinding);
  const folder = listDataFolders(options.dataFolder).catalog;
  const opened: Catalog[] = [];
  const open = (): Catalog => {
    const catalog = openCatalog({
      folder,
      nativeBinding: options.sqliteBinding,
      logger: { debug: (message) => options.log?.debug(message) },
    });
    opened.push(catalog);
    return catalog;
  };
  try {
    tightenDataFolders(options.dataFolder);
    refuseLostCatalog(options.dataFolder);
    return buildLibrary(options, lock, open);
  } catch (error) {
    // A file that is open cannot be put aside everywhere.
    for (const catalog of opened) catalog.close();
    lock.release();
    // Damage may show only in what is read after opening.
    throw explainOpenFailure(error, join(folder, 'catalog.sqlite'));
  }
}

/** The first view and its pictures go first. */
const warmUpAfterMs = 3000;
/** Nobody waits for it yet. */
const warmUpRestMs = 15;
/** Work that a backup does not disturb. */
const busyStates: readonly IndexingProgress['state'][] = ['scanning', 'indexing', 'embedding-again', 'grouping'];
/** A person who decides goes on deciding: the embedder is left alone meanwhile. */
const learnAfterMs = 4000;

function buildLibrary(options: LibraryOptions, lock: Lock, open: () => Catalog): Library {
  const { dataFolder, sqliteBinding, log: logger = silentLogger } = options;
  const folders = listDataFolders(dataFolder);
  const renditionFolder = join(folders.cache, 'renditions');
  const watch = createCatalogWatch({
    catalogPath: join(folders.catalog, 'catalog.sqlite'),
    workerEntry: options.copyWorkerEntry,
    sqliteBinding: sqliteBinding ?? null,
    logger,
    onDamaged: (damage) => hub.emit('catalog.damaged', { damage }),
  });
  // After the watch has seen how the catalog was left.
  const catalog = open();
  const journal = openDecisionJournal({ catalog, dataFolder, logger });
  const hub = createEventHub((error) => logFailure(logger, 'a listener failed', error));
  const reportError = (thrown: unknown): void => {
    const error = watch.noteError(thrown);
    if (!(error instanceof CairnError)) logFailure(logger, 'upkeep failed', error);
  };

  const getLocalNames = (): LocalNames | null => {
    const language = options.findLanguage?.(readPreferences(catalog.settings)) ?? 'en';
    return language === 'en' ? null : createLocalNames(catalog, language);
  };
  let modelFolder = resolveModelFolder(catalog, options);
  let atlases = resolveAtlases(catalog, options);
  let model: ModelInUse | null = null;
  const getModelId = (): number | null => model?.id ?? null;
  const aliases = createPathAliases(join(folders.cache, 'odd-names'));
  const roots = createRootService({
    catalog,
    dataFolder,
    ...(options.listMounts === undefined ? {} : { listMounts: options.listMounts }),
  });
  const noteInputsInUse = async (): Promise<void> =>
    noteInputs(catalog, await readEmbedderInputs(modelFolder, atlases));
  const getPace = (): Pace => options.pace ?? readPreferences(catalog.settings).pace;
  const readInitializeParams = (): InitializeParams => ({
    modelFolder,
    ...atlases,
    thumbnailFolder: folders.thumbnails,
    provider: options.provider ?? readPreferences(catalog.settings).provider,
    // A choice of long ago must not keep photos from being indexed; one that was named for this call is meant.
    fallsBack: options.provider === undefined,
    pace: getPace(),
    cacheFolder: folders.cache,
  });
  const supervisor = createEmbedderSupervisor({
    launch: options.launchEmbedder,
    logger,
    initialize: readInitializeParams(),
    prepare: async (client, result) => {
      const atlasFacts = await readAtlasFacts(atlases, result.modelHash);
      model = await prepareForWriting({ catalog, client, result, atlasFacts });
      // Noted when the albums have switched, else: until then the embedder is started without any job, too.
      if (!isSpaceChanging(catalog, model.hash)) await noteInputsInUse();
    },
    isKnown: (contentHash) => model !== null && catalog.embeddings.has(contentHash, model.id),
    onPhotoStarted: (key) => indexer.notePhotoStarted(key),
    onGroupProgress: (doneShare) => progress.noteGrouped(doneShare),
    onCrash: () => indexer.noteCrash(),
    onViewChanged: (view) => {
      const names = getLocalNames();
      hub.emit('embedder.changed', names === null ? view : localizeEmbedder(view, names));
    },
  });
  const upkeep = createAlbumUpkeep({
    catalog,
    getModelId,
    getClient: () => supervisor.getCurrent(),
    onChanged: () => hub.markChanged(),
    onError: reportError,
  });
  const progress = createProgressKeeper((value) => hub.emit('indexing.progress', value));
  const indexer = createIndexer({
    catalog,
    supervisor,
    aliases,
    progress,
    logger,
    getModel: () => model,
    hasOtherInputs: async () => hasOtherInputs(catalog, await readEmbedderInputs(modelFolder, atlases)),
    isRootAvailable: (rootId) => roots.refresh([rootId]).length > 0,
    getPace,
    onChanged: () => hub.markChanged(),
    onAlbumsTouched: (albumIds) => {
      upkeep.noteTouched(albumIds);
      review.noteAlbums(albumIds);
    },
    onSettled: () => {
      review.noteEverything();
      return upkeep.chooseCovers();
    },
    onSwitched: noteInputsInUse,
  });
  const thread = createScanThread(options.scanWorkerEntry, {
    catalogFolder: folders.catalog,
    sqliteBinding: sqliteBinding ?? null,
  });
  const scanner = createScanner({
    catalog,
    roots,
    thread,
    logger,
    onProgress: progress.noteFound,
    onChanged: () => {
      review.noteFiles();
      hub.markChanged();
    },
    findModelId: () => getModelId() ?? findLastModel(catalog),
  });
  const runs = createRunReporter(catalog.albums.listCounts, (report) => hub.emit('indexing.ended', report));
  const disk = createDiskWatch({
    readFreeBytes: () => readFreeBytes(dataFolder),
    onLow: () => {
      logger.warn('the drive of the data folder is nearly full');
      background.hold('disk');
    },
    onEnough: () => {
      background.release('disk');
      background.requestIndexing();
    },
  });
  const watcher = createFolderWatcher({ logger, onChange: (rootIds) => background.requestScan(rootIds) });
  const drives = createDriveWatch({
    findMoved: roots.findMoved,
    onMoved: (rootIds) => background.requestScan(rootIds),
    onError: reportError,
  });
  const background = createBackground({
    roots,
    scanner,
    indexer,
    watcher,
    progress,
    logger,
    countJobs: () => catalog.jobs.countByState(),
    onChanged: () => hub.markChanged(),
    onScanned: (totals, durationMs) => noteScan(catalog.settings, { atMs: Date.now(), durationMs, totals }),
    onDiskFull: disk.noteFull,
    onFailed: watch.noteError,
    onRunBegins: runs.begin,
    onRest: (newPhotos) => {
      runs.end(newPhotos);
      backups?.noteRest();
    },
  });
  const backups =
    options.copyWorkerEntry === undefined
      ? null
      : createAutomaticBackups({
          dataFolder,
          catalogPath: catalog.path,
          workerEntry: options.copyWorkerEntry,
          sqliteBinding: sqliteBinding ?? null,
          logger,
          isBusy: () => busyStates.includes(progress.get().state),
          isWorthIt: () => catalog.decisions.getLastId() > 0 || catalog.photos.count() > 0,
          readFreeBytes: () => readFreeBytes(dataFolder),
          onRefused: watch.check,
        });
  /** Exchanges the embedder for one with what was chosen meanwhile; what is under way is finished first. */
  const exchangeEmbedder = async (): Promise<void> => {
    modelFolder = resolveModelFolder(catalog, options);
    atlases = resolveAtlases(catalog, options);
    indexer.hold('change');
    try {
      await supervisor.restart(readInitializeParams());
    } finally {
      indexer.release('change');
    }
    // Started at once: whoever chose it sees how it does in its test.
    void supervisor.obtain().catch(reportError);
    background.requestIndexing();
    hub.markChanged();
  };
  const packs = createPackService({ library: options, catalog, onInputsChanged: exchangeEmbedder });
  const battery = createBatteryPause({
    isWanted: () => readPreferences(catalog.settings).pausesOnBattery,
    hold: () => background.hold('battery'),
    release: () => {
      background.release('battery');
      background.requestIndexing();
    },
  });
  let inForce = readPreferences(catalog.settings);
  const takeUpPreferences = (preferences: Preferences): void => {
    const before = inForce;
    inForce = preferences;
    hub.emit('preferences.changed', preferences);
    battery.update();
    if (before.provider === preferences.provider && before.pace === preferences.pace) return;
    void exchangeEmbedder().catch(reportError);
  };
  let isBackgroundRunning = false;
  let learning: NodeJS.Timeout | null = null;
  /** After the last of several decisions: what is in no album is looked at again. */
  const learnSoon = (): void => {
    if (!isBackgroundRunning) return;
    if (learning !== null) clearTimeout(learning);
    learning = setTimeout(() => background.requestIndexing(), learnAfterMs).unref();
  };
  const onDecided = (albumIds: readonly number[], teaches: boolean): void => {
    // First: on disk before anybody is told.
    journal.catchUp();
    if (teaches) {
      learnSoon();
      upkeep.noteTouched(albumIds);
      upkeep.noteReferencesChanged();
    }
    review.noteAlbums(albumIds);
    hub.markChanged();
  };
  const decisions = createDecisionService({ catalog, onDecided });
  const regroup = createRegroupTools({ catalog, supervisor, decisions, getModel: () => model });
  const review = createReviewService({
    catalog,
    findEvidence: createEvidenceFinder({
      catalog,
      supervisor,
      regroup,
      getModel: () => model,
      getProgress: progress.get,
    }),
    onChanged: () => hub.markChanged(),
    onError: reportError,
  });
  const names = createNameFinder(catalog);
  const search = createSearchService({ catalog, names });
  let warming: NodeJS.Timeout | null = null;
  /** What would keep main from others when it is first asked for. */
  const warmUp = async (): Promise<void> => {
    await search.warmUp();
    await prepareGenericNames(() => rest(warmUpRestMs, undefined, { ref: false }));
  };
  const images = mapErrors(
    createPhotoImages({
      catalog,
      supervisor,
      aliases,
      thumbnailFolder: folders.thumbnails,
      renditionFolder,
    }),
    watch.noteError,
  );

  const insight = createPhotoInsight({ supervisor, images });

  const lookUps = createLookUps(catalog);
  const exportService = mapErrors(
    createExportService({
      catalog,
      supervisor,
      locatePhoto: images.locate,
      getThumbnail: images.getThumbnail,
      findRoot: lookUps.findRoot,
      onProgress: (progress) => hub.emit('exports.progress', progress),
    }),
    watch.noteError,
  );

  const addRoot = (path: string): RootView => {
    const root = roots.add(path);
    hub.markChanged();
    if (isBackgroundRunning) background.requestScan([root.id]);
    return root;
  };
  // Left behind by a process that was killed.
  catalog.jobs.releaseAllRunning();
  removeLeftovers(folders, renditionFolder);

  const readTools = createReadTools({ supervisor, catalog, readAtlasFacts: () => readAtlasFacts(atlases, null) });
  return {
    ...readTools,
    handlers: localizeHandlers(
      mapErrors(
        createHandlers({
          catalog,
          roots,
          background,
          progress,
          supervisor,
          decisions,
          regroup,
          exports: exportService,
          review,
          names,
          search,
          addRoot,
          dataFolder,
          version: options.version,
          sampleLibraryFolder: options.sampleLibraryFolder,
          getModelId,
          explainPhoto: readTools.explainPhoto,
          readTools,
          insight,
          onChanged: () => hub.markChanged(),
          onPreferencesChanged: takeUpPreferences,
          packs,
          testProvidersAgain: async () => {
            await rm(join(folders.cache, verdictFileName), { force: true });
            await exchangeEmbedder();
          },
        }),
        watch.noteError,
      ),
      getLocalNames,
    ),
    packs,
    setOnBattery: battery.setOnBattery,
    locateFile: images.locateFile,
    writeDecisions: () => writeDecisionFile(catalog),
    ...lookUps,
    exports: exportService,
    ...regroup,
    decisions,
    importDecisions: (text) => {
      const report = readDecisionFile(catalog, text);
      onDecided(report.albumIds, true);
      return report;
    },
    on: hub.on,
    addRoot,
    scan: async (params) => {
      progress.setState('scanning');
      try {
        return await scanner.scan(params);
      } finally {
        progress.setState('idle');
      }
    },
    indexUntilDone: ({ signal }) => indexer.run(signal),
    startBackground: () => {
      isBackgroundRunning = true;
      disk.start();
      drives.start();
      background.start();
      watch.start();
      backups?.start();
      warming = setTimeout(() => void warmUp().catch(reportError), warmUpAfterMs).unref();
    },
    locatePhoto: images.locate,
    getThumbnail: images.getThumbnail,
    renderOriginal: images.renderOriginal,
    replayedDecisions: journal.replay?.made ?? 0,
    backUp: () => {
      if (backups === null) throw new CairnError('internal', 'This library makes no backups.');
      return backups.make();
    },
    getDamage: watch.getDamage,
    exportAlbums: () => exportAlbums(catalog),
    diagnose: () => diagnose({ version: options.version, dataFolder, catalog, supervisor }),
    close: async () => {
      if (learning !== null) clearTimeout(learning);
      if (warming !== null) clearTimeout(warming);
      search.close();
      backups?.close();
      watch.cancel();
      disk.close();
      drives.close();
      upkeep.close();
      exportService.cancel();
      review.close();
      // First, so that nobody waits for an answer of the embedder.
      supervisor.close();
      await Promise.all([background.close(), watcher.close(), thread.close()]);
      try {
        catalog.jobs.releaseAllRunning();
      } catch (error) {
        // One that cannot be read any more is closed all the same: else no copy could be put in its place.
        reportError(error);
      }
      hub.close();
      journal.close();
      catalog.close();
      watch.markClosed();
      lock.release();
    },
  };
}
