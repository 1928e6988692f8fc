/** @file What an actor is told to do, and what it tells. */
import { readFileSync } from 'node:fs';
import type { Shelf } from './shelf.ts';
import type { Word } from './word.ts';

/** What is going on when a process is killed. */
export const killKinds = ['scan', 'index', 'decision', 'migration', 'backup', 'restore'] as const;
export type KillKind = (typeof killKinds)[number];

export interface Task {
  /** `settle`: all that is left to do, undisturbed. */
  readonly kind: KillKind | 'settle';
  readonly seed: number;
  readonly shelf: Shelf;
  readonly data: string;
  readonly model: string;
  /** Holds a catalog of an older form. */
  readonly oldData: string;
  /** A copy of the catalog that is saved and put back. */
  readonly copy: string;
  /** File of what it tells, a line each. */
  readonly tale: string;
  /** Environment of the first embedder: how it is to be killed. */
  readonly embedderEnv: Readonly<Record<string, string>>;
  /** The first embedder is killed so long after its start; null: not so. */
  readonly embedderLivesMs: number | null;
}

export type Telling =
  | { readonly event: 'begins' }
  /** It ended without our doing. */
  | { readonly event: 'embedder-gone' }
  | { readonly event: 'decides' }
  /** Stored, as the person is told. */
  | { readonly event: 'decided'; readonly word: Word }
  | { readonly event: 'saved'; readonly word: Word }
  | { readonly event: 'restored' }
  | { readonly event: 'ends' };

/** All that was told in whole lines. */
export function readTale(path: string): readonly Telling[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Telling);
}
