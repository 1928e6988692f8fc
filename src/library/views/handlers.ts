/** @file The window's calls, answered by the library. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { CairnError } from '../../api/errors.ts';
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { AlbumSummary, Page, PhotoReasons, RootView, SettingsView, SimilarPhoto } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { DecisionService } from '../decisions/decision-service.ts';
import { countFacets } from '../albums/album-facets.ts';
import { buildSections } from '../albums/album-sections.ts';
import type { Background } from '../background.ts';
import type { EmbedderSupervisor } from '../embedder/embedder-supervisor.ts';
import { listDoubtful } from '../evidence/list-doubtful.ts';
import type { ExportService } from '../export/export-service.ts';
import { showPath } from '../file-access.ts';
import type { Preferences } from '../../api/preferences.ts';
import type { ProgressKeeper } from '../indexing/indexing-progress.ts';
import { changePreferences, readPreferences } from '../preferences.ts';
import { proposeNames } from '../names/propose-names.ts';
import type { ReadTools } from '../read-tools.ts';
import type { RegroupTools } from '../regroup/regroup-service.ts';
import type { PhotoInsight } from '../photo-insight.ts';
import type { RootService } from '../roots/root-service.ts';
import type { NameFinder } from '../search/name-finder.ts';
import type { SearchService } from '../search/search-service.ts';
import type { ReviewService } from '../review/review-service.ts';
import { createDecisionHandlers } from './decision-handlers.ts';
import { createReviewHandlers } from './review-handlers.ts';
import { createSearchHandlers } from './search-handlers.ts';
import { createMapHandlers } from './map-handlers.ts';
import { createUpkeepHandlers, type UpkeepTools } from './upkeep-handlers.ts';
import { createDuplicateHandlers } from './duplicate-handlers.ts';
import { viewPhoto } from './photo-details.ts';
import { createPhotoListHandlers } from './photo-list-handlers.ts';
import { showTile } from './show-tile.ts';

export interface HandlerOptions extends UpkeepTools {
  readonly catalog: Catalog;
  readonly roots: RootService;
  readonly background: Background;
  readonly progress: ProgressKeeper;
  readonly supervisor: EmbedderSupervisor;
  readonly decisions: DecisionService;
  readonly regroup: RegroupTools;
  readonly exports: ExportService;
  readonly review: ReviewService;
  readonly names: NameFinder;
  readonly search: SearchService;
  /** Null before the first embedder told its model. */
  readonly getModelId: () => number | null;
  readonly version: string;
  readonly dataFolder: string;
  readonly sampleLibraryFolder: string | null;
  readonly addRoot: (path: string) => RootView;
  readonly explainPhoto: (photoId: number) => Promise<PhotoReasons>;
  readonly readTools: Pick<ReadTools, 'explainFile' | 'similar'>;
  readonly insight: PhotoInsight;
  readonly onChanged: () => void;
  readonly onPreferencesChanged: (preferences: Preferences) => void;
}

