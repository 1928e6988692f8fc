/** @file What a person did not want of a regrouping: remembered, so that it is not proposed again. */
import type { Connection } from './connection.ts';

export interface DismissedProposalsRepository {
  readonly add: (keys: readonly string[]) => void;
  /** Every key that was ever added. */
  readonly list: () => ReadonlySet<string>;
}

export function createDismissedProposalsRepository(connection: Connection): DismissedProposalsRepository {
  const add = connection.prepare<[string]>('INSERT OR IGNORE INTO dismissed_proposals (key) VALUES (?)');
  const list = connection.prepare<[], string>('SELECT key FROM dismissed_proposals', 'value');
  return {
    add: (keys) =>
      connection.transactionDurably(() => {
        for (const key of keys) add.run(key);
      }),
    list: () => new Set(list.all()),
  };
}
