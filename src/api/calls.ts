/** @file The contract between renderer and main: every call, its input schema and its output type. */
import { z } from 'zod';
import { photoFilterSchema } from './photo-filter.ts';
import { albumFilterShape, albumListShape, type AlbumFacets, type AlbumSection } from './calls/album-lists.ts';
import {
  exportTargetShape,
  pageSizeSchema,
  type ExportEstimate,
  type ExportReport,
  type SidecarReport,
} from './calls/exports.ts';
import { preferencesPatchSchema, type Preferences } from './preferences.ts';
import {
  searchFilterSchema,
  searchImageMaxBytes,
  searchTextMaxLength,
  type ImageSearchResult,
  type SearchExample,
  type SearchResults,
} from './search.ts';
import type { HistoryEntry, ReviewCounts, ReviewQueue } from './review-views.ts';
import type {
  ActivityView,
  AtlasPackView,
  BackupView,
  DecisionImport,
  ModelImport,
  PacksView,
  PrivacyView,
  RecoveryView,
  SavedBackup,
} from './upkeep-views.ts';
import type {
  AlbumPhoto,
  AlbumSummary,
  AttentionView,
  CityView,
  DoubtfulConfirmation,
  DuplicateGroup,
  ExposureView,
  FailureView,
  IndexingProgress,
  LibraryOverview,
  NameMatch,
  MapPoints,
  NameProposal,
  Page,
  PhotoDetails,
  PhotoFacets,
  PhotoReasons,
  PhotoTile,
  PhotoTimeline,
  RegroupProposal,
  RootView,
  SettingsView,
  SimilarPhoto,
  UndoView,
} from './views.ts';

/** A row id of the catalog. */
export const idSchema = z.int().positive();
const pageShape = { offset: z.int().min(0).max(100_000_000), limit: z.int().min(1).max(1000) };
const nothing = z.strictObject({});
const photoIds = z.array(idSchema).min(1).max(10_000);
/** Longest album name a person may give, in UTF-16 units. */
export const albumNameMaxLength = 200;
/** sha256 of a model or an atlas pack, or `bundled`. */
const packId = z.string().regex(/^(?:bundled|[0-9a-f]{64})$/);
const proposalKey = z.string().regex(/^[0-9a-f]{32}$/);
const questionKey = z.string().min(1).max(1000);
const landmarkId = z.string().min(1).max(200);
const albumName = z.string().trim().min(1).max(albumNameMaxLength);

interface CallDefinition<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Type-level only: never present at run time. */
  readonly output?: Output;
}

function defineCall<Output>(): <Input extends z.ZodType>(input: Input) => CallDefinition<Input, Output> {
  return (input) => ({ input });
}

