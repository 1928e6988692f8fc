/** @file Questions of the review that a person skipped: no decision, but not asked again before something about them changed. */
import type { Connection } from './connection.ts';

export interface ReviewSkip {
  readonly key: string;
  /** What the question was about when it was skipped. */
  readonly fingerprint: string;
}

export interface ReviewSkipsRepository {
  /** A question that was skipped before has the new fingerprint. */
  readonly put: (skips: readonly ReviewSkip[]) => void;
  readonly remove: (keys: readonly string[]) => void;
  /** Fingerprints of all, by key. */
  readonly list: () => Map<string, string>;
}

export function createReviewSkipsRepository(connection: Connection): ReviewSkipsRepository {
  const put = connection.prepare<[string, string, number]>(`
    INSERT INTO review_skips (key, fingerprint, at_ms) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, at_ms = excluded.at_ms`);
  const remove = connection.prepare<[string]>('DELETE FROM review_skips WHERE key = ?');
  const list = connection.prepare<[], ReviewSkip>('SELECT key, fingerprint FROM review_skips');
  return {
    put: (skips) =>
      connection.transaction(() => {
        for (const { key, fingerprint } of skips) put.run(key, fingerprint, connection.now());
      }),
    remove: (keys) =>
      connection.transaction(() => {
        for (const key of keys) remove.run(key);
      }),
    list: () => new Map(list.all().map(({ key, fingerprint }) => [key, fingerprint])),
  };
}
