/** @file What the renderer and the command line are shown: plain, serialisable views of the catalog. */

/** Where a photo's content can be read now. `offline`: its volume is absent; `missing`: no file holds it any more. */
export type Availability = 'present' | 'offline' | 'missing';

/** How a photo belongs to an album. `rejected` is remembered but never shown as a member. */
export type MembershipState = 'suggested' | 'confirmed' | 'rejected';

/** `landmark`: the atlas knows it. `group`: found by similarity alone. */
export type AlbumKind = 'landmark' | 'group';

/** An album or a known landmark that a name means; a known landmark that has an album comes as the album. */
export interface NameMatch {
  /** Null: a known landmark without an album. */
  readonly albumId: number | null;
  readonly landmarkId: string | null;
  readonly name: string;
  /** The other name that fits; null: the name itself does. */
  readonly matched: string | null;
  /** "Nice, France", or null. */
  readonly place: string | null;
  readonly coverPhotoId: number | null;
  readonly photoCount: number;
}

/** One part of a list. `offset` and `items.length` are in rows; `total` counts the whole list. */
export interface Page<Item> {
  readonly offset: number;
  readonly total: number;
  readonly items: readonly Item[];
}

export interface RootView {
  readonly id: number;
  /** Absolute path as last seen, for display. */
  readonly path: string;
  readonly label: string;
  readonly state: 'online' | 'offline';
  /** Distinct photos under this root. */
  readonly photoCount: number;
  /** When its drive was there last, integer ms since the epoch; null when that is not known. */
  readonly lastSeenMs: number | null;
}

export interface AlbumSummary {
  readonly id: number;
  readonly kind: AlbumKind;
  readonly name: string;
  readonly isNamedByPerson: boolean;
  readonly landmarkId: string | null;
  /** "Nice, France", or null when nothing says where it is. */
  readonly place: string | null;
  /** Of the landmark, or the middle of the photos that say where they were taken: WGS 84, degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Suggested and confirmed members together. */
  readonly photoCount: number;
  readonly suggestedCount: number;
  /** Further photos that may belong to it, not sure enough to be members. */
  readonly tentativeCount: number;
  /** Probability in [0, 1] that a group shows one landmark, when it was last found; null for others. */
  readonly certainty: number | null;
  /** A person hid it. */
  readonly isHidden: boolean;
  readonly coverPhotoId: number | null;
  /** Integer ms since the epoch, or null when no member has a capture time. */
  readonly earliestTakenMs: number | null;
  readonly latestTakenMs: number | null;
}

export interface PhotoTile {
  readonly id: number;
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly takenMs: number | null;
  readonly fileName: string;
  readonly availability: Availability;
  /** A person marked it. */
  readonly isFavourite: boolean;
  /** Stands in for the picture until it is there: a thumbhash in base64; null when there is none (yet). */
  readonly thumbhash: string | null;
}

/** A run of the list of photos. */
export interface TimelineMonth {
  /** First moment of the month in UTC, ms since the epoch; null: photos without a date, the last run. */
  readonly startMs: number | null;
  readonly count: number;
}

/** The list of photos by month, newest first: its length before any page of it is fetched. */
export interface PhotoTimeline {
  readonly total: number;
  readonly months: readonly TimelineMonth[];
}

/** A value that photos can be filtered by, and how many have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** What the photos of the library can be filtered by; albums are listed by `albums.list`. */
export interface PhotoFacets {
  /** ISO 3166-1 alpha-2, the most photos first, as in the lists below. */
  readonly countries: readonly FacetValue[];
  readonly cameras: readonly FacetValue[];
  readonly formats: readonly FacetValue[];
  /** Newest first. */
  readonly years: readonly { readonly year: number; readonly count: number }[];
  readonly undated: number;
  readonly favourites: number;
  readonly withoutLandmark: number;
  /** Files that could not be read: `indexing.failures` lists them. */
  readonly failures: number;
}

export interface AlbumPhoto extends PhotoTile {
  readonly state: 'suggested' | 'confirmed';
  /** Calibrated probability in [0, 1]; null for a photo that a person put there. */
  readonly confidence: number | null;
  /** Not sure enough to be a member: only suggested. */
  readonly isTentative: boolean;
}

/**
 * What a new grouping of everything would change in the albums; nothing of it is done before a person accepts it. `merge`: all of
 * `fromAlbumId` joins `albumId`. `move`: the photos leave `fromAlbumId` for `albumId`. `split`: they leave `albumId` for an album of
 * their own. `join`: they are only suggested to `albumId` and become its members.
 */
export interface RegroupProposal {
  /** Says the same proposal again; changes when what is proposed does. */
  readonly key: string;
  readonly kind: 'merge' | 'move' | 'split' | 'join';
  readonly albumId: number;
  readonly albumName: string;
  readonly fromAlbumId: number | null;
  readonly fromAlbumName: string | null;
  readonly photoIds: readonly number[];
  /** Probability in [0, 1] that it is right, as far as the photos tell. */
  readonly certainty: number;
  /** In plain words. */
  readonly reason: string;
}