export const calls = {
  'library.overview': defineCall<LibraryOverview>()(nothing),
  'settings.get': defineCall<SettingsView>()(nothing),

  /** Opens the system's folder dialog; null when the person cancels. */
  'roots.choose': defineCall<RootView | null>()(nothing),
  'roots.addSample': defineCall<RootView>()(nothing),
  'roots.list': defineCall<readonly RootView[]>()(nothing),
  /** Forgets the folder; photos and decisions stay in the catalog. */
  'roots.remove': defineCall<null>()(z.strictObject({ rootId: idSchema })),
  /** Looks for changes in all folders. */
  'roots.rescan': defineCall<null>()(nothing),

  'indexing.progress': defineCall<IndexingProgress>()(nothing),
  'indexing.pause': defineCall<null>()(nothing),
  'indexing.resume': defineCall<null>()(nothing),
  'indexing.cancel': defineCall<null>()(nothing),
  'indexing.failures': defineCall<Page<FailureView>>()(z.strictObject(pageShape)),
  /** Tries failed and quarantined files again. */
  'indexing.retryFailed': defineCall<null>()(nothing),
  /** The same for these files alone. */
  'indexing.retry': defineCall<null>()(z.strictObject({ fileIds: z.array(idSchema).min(1).max(1000) })),
  /** Shows a file that could not be read, in the system's file manager. */
  'indexing.showInFolder': defineCall<null>()(z.strictObject({ fileId: idSchema })),
  'activity.get': defineCall<ActivityView>()(nothing),

  'albums.list': defineCall<Page<AlbumSummary>>()(z.strictObject({ ...pageShape, ...albumListShape })),
  /** The headings of that list: known ahead, so that a view has its height before any page is here. */
  'albums.sections': defineCall<readonly AlbumSection[]>()(z.strictObject(albumListShape)),
  'albums.facets': defineCall<AlbumFacets>()(z.strictObject(albumFilterShape)),
  /** Index in that list of the first album whose name begins with the words, else of one of whose words does; null: none. */
  'albums.findByName': defineCall<number | null>()(
    z.strictObject({ ...albumListShape, words: z.string().max(albumNameMaxLength) }),
  ),
  'albums.get': defineCall<AlbumSummary>()(z.strictObject({ albumId: idSchema })),
  /** Members, newest first; then photos that may belong to it (`isTentative`), the surest first. */
  'albums.photos': defineCall<Page<AlbumPhoto>>()(z.strictObject({ ...pageShape, albumId: idSchema })),
  'albums.rename': defineCall<AlbumSummary>()(z.strictObject({ albumId: idSchema, name: albumName })),
  /** All of `fromAlbumId` joins `intoAlbumId`, whose id stays, and whose name does unless the person named the other alone. */
  'albums.merge': defineCall<AlbumSummary>()(z.strictObject({ intoAlbumId: idSchema, fromAlbumId: idSchema })),
  'albums.confirm': defineCall<null>()(z.strictObject({ albumId: idSchema, photoIds })),
  /** "Not this landmark": remembered for ever. */
  'albums.reject': defineCall<null>()(z.strictObject({ albumId: idSchema, photoIds })),
  /** Rejected in one album, confirmed in the other. */
  'albums.move': defineCall<null>()(z.strictObject({ fromAlbumId: idSchema, intoAlbumId: idSchema, photoIds })),
  /** "It is landmark X": confirmed in the landmark's album, opened if there is none yet, and rejected in `fromAlbumId`. */
  'albums.confirmLandmark': defineCall<AlbumSummary>()(
    z.strictObject({ landmarkId, fromAlbumId: idSchema.nullable(), photoIds }),
  ),
  /** The photos get an album of their own, and leave `albumId` when there is one. */
  'albums.split': defineCall<AlbumSummary>()(
    z.strictObject({ albumId: idSchema.nullable(), photoIds, name: albumName.nullable() }),
  ),
  'albums.hide': defineCall<null>()(z.strictObject({ albumId: idSchema })),
  'albums.show': defineCall<null>()(z.strictObject({ albumId: idSchema })),
  'albums.setCover': defineCall<AlbumSummary>()(z.strictObject({ albumId: idSchema, photoId: idSchema })),
  /** "This is landmark X": the album that shows it already, where there is one. */
  'albums.link': defineCall<AlbumSummary>()(z.strictObject({ albumId: idSchema, landmarkId })),

  /** What the album could be called, the likeliest first; `albums.rename` or `albums.link` takes one up. */
  'albums.nameProposals': defineCall<readonly NameProposal[]>()(z.strictObject({ albumId: idSchema })),

  /** What a new grouping of everything would change, the surest first. */
  'albums.proposals': defineCall<readonly RegroupProposal[]>()(nothing),
  /** Makes the decision that a proposal of the last list stands for. */
  'albums.acceptProposal': defineCall<null>()(z.strictObject({ key: proposalKey })),
  /** Never proposes it again. */
  'albums.dismissProposal': defineCall<null>()(z.strictObject({ key: proposalKey })),

  /** "Not a landmark" of a whole group: its photos leave every album for ever. Says how many they are. */
  'albums.notLandmark': defineCall<{ readonly photoCount: number }>()(z.strictObject({ albumId: idSchema })),
  /** Confirmed photos that look unlike the others are of the album all the same: they are not asked about again. */
  'albums.keep': defineCall<null>()(z.strictObject({ albumId: idSchema, photoIds })),

  /** Questions that make the library right, the most useful first; `albumId`: those of one album alone. */
  'review.queue': defineCall<ReviewQueue>()(
    z.strictObject({
      ...pageShape,
      limit: z.int().min(1).max(20),
      albumId: idSchema.nullable(),
      /** Those that were skipped, instead of the others. */
      isSkipped: z.boolean(),
    }),
  ),
  'review.counts': defineCall<ReviewCounts>()(z.strictObject({ albumId: idSchema.nullable() })),
  /** Not asked again before something about it has changed. */
  'review.skip': defineCall<null>()(z.strictObject({ key: questionKey })),
  'review.unskip': defineCall<null>()(z.strictObject({ key: questionKey })),

  /** Every decision, the latest first, undone ones too. */
  'decisions.history': defineCall<Page<HistoryEntry>>()(
    z.strictObject({ ...pageShape, limit: z.int().min(1).max(200) }),
  ),
  /** Undoes or redoes all decisions up to this one, itself included. Says how many. */
  'decisions.turnTo': defineCall<{ readonly turned: number }>()(
    z.strictObject({ decisionId: idSchema, turn: z.enum(['undo', 'redo']) }),
  ),
  /** What undo and redo would turn; null: nothing. */
  'decisions.state': defineCall<UndoView>()(nothing),
  'decisions.undo': defineCall<UndoView>()(nothing),
  'decisions.redo': defineCall<UndoView>()(nothing),

  /** What a text may mean: names, places, dates, cameras, keywords, file names; `limit` tiles a group. */
  'search.query': defineCall<SearchResults>()(
    z.strictObject({ text: z.string().max(searchTextMaxLength), limit: z.int().min(0).max(50) }),
  ),
  /** Photos that fit a filter of `search.query`, newest first. */
  'search.photos': defineCall<Page<PhotoTile>>()(z.strictObject({ ...pageShape, filter: searchFilterSchema })),
  /** Things of this library to try the search with. */
  'search.examples': defineCall<readonly SearchExample[]>()(nothing),
  /** The landmark that a picture from outside shows, and photos that look like it. The picture is kept nowhere. */
  'search.image': defineCall<ImageSearchResult>()(
    z.strictObject({
      bytes: z
        .instanceof(Uint8Array)
        .refine(({ length }) => length > 0, 'The picture is empty.')
        .refine(({ length }) => length <= searchImageMaxBytes, 'The picture is larger than 64 MiB.'),
    }),
  ),
  /** Albums and known landmarks by name or alias, in any script, typing errors forgiven, best first. Empty text: the albums. */
  'names.find': defineCall<readonly NameMatch[]>()(
    z.strictObject({
      text: z.string().max(200),
      limit: z.int().min(1).max(50),
      /** Known landmarks without an album, too: so unless it is false. */
      includesLandmarks: z.boolean().optional(),
    }),
  ),
  /** Everything that the filter leaves, newest first, photos without a date last. */
  'photos.list': defineCall<Page<PhotoTile>>()(z.strictObject({ ...pageShape, filter: photoFilterSchema.optional() })),
  /** The same list by month. */
  'photos.timeline': defineCall<PhotoTimeline>()(z.strictObject({ filter: photoFilterSchema.optional() })),
  'photos.facets': defineCall<PhotoFacets>()(nothing),
  /** `exact`: one content in several files. `near`: resized copies, and shots of one scene seconds apart. Newest first. */
  'photos.duplicates': defineCall<Page<DuplicateGroup>>()(
    z.strictObject({ offset: pageShape.offset, limit: z.int().min(1).max(100), kind: z.enum(['exact', 'near']) }),
  ),
  /** "These are different": they are not shown as near duplicates of each other again. */
  'photos.setDifferent': defineCall<null>()(z.strictObject({ photoIds: z.array(idSchema).min(2).max(100) })),
  'photos.setFavourite': defineCall<null>()(z.strictObject({ photoIds, isFavourite: z.boolean() })),
  'photos.get': defineCall<PhotoDetails>()(z.strictObject({ photoId: idSchema })),
  'photos.similar': defineCall<readonly SimilarPhoto[]>()(
    z.strictObject({ photoId: idSchema, limit: z.int().min(1).max(200) }),
  ),
  /** Where the model looked on the photo. Computed when asked for. */
  'photos.attention': defineCall<AttentionView>()(z.strictObject({ photoId: idSchema })),
  /** Lens, time, aperture: read from the file when asked for; null while it cannot be read. */
  'photos.exposure': defineCall<ExposureView | null>()(z.strictObject({ photoId: idSchema })),
  /** Why the photo is recognised as it is. */
  'photos.why': defineCall<PhotoReasons>()(z.strictObject({ photoId: idSchema })),
  /** Confirmed photos that teach nothing, because they do not look like the others of their album. */
  'photos.doubtful': defineCall<readonly DoubtfulConfirmation[]>()(nothing),
  /** "Not a landmark": the photos leave every album for ever. */
  'photos.notLandmark': defineCall<null>()(z.strictObject({ photoIds })),
  /** What an export would take. */
  'exports.estimate': defineCall<ExportEstimate>()(z.strictObject(exportTargetShape)),
  /** Asks for a folder and copies the files; null when the person cancels either. */
  'exports.copyFiles': defineCall<ExportReport | null>()(z.strictObject(exportTargetShape)),
  /** Asks for a folder and writes one HTML file; null when the person cancels either. */
  'exports.writePage': defineCall<ExportReport | null>()(
    z.strictObject({ ...exportTargetShape, size: pageSizeSchema }),
  ),
  /**
   * Asks for a folder and writes what a person said as XMP sidecars, in the form of their folders; null when they cancel. Sidecars
   * that are there and say something else are replaced only when `isReplacing`.
   */
  'exports.writeSidecars': defineCall<SidecarReport | null>()(z.strictObject({ isReplacing: z.boolean() })),
  'exports.cancel': defineCall<null>()(nothing),
  /** Shows what was exported last. */
  'exports.showLast': defineCall<null>()(nothing),
  /** The pointer drags these photos out of the window: their files go to where it lets go. */
  'photos.dragOut': defineCall<null>()(z.strictObject({ photoIds })),
  /** `fileId`: one of several that hold the photo. */
  'photos.showInFolder': defineCall<null>()(z.strictObject({ photoId: idSchema, fileId: idSchema.optional() })),
  /** Tiles of these photos in this order; those that are not there (any more) are left out. */
  'photos.tiles': defineCall<readonly PhotoTile[]>()(z.strictObject({ photoIds: z.array(idSchema).max(1000) })),

  /** Where every photo of the library was taken. */
  'map.points': defineCall<MapPoints>()(nothing),
  /** The largest cities of a box of degrees, the largest first. `west` > `east`: over the 180th meridian. */
  'map.cities': defineCall<readonly CityView[]>()(
    z.strictObject({
      south: z.number().min(-90).max(90),
      west: z.number().min(-180).max(180),
      north: z.number().min(-90).max(90),
      east: z.number().min(-180).max(180),
      limit: z.int().min(1).max(500),
    }),
  ),

  'preferences.get': defineCall<Preferences>()(nothing),
  /** Changes those that are given; returns all. */
  'preferences.set': defineCall<Preferences>()(preferencesPatchSchema),
  'settings.showDataFolder': defineCall<null>()(nothing),

  /** Forgets what graphics processors did in their tests and tests them again. */
  'embedder.testAgain': defineCall<null>()(nothing),
  'packs.list': defineCall<PacksView>()(nothing),
  /** Opens a file dialog; null when the person cancels. */
  'atlases.import': defineCall<AtlasPackView | null>()(nothing),
  'atlases.use': defineCall<null>()(z.strictObject({ id: packId, isUsed: z.boolean() })),
  'atlases.remove': defineCall<null>()(z.strictObject({ id: packId })),
  /** Opens a folder dialog, checks the model and uses it; null when the person cancels. */
  'models.import': defineCall<ModelImport | null>()(nothing),
  /** Null: the bundled one. */
  'models.use': defineCall<null>()(z.strictObject({ hash: packId.nullable() })),
  'models.remove': defineCall<null>()(z.strictObject({ hash: packId })),

  'backups.list': defineCall<readonly BackupView[]>()(nothing),
  /** Copies the catalog to a file that the person chooses, and reads it back; null when they cancel. */
  'backups.save': defineCall<SavedBackup | null>()(nothing),
  /**
   * Puts a copy in the place of the catalog, which is kept; `null` lets the person choose a file. False when they cancel. What was
   * decided since the copy was made is made again unless `isReplayed` is false.
   */
  'backups.restore': defineCall<boolean>()(
    z.strictObject({ name: z.string().min(1).max(200).nullable(), isReplayed: z.boolean().optional() }),
  ),
  'recovery.get': defineCall<RecoveryView>()(nothing),
  /** An empty catalog takes the place of the damaged one, which is kept; decisions come from their journal. */
  'recovery.startAnew': defineCall<null>()(nothing),
  /** Number of decisions that were written; null when the person cancels. */
  'decisions.export': defineCall<number | null>()(nothing),
  'decisions.import': defineCall<DecisionImport | null>()(nothing),
  'privacy.get': defineCall<PrivacyView>()(nothing),
} as const;

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = Exclude<(typeof calls)[Name]['output'], undefined>;

/** One function a call. Rejects with `CairnError` for the failures a person can do something about. */
export type CallHandlers = {
  readonly [Name in CallName]: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
};
/** Calls that need a window or the desktop: Electron's main answers them itself. */
export type DesktopCallName =
  'roots.choose' | 'photos.showInFolder' | 'settings.showDataFolder' | UpkeepCallName | ExportCallName;
/** Those that take photos out of the window. */
export type ExportCallName =
  'exports.copyFiles' | 'exports.writePage' | 'exports.writeSidecars' | 'exports.showLast' | 'photos.dragOut';
/** Those of them that Settings and Activity make; copies of the catalog are at hand also where no library can be opened. */
export type UpkeepCallName =
  | 'indexing.showInFolder'
  | 'atlases.import'
  | 'models.import'
  | 'backups.list'
  | 'backups.save'
  | 'backups.restore'
  | 'recovery.get'
  | 'recovery.startAnew'
  | 'decisions.export'
  | 'decisions.import'
  | 'privacy.get';
/** Calls that the library answers wherever it runs. */
export type LibraryCallHandlers = Omit<CallHandlers, DesktopCallName>;
