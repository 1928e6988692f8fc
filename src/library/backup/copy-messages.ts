/** @file What the copy thread is asked and what it answers. */
import type { ErrorView } from '../../api/errors.ts';
import type { CatalogContents } from '../../db/copy-catalog.ts';

/** The thread does one thing and ends. `fold`: what the log beside a catalog holds goes into its file, which is then read back. */
export type CopyRequest = { readonly sqliteBinding: string | null } & (
  | { readonly kind: 'copy'; readonly source: string; readonly target: string }
  | { readonly kind: 'fold'; readonly path: string }
);

export type CopyAnswer =
  { readonly ok: true; readonly contents: CatalogContents } | { readonly ok: false; readonly error: ErrorView };
