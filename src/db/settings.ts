/** @file Settings that live with the catalog: text by key. */
import type { Connection } from './connection.ts';

export interface SettingsRepository {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
}

export function createSettingsRepository(connection: Connection): SettingsRepository {
  const get = connection.prepare<[string], string>('SELECT value FROM settings WHERE key = ?', 'value');
  const set = connection.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    get: (key) => get.get(key) ?? null,
    set: (key, value) => void set.run(key, value),
  };
}