/** A name that an album could have; it has it when a person says so. */
export interface NameProposal {
  readonly name: string;
  /** The known landmark that the album would be linked to; null: only a name. */
  readonly landmarkId: string | null;
  /** What says it, the strongest of several. */
  readonly source: 'gps' | 'folder' | 'keyword' | 'city';
  /** How much speaks for it, in [0, 1]. */
  readonly weight: number;
  /** In plain words. */
  readonly why: string;
}

export interface PhotoMembership {
  readonly albumId: number;
  readonly name: string;
  readonly kind: AlbumKind;
  readonly state: MembershipState;
  readonly confidence: number | null;
  /** Suggested, but not surely enough to be a member. */
  readonly isTentative: boolean;
}

/** One of several files of one content, or one of several photos that look the same. */
export interface DuplicatePhoto extends PhotoTile, PhotoFileView {
  readonly sizeBytes: number;
  readonly format: string;
}

/** Photos that are there more than once. */
export interface DuplicateGroup {
  readonly id: number;
  /** All of them; `photos` may hold fewer. */
  readonly count: number;
  /** The file with the most pixels, of equal ones with the most bytes; null: all are the same. */
  readonly largestFileId: number | null;
  readonly photos: readonly DuplicatePhoto[];
}

/** One file that holds a photo. */
export interface PhotoFileView {
  readonly fileId: number;
  readonly fileName: string;
  /** As shown to the person. */
  readonly folder: string;
  readonly availability: Availability;
}

/** How a photo was exposed, as its camera wrote it down; null: it did not. */
export interface ExposureView {
  readonly lens: string | null;
  readonly exposureSeconds: number | null;
  readonly fNumber: number | null;
  readonly iso: number | null;
  readonly focalLengthMm: number | null;
  /** As a lens on 35 mm film. */
  readonly focalLength35Mm: number | null;
}

/** Where the model looked, on the upright photo: `values` is `height x width`, row-major, each at least 0. `absent`: the model does not say. */
export type AttentionView =
  | { readonly kind: 'map'; readonly width: number; readonly height: number; readonly values: Float32Array }
  | { readonly kind: 'absent' };

export interface PhotoDetails extends PhotoTile {
  /** Folder of the file as shown to the person. */
  readonly folder: string;
  readonly format: string;
  readonly sizeBytes: number;
  readonly takenOffsetMinutes: number | null;
  readonly takenSource: 'exif' | 'gps' | 'file-name' | 'file-time' | null;
  /** WGS 84, degrees. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** "Nice, France" from the offline city table, or null. */
  readonly place: string | null;
  readonly camera: string | null;
  /** Every file that holds this same content, the one to read first. */
  readonly files: readonly PhotoFileView[];
  readonly memberships: readonly PhotoMembership[];
}

/** What it is that speaks: kind and what its sentence needs. The words are made where it is shown. */
export type EvidenceFact =
  /** The picture alone. */
  | { readonly kind: 'look' }
  /** `gps`: metres from where it was taken to the landmark. `estimate`: from a place between photos before and after. */
  | { readonly kind: 'gps' | 'estimate'; readonly distanceMeters: number }
  /** Minutes to a photo of the same walk that shows the landmark. */
  | { readonly kind: 'walk'; readonly minutes: number }
  /** Words around the photo, as they are written. */
  | { readonly kind: 'folder' | 'file-name' | 'keyword'; readonly words: string };

/** One thing that speaks for or against a landmark. `logOdds` is added to the log-odds; null where it rules the landmark out. */
export type EvidenceView = EvidenceFact & { readonly logOdds: number | null };

/** Why a landmark is a candidate. */
export interface LandmarkReasons {
  readonly landmarkId: string;
  readonly name: string;
  /** In [0, 1]. */
  readonly probability: number;
  /** Those that counted, nearest first. `photoId` is null for references of an atlas. `penalty` is taken off the cosine. */
  readonly references: readonly {
    readonly photoId: number | null;
    readonly cosine: number;
    readonly penalty: number;
  }[];
  readonly evidence: readonly EvidenceView[];
}

/** A photo of the library that looks alike. */
export interface SimilarReason {
  readonly photoId: number;
  readonly cosine: number;
  /** Names of the albums that it is in. */
  readonly albums: readonly string[];
}

