/** @file What the copy thread is asked and what it answers. */
import type { ErrorView } from '../../api/errors.ts';
import type { CatalogContents } from '../../db/copy-catalog.ts';

/**
 * The thread does one thing and ends. `copy`: made, read back, and named; with `unlessLike` none is made of a catalog that holds the
 * same as that copy. `fold`: what the log beside a catalog holds goes into its file, which is then read back. `check`: whether a
 * catalog in use is damaged.
 */
export type CopyRequest = { readonly sqliteBinding: string | null } & (
  | { readonly kind: 'copy'; readonly source: string; readonly target: string; readonly unlessLike?: string | null }
  | { readonly kind: 'fold'; readonly path: string }
  | { readonly kind: 'check'; readonly path: string }
);

/** What the thread is started with. */
export interface CopyThreadData {
  readonly request: CopyRequest;
  /** Shared: not 0 when nobody waits for the answer any more. */
  readonly stop: Int32Array;
}

export type CopyOutcome =
  | { readonly kind: 'copied' | 'folded'; readonly contents: CatalogContents }
  | { readonly kind: 'same' }
  | { readonly kind: 'checked'; readonly damage: readonly string[] };

export type CopyAnswer =
  { readonly ok: true; readonly outcome: CopyOutcome } | { readonly ok: false; readonly error: ErrorView };
