/** @file What the person decided, in order, for ever. Triggers refuse every change and deletion. */
import type { Connection } from './connection.ts';

export type DecisionKind = 'rename' | 'confirm' | 'reject' | 'merge';

export interface DecisionRow {
  readonly id: number;
  readonly atMs: number;
  readonly kind: DecisionKind;
  /** Parsed JSON; names photos by content hash, so that it outlives this catalog. */
  readonly payload: unknown;
}

export interface DecisionsRepository {
  /** Call it inside `transactionDurably`, with the change that the decision makes. */
  readonly append: (decision: Omit<DecisionRow, 'id'>) => number;
  /** Oldest first, those after `afterId` (0: from the start). */
  readonly list: (page: { readonly afterId: number; readonly limit: number }) => DecisionRow[];
  readonly count: () => number;
}

export function createDecisionsRepository(connection: Connection): DecisionsRepository {
  const append = connection.prepare<[number, string, string]>(
    'INSERT INTO decisions (at_ms, kind, payload) VALUES (?, ?, ?)',
  );
  const list = connection.prepare<
    [{ readonly afterId: number; readonly limit: number }],
    Omit<DecisionRow, 'payload'> & { readonly payload: string }
  >('SELECT id, at_ms AS atMs, kind, payload FROM decisions WHERE id > @afterId ORDER BY id LIMIT @limit');
  const count = connection.prepare<[], number>('SELECT count(*) FROM decisions', 'value');
  return {
    append: ({ atMs, kind, payload }) => append.run(atMs, kind, JSON.stringify(payload)).id,
    list: (page) => list.all(page).map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown })),
    count: () => count.get() ?? 0,
  };
}
