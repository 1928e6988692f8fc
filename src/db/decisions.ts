/** @file What the person decided, in order, for ever. Triggers refuse every change and deletion. */
import type { Connection } from './connection.ts';
import { parseStoredJson } from './unreadable-catalog.ts';

export const decisionKinds = [
  'rename',
  'confirm',
  'reject',
  'move',
  'merge',
  'split',
  'hide',
  'show',
  'cover',
  'link',
  'not-landmark',
  'favourite',
  'different',
  'dismiss',
  'undo',
  'redo',
] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export interface DecisionRow {
  readonly id: number;
  readonly atMs: number;
  readonly kind: DecisionKind;
  /** Parsed JSON; names photos by content hash, so that it outlives this catalog. */
  readonly payload: unknown;
  /** Parsed JSON: what it changed in this catalog (library/decisions/effects.ts); none for one from before there was undo. */
  readonly effects: unknown;
}

/** What was decided. */
export type DecisionEntry = Omit<DecisionRow, 'effects'>;

export interface DecisionTurn {
  readonly id: number;
  readonly kind: DecisionKind;
  /** The row that an `undo` or `redo` turned; null for others. */
  readonly turnedId: number | null;
  /** It changed something. */
  readonly hasEffects: boolean;
}

/** A row to append. `id` is that of the same decision in the journal; left out: the next one. */
export type NewDecision = Omit<DecisionRow, 'id' | 'effects'> & { readonly id?: number; readonly effects?: unknown };

export interface DecisionsRepository {
  /** Call it inside `transactionDurably`, with the change that the decision makes. */
  readonly append: (decision: NewDecision) => number;
  /** Oldest first, those after `afterId` (0: from the start). */
  readonly list: (page: { readonly afterId: number; readonly limit: number }) => DecisionRow[];
  /** Null when there is none of this id. */
  readonly get: (id: number) => DecisionRow | null;
  /** The same without what it changed, which may be long. */
  readonly getEntry: (id: number) => DecisionEntry | null;
  /** As `list`, without what they changed. */
  readonly listEntries: (page: { readonly afterId: number; readonly limit: number }) => DecisionEntry[];
  /** Of the last row; 0: there is none. */
  readonly getLastId: () => number;
  /** The latest of all times after this row, which need not be that of the last one; 0: there is none. */
  readonly getLatestMs: (afterId?: number) => number;
  /** The same in short: what undo and redo need to know of each row. */
  readonly listTurns: (page: { readonly afterId: number; readonly limit: number }) => DecisionTurn[];
  readonly count: () => number;
}

export function createDecisionsRepository(connection: Connection): DecisionsRepository {
  const append = connection.prepare<[number | null, number, string, string, string]>(
    'INSERT INTO decisions (id, at_ms, kind, payload, effects) VALUES (?, ?, ?, ?, ?)',
  );
  const list = connection.prepare<
    [{ readonly afterId: number; readonly limit: number }],
    Omit<DecisionRow, 'payload' | 'effects'> & { readonly payload: string; readonly effects: string }
  >('SELECT id, at_ms AS atMs, kind, payload, effects FROM decisions WHERE id > @afterId ORDER BY id LIMIT @limit');
  const getEntry = connection.prepare<[number], Omit<DecisionEntry, 'payload'> & { readonly payload: string }>(
    'SELECT id, at_ms AS atMs, kind, payload FROM decisions WHERE id = ?',
  );
  const listEntries = connection.prepare<
    [{ readonly afterId: number; readonly limit: number }],
    Omit<DecisionEntry, 'payload'> & { readonly payload: string }
  >('SELECT id, at_ms AS atMs, kind, payload FROM decisions WHERE id > @afterId ORDER BY id LIMIT @limit');
  const getLastId = connection.prepare<[], number | null>('SELECT max(id) FROM decisions', 'value');
  const getLatestMs = connection.prepare<[number], number | null>(
    'SELECT max(at_ms) FROM decisions WHERE id > ?',
    'value',
  );
  const listTurns = connection.prepare<
    [{ readonly afterId: number; readonly limit: number }],
    Omit<DecisionTurn, 'hasEffects'> & { readonly hasEffects: 0 | 1 }
  >(`
    SELECT id, kind, CASE WHEN kind IN ('undo', 'redo') THEN payload ->> 'decision' END AS turnedId,
      json_type(effects) = 'array' AND effects <> '[]' AS hasEffects
    FROM decisions WHERE id > @afterId ORDER BY id LIMIT @limit`);
  const count = connection.prepare<[], number>('SELECT count(*) FROM decisions', 'value');
  const listRows: DecisionsRepository['list'] = (page) =>
    list.all(page).map((row) => ({
      ...row,
      payload: parseStoredJson(row.payload, 'decisions.payload'),
      effects: parseStoredJson(row.effects, 'decisions.effects'),
    }));
  return {
    append: ({ id = null, atMs, kind, payload, effects = [] }) =>
      append.run(id, atMs, kind, JSON.stringify(payload), JSON.stringify(effects)).id,
    list: listRows,
    get: (id) => listRows({ afterId: id - 1, limit: 1 }).find((row) => row.id === id) ?? null,
    getEntry: (id) => {
      const row = getEntry.get(id);
      return row === undefined ? null : { ...row, payload: parseStoredJson(row.payload, 'decisions.payload') };
    },
    listEntries: (page) =>
      listEntries.all(page).map((row) => ({ ...row, payload: parseStoredJson(row.payload, 'decisions.payload') })),
    getLastId: () => getLastId.get() ?? 0,
    getLatestMs: (afterId = 0) => getLatestMs.get(afterId) ?? 0,
    listTurns: (page) => listTurns.all(page).map((row) => ({ ...row, hasEffects: row.hasEffects === 1 })),
    count: () => count.get() ?? 0,
  };
}
