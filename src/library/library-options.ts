/** @file What a library is opened with. */
import type { Language, Pace, Preferences } from '../api/preferences.ts';
import type { InitializeParams, LaunchEmbedder } from '../ml/embedder-messages.ts';
import type { Logger } from './logger.ts';
import type { Mount } from './roots/mount.ts';

export interface LibraryOptions {
  /** Cairn's own data; holds catalog.sqlite. */
  readonly dataFolder: string;
  readonly launchEmbedder: LaunchEmbedder;
  /** src/library/scan/scan-worker.ts, or where the bundler put it. */
  readonly scanWorkerEntry: URL;
  /** src/library/backup/copy-worker.ts, or where the bundler put it; left out: no backups by themselves, and no search for damage. */
  readonly copyWorkerEntry?: URL | undefined;
  /** The bundled model, which is used unless the catalog has another (src/library/models); or one that was named. */
  readonly modelFolder: string;
  /** True when `modelFolder` was named for this call: the catalog's choice does not count. */
  readonly isModelNamed?: boolean | undefined;
  /** Null: no landmark has a name. */
  readonly atlasFolder: string | null;
  /** Another build of better-sqlite3's addon. */
  readonly sqliteBinding?: string | undefined;
  /** Named for this call; undefined: the person's preference. */
  readonly provider?: InitializeParams['provider'] | undefined;
  /** Named for this call; undefined: the person's preference. */
  readonly pace?: Pace | undefined;
  readonly log?: Logger | undefined;
  /** Language of the calls' answers and of events; left out: English, as the catalog is. */
  readonly findLanguage?: ((preferences: Preferences) => Language) | undefined;
  readonly version: string;
  /** Where the sample library lies; null when it is not there. */
  readonly sampleLibraryFolder: string | null;
  /** Other mounts in tests. */
  readonly listMounts?: (() => readonly Mount[]) | undefined;
}
