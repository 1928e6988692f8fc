/** @file What a person did not want of a regrouping, or kept in doubt: remembered, so that it is not asked again. */
import type { Connection } from './connection.ts';

export interface DismissedProposalsRepository {
  /** In a transaction of the caller, with the decision that says so. */
  readonly set: (key: string, isDismissed: boolean) => void;
  readonly has: (key: string) => boolean;
  /** Every key that is dismissed. */
  readonly list: () => ReadonlySet<string>;
}

export function createDismissedProposalsRepository(connection: Connection): DismissedProposalsRepository {
  const add = connection.prepare<[string]>('INSERT OR IGNORE INTO dismissed_proposals (key) VALUES (?)');
  const remove = connection.prepare<[string]>('DELETE FROM dismissed_proposals WHERE key = ?');
  const has = connection.prepare<[string], number>('SELECT 1 FROM dismissed_proposals WHERE key = ?', 'value');
  const list = connection.prepare<[], string>('SELECT key FROM dismissed_proposals', 'value');
  return {
    set: (key, isDismissed) => void (isDismissed ? add : remove).run(key),
    has: (key) => has.get(key) !== undefined,
    list: () => new Set(list.all()),
  };
}