/** Why a photo is recognised as it is. */
export interface PhotoReasons {
  /** Null when none is sure enough. */
  readonly landmarkId: string | null;
  readonly name: string | null;
  readonly confidence: number | null;
  /** Probability in [0, 1] that it shows a landmark at all. */
  readonly landmarkness: number;
  /** Probability in [0, 1] that it shows none of the known landmarks. */
  readonly none: number;
  /** Names of landmarks too much alike to name one of them; empty otherwise. */
  readonly twins: readonly string[];
  /** Best first. */
  readonly landmarks: readonly LandmarkReasons[];
  /** Nearest first; empty without a library. */
  readonly similar: readonly SimilarReason[];
  readonly keywords: readonly string[];
  /** Null where nothing tells. */
  readonly pictureKind: 'photo' | 'screenshot' | 'document' | 'artwork' | null;
  /** Of a photo without a position, taken between two that have one. */
  readonly estimatedPlace: {
    readonly latitude: number;
    readonly longitude: number;
    readonly radiusMeters: number;
    /** "Nice, France", or null. */
    readonly place: string | null;
  } | null;
}

/** A confirmed photo that does not look like the others of its album, and teaches nothing therefore. */
export interface DoubtfulConfirmation {
  readonly photo: PhotoTile;
  readonly albumId: number;
  readonly albumName: string;
}

/** An album on the map. */
export interface MapAlbum {
  readonly id: number;
  readonly kind: AlbumKind;
  readonly name: string;
  readonly isNamedByPerson: boolean;
  readonly place: string | null;
  readonly coverPhotoId: number | null;
  readonly photoCount: number;
}

/**
 * Every photo of the library that can stand on a map, one entry a photo in each column, by id. Coordinates that are no place (broken
 * metadata) are left out and counted.
 */
export interface MapPoints {
  readonly photoIds: Uint32Array;
  /** WGS 84, degrees. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** The album that it is in; 0: none. */
  readonly albumIds: Uint32Array;
  /** 1: the photo does not say where it was taken; it stands at its landmark, or between two photos of the same walk. */
  readonly isEstimated: Uint8Array;
  /** Integer ms since the epoch; NaN where that is unknown. */
  readonly takenMs: Float64Array;
  /** Photos without any place, by id. */
  readonly unplacedIds: Uint32Array;
  /** How many of those have coordinates that are no place. */
  readonly brokenCount: number;
  /** Those that `albumIds` names. */
  readonly albums: readonly MapAlbum[];
}

/** A city of the offline table. */
export interface CityView {
  readonly name: string;
  /** WGS 84, degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
}

export interface SimilarPhoto extends PhotoTile {
  /** Cosine of the two unit embeddings, in [-1, 1]. */
  readonly cosine: number;
}

export interface FailureView {
  readonly fileId: number;
  readonly fileName: string;
  readonly folder: string;
  readonly reason: string;
  readonly tries: number;
  readonly isQuarantined: boolean;
}

export interface IndexingProgress {
  /**
   * `embedding-again`: photos of the library get vectors of another model, new ones among them; the albums stay meanwhile.
   * `on-battery` and `disk-full`: there is work, which goes on by itself when the computer is plugged in or has room again.
   */
  readonly state:
    | 'idle'
    | 'scanning'
    | 'indexing'
    | 'embedding-again'
    | 'grouping'
    | 'paused'
    | 'on-battery'
    | 'disk-full'
    | 'stopped';
  /** Jobs finished (indexed or failed) and known in the current run; while `scanning`, photos found so far. */
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Over the last ten seconds or so; null before it can be told. */
  readonly photosPerSecond: number | null;
  /** Null before it can be told. */
  readonly remainingMs: number | null;
  /** While albums are put together: how far that is, in [0, 1]; null before it can be told. */
  readonly groupedShare?: number | null | undefined;
}

export interface ProviderVerdict {
  readonly provider: string;
  readonly verdict: 'passed' | 'failed' | 'unavailable' | 'untried';
  /** In plain words: cosine reached, or why it failed. */
  readonly detail: string;
}

/** A graphics processor that stopped working while photos were indexed. */
export interface LostProvider {
  readonly provider: string;
  /** When it was noticed, ms since the epoch. */
  readonly atMs: number;
}

export interface EmbedderView {
  readonly state: 'starting' | 'ready' | 'restarting' | 'failed';
  readonly provider: string | null;
  readonly verdicts: readonly ProviderVerdict[];
  /** The last one since Cairn was started, or the processor was chosen; null: none. Another goes on. */
  readonly lost: LostProvider | null;
  readonly model: string | null;
  readonly modelHash: string | null;
  readonly atlas: string | null;
  readonly atlasLandmarks: number;
  /** What went wrong and what to do, when state is `failed`. */
  readonly problem: string | null;
}

export interface LibraryOverview {
  readonly roots: number;
  readonly photos: number;
  readonly albums: number;
  readonly failures: number;
  readonly indexing: IndexingProgress;
}

/** What can be undone and redone: the kind of the decision, null when there is none. */
export interface UndoView {
  readonly undo: string | null;
  readonly redo: string | null;
}

export interface SettingsView {
  readonly version: string;
  readonly dataFolder: string;
  readonly roots: readonly RootView[];
  readonly embedder: EmbedderView;
}
