/** @file Catalogs as an older Cairn left them. */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection, type Connection } from '../../../src/db/connection.ts';
import { migrateCatalog } from '../../../src/db/migrate.ts';
import type { Migration } from '../../../src/db/migrations/migration.ts';
import { defer } from './temporary-catalog.ts';

/** Makes `catalog.sqlite` in `folder` with these migrations alone. The connection is closed after the test at the latest. */
export function makeOldCatalog(folder: string, migrations: readonly Migration[], now?: () => number): Connection {
  const path = join(folder, 'catalog.sqlite');
  closeSync(openSync(path, 'a', 0o600));
  const connection = openConnection({ path, isReadOnly: false, now });
  defer(connection.close);
  migrateCatalog(connection, folder, migrations);
  return connection;
}
