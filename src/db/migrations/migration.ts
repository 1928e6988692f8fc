/** @file What a migration is. */
import type { Connection } from '../connection.ts';

/** One step of the catalog's form. A released migration is never edited: what is wrong with it is put right by the next. */
export interface Migration {
  /** Numbered in tens or fives, ascending; becomes the catalog's `user_version`. */
  readonly version: number;
  /** Runs inside the transaction of all pending migrations, with foreign keys checked only at its end. */
  readonly apply: (connection: Connection) => void;
}