/** Makes the handlers. Input was checked by the schemas of src/api. */
export function createHandlers(options: HandlerOptions): LibraryCallHandlers {
  const { catalog, roots, background, progress, supervisor, decisions, regroup, insight, onChanged } = options;

  const summarize = (albumId: number): AlbumSummary => {
    const target = catalog.albums.resolve(albumId);
    const summary = target === null ? null : catalog.albums.getSummary(target);
    if (summary === null) throw new CairnError('not-found', 'This album is not in the library (any more).');
    return summary;
  };
  const countFailures = (): number => {
    const { failed, quarantined } = catalog.jobs.countByState();
    return failed + quarantined;
  };

  return {
    'library.overview': () => ({
      roots: catalog.roots.list().length,
      photos: catalog.photos.count(),
      albums: catalog.albums.listPage({ offset: 0, limit: 1, sort: 'photos' }).total,
      failures: countFailures(),
      indexing: progress.get(),
    }),
    'settings.get': (): SettingsView => ({
      version: options.version,
      dataFolder: options.dataFolder,
      roots: roots.list(),
      embedder: supervisor.getView(),
    }),

    'preferences.get': () => readPreferences(catalog.settings),
    'preferences.set': (patch) => {
      const preferences = changePreferences(catalog.settings, patch);
      options.onPreferencesChanged(preferences);
      return preferences;
    },

    'roots.addSample': () => {
      if (options.sampleLibraryFolder === null) {
        throw new CairnError('not-found', 'The sample library is not part of this installation.');
      }
      return options.addRoot(options.sampleLibraryFolder);
    },
    'roots.list': () => roots.list(),
    'roots.remove': ({ rootId }) => {
      roots.remove(rootId);
      background.requestScan([]);
      onChanged();
      return null;
    },
    'roots.rescan': () => {
      background.resume();
      background.requestScan();
      return null;
    },

    'indexing.progress': () => progress.get(),
    'indexing.pause': () => {
      background.hold('person');
      return null;
    },
    'indexing.resume': () => {
      supervisor.reset();
      background.resume();
      return null;
    },
    'indexing.cancel': () => {
      background.cancel();
      return null;
    },
    'indexing.failures': ({ offset, limit }) => {
      const items = catalog.jobs.listFailures({ offset, limit }).map((row) => {
        const path = showPath(row.rootPath, row.relativePath);
        const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        const { fileId, reason, tries, isQuarantined } = row;
        return { fileId, fileName: path.slice(end + 1), folder: path.slice(0, end), reason, tries, isQuarantined };
      });
      return { offset, total: countFailures(), items };
    },
    'indexing.retryFailed': () => {
      catalog.jobs.retryFailed();
      background.resume();
      onChanged();
      return null;
    },

    'albums.list': (page): Page<AlbumSummary> => ({ offset: page.offset, ...catalog.albums.listPage(page) }),
    'albums.sections': ({ sort, ...filter }) => buildSections(sort, catalog.albums.listMarks(sort, filter)),
    'albums.facets': async (filter) => {
      const albums = catalog.albums.listTraits();
      await yieldToEventLoop();
      const years = catalog.albums.listYears();
      await yieldToEventLoop();
      return countFacets({ albums, years }, filter);
    },
    'albums.findByName': ({ words, sort, ...filter }) => catalog.albums.findByName(words, sort, filter),
    'albums.get': ({ albumId }) => summarize(albumId),
    'albums.photos': ({ albumId, offset, limit }) => {
      const { id, photoCount, tentativeCount } = summarize(albumId);
      const members = catalog.albums.listPhotos({ albumId: id, offset, limit });
      const left = limit - members.length;
      const rest = Math.max(0, offset - photoCount);
      const others = left > 0 ? catalog.albums.listTentative({ albumId: id, offset: rest, limit: left }) : [];
      return { offset, total: photoCount + tentativeCount, items: [...members, ...others].map(showTile) };
    },
    'albums.nameProposals': ({ albumId }) => proposeNames(catalog, albumId),
    'albums.proposals': () => regroup.proposeRegroup(),
    'albums.acceptProposal': ({ key }) => {
      regroup.acceptProposal(key);
      return null;
    },
    'albums.dismissProposal': ({ key }) => {
      regroup.dismissProposal(key);
      return null;
    },
    'exports.estimate': (target) => options.exports.estimate(target),
    'exports.cancel': () => {
      options.exports.cancel();
      return null;
    },
    ...createDecisionHandlers(decisions, summarize),
    ...createSearchHandlers({ ...options, tools: options.readTools }),
    ...createReviewHandlers({ catalog, decisions, review: options.review }),
    ...createMapHandlers(catalog),
    ...createUpkeepHandlers(options),

    ...createPhotoListHandlers(catalog, countFailures),
    ...createDuplicateHandlers(catalog),
    'photos.get': ({ photoId }) => viewPhoto(catalog, photoId),
    'photos.similar': ({ photoId, limit }) => findSimilar(options, photoId, limit),
    'photos.why': ({ photoId }) => options.explainPhoto(photoId),
    'photos.attention': ({ photoId }) => insight.getAttention(photoId),
    'photos.exposure': ({ photoId }) => insight.getExposure(photoId),
    'photos.doubtful': async () => {
      const client = await supervisor.obtain();
      const modelId = options.getModelId();
      return modelId === null ? [] : listDoubtful(catalog, client, modelId);
    },
  };
}

async function findSimilar(options: HandlerOptions, photoId: number, limit: number): Promise<readonly SimilarPhoto[]> {
  const { catalog, supervisor } = options;
  if (catalog.photos.get(photoId) === null) {
    throw new CairnError('not-found', 'This photo is not in the library (any more).');
  }
  const client = await supervisor.obtain();
  const modelId = options.getModelId();
  const vector = modelId === null ? null : catalog.embeddings.get(photoId, modelId);
  // Waits to be indexed with the model in use.
  if (vector === null) return [];
  const { photoIds, cosines } = await client.request('neighbours', { queries: vector, k: limit + 1 });
  const cosineOf = new Map([...photoIds].map((id, index) => [id, cosines[index] ?? 0]));
  const others = [...photoIds].filter((id) => id !== 0 && id !== photoId).slice(0, limit);
  return catalog.photos
    .getTiles(others)
    .filter(({ availability }) => availability !== 'missing')
    .map((tile) => ({ ...showTile(tile), cosine: cosineOf.get(tile.id) ?? 0 }));
}
