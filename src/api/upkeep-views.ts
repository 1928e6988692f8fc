/** @file What Activity and Settings are shown: scans, packs, copies of the catalog, what the network filter saw. */

/** What one look through the folders found. */
export interface ScanReport {
  /** When it ended, integer ms since the epoch. */
  readonly atMs: number;
  readonly durationMs: number;
  /** Photo files under the folders that could be read. */
  readonly found: number;
  /** New or changed. */
  readonly changed: number;
  /** Known before, not there any more. */
  readonly missing: number;
  /** Missing before, there again. */
  readonly returned: number;
  readonly notPhotos: number;
  /** Folders and files that could not be read. */
  readonly unreadable: number;
  /** Folders whose drive was absent. */
  readonly offlineRoots: number;
  readonly isCancelled: boolean;
}

/** What indexing brought, when it came to rest. */
export interface RunReport {
  /** Photos that were indexed for the first time. */
  readonly photos: number;
  /** There was no album before: the first look at a library. */
  readonly isFirst: boolean;
  /** Albums with more photos than before, the most first, at most twenty. */
  readonly albums: readonly { readonly albumId: number; readonly name: string; readonly added: number }[];
  /** Of all albums, also of those left out above. */
  readonly albumCount: number;
}

export interface ActivityView {
  /** Newest first. */
  readonly scans: readonly ScanReport[];
  /** Photos that wait for an absent drive. */
  readonly waiting: number;
  readonly failed: number;
  /** Set aside, because reading them stopped the embedder twice. */
  readonly quarantined: number;
}

export interface ModelPackView {
  /** sha256 of the model; null when its manifest cannot be read. */
  readonly hash: string | null;
  readonly name: string;
  /** `gone`: photos have its vectors, and its folder is not there. */
  readonly origin: 'bundled' | 'installed' | 'named' | 'gone';
  readonly sizeBytes: number;
  readonly isInUse: boolean;
  /** Photos that have its vector. */
  readonly photos: number;
  /** Why it cannot be used; null when nothing is known against it. */
  readonly problem: string | null;
}

export interface AtlasPackView {
  /** `bundled`, or the fingerprint of an installed one. */
  readonly id: string;
  readonly name: string;
  readonly origin: 'bundled' | 'installed';
  readonly landmarks: number;
  readonly sizeBytes: number;
  readonly isInUse: boolean;
  readonly licence: string;
  readonly attribution: string;
  /** Why it gives no names; null when nothing is known against it. */
  readonly problem: string | null;
}

export interface PacksView {
  readonly models: readonly ModelPackView[];
  readonly atlases: readonly AtlasPackView[];
}

/** What became of a model that a person wanted to use. */
export interface ModelImport {
  /** Null: it does not meet the contract, everything is as before. */
  readonly name: string | null;
  /** Checks that failed, in plain words. */
  readonly failures: readonly string[];
  /** Photos that are embedded with it now. */
  readonly toEmbed: number;
}

/** A copy of the catalog in Cairn's own folder. */
export interface BackupView {
  /** Its file name, by which it is restored. */
  readonly name: string;
  /**
   * `automatic`: made in the background. `update`: made before a new version changed the catalog. `restore`: what a restored copy took
   * the place of. `damaged`: the same of a catalog that could not be used any more; it cannot be restored, and is never deleted by Cairn.
   */
  readonly kind: 'automatic' | 'update' | 'restore' | 'damaged';
  readonly createdMs: number;
  readonly sizeBytes: number;
}

/** What a person can do about a catalog that is damaged. */
export interface RecoveryView {
  /** What is wrong with it; null: nothing that is known, or nothing that a copy would help against. */
  readonly damage: string | null;
  /** The copy to go back to first; null when there is none. */
  readonly lastGood: BackupView | null;
}

/** A copy that was written and read back. */
export interface SavedBackup {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly photos: number;
  readonly decisions: number;
}

/** What a file of decisions led to. */
export interface DecisionImport {
  readonly made: number;
  readonly known: number;
  /** Wait for photos that are not here yet. */
  readonly awaited: number;
  /** Lines that could not be used. */
  readonly refused: number;
}

/** What the request filter of the window saw since Cairn was started. */
export interface PrivacyView {
  readonly sinceMs: number;
  /** Requests for Cairn's own page and for photos by id: none of them leaves the process. */
  readonly localRequests: number;
  /** Requests for anything else. All of them are refused. */
  readonly blockedRequests: number;
  /** Scheme and host of the last one; null when there was none. */
  readonly lastBlocked: string | null;
}
