/** @file Copies of the catalog before it changes form. */
import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './connection.ts';

const keptBackups = 3;
const backupName = /^catalog-before-\d+-(\d{8}T\d{9}Z)\.sqlite$/;

/**
 * Writes a whole, compact copy of the catalog to `<folder>/backups` and removes all but the last three.
 * The copy has its final name only once it is complete.
 * @param version of the catalog that is about to be made.
 * @returns path of the copy.
 */
export function backUpCatalog(connection: Connection, folder: string, version: number): string {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const time = new Date(connection.now()).toISOString().replaceAll(/[-:.]/g, '');
  const path = join(backups, `catalog-before-${version}-${time}.sqlite`);
  const partial = `${path}.partial`;
  removeUnfinished(backups);
  // VACUUM INTO takes an empty file, and its mode with it.
  closeSync(openSync(partial, 'wx', 0o600));
  connection.prepare<[string]>('VACUUM INTO ?').run(partial);
  renameSync(partial, path);
  pruneBackups(backups, path);
  return path;
}

/** What a process left that died while it copied. */
function removeUnfinished(backups: string): void {
  for (const name of readdirSync(backups)) {
    if (/^catalog-before-.*\.sqlite\.partial(-journal)?$/.test(name)) rmSync(join(backups, name), { force: true });
  }
}

/** The copy just made stays, also where the clock was put back and it seems to be the oldest. */
function pruneBackups(backups: string, latest: string): void {
  const copies = readdirSync(backups)
    .flatMap((name) => {
      const time = backupName.exec(name)?.[1];
      return time === undefined ? [] : [{ name, time }];
    })
    .sort((a, b) => (a.time < b.time ? 1 : -1));
  const others = copies.filter(({ name }) => join(backups, name) !== latest);
  for (const { name } of others.slice(keptBackups - 1)) rmSync(join(backups, name), { force: true });
}
