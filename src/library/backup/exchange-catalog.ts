/**
 * @file Puts a catalog in the place of another, so that whenever the process is killed there is a whole one of that name.
 *
 * The one that gives way gets a second name first and is listed among the copies only when it has lost the first: until then whoever writes
 * the catalog writes that copy, too.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { copyFile, link, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What SQLite keeps beside a catalog; all of them or none belong to it. */
export const logSuffixes = ['-wal', '-shm', '-journal'];

/** In the data folder: what is to take the catalog's place, while it is copied and looked at. */
export const incomingName = 'catalog-restore.partial';

const keptEnding = '.kept';
const copyingEnding = '.copying';

export interface Exchange {
  /** One file, without a log. */
  readonly incoming: string;
  /** Nobody has it open. It need not be there. */
  readonly current: string;
  readonly folder: string;
  /** What `current` is called in `folder` afterwards. */
  readonly keptName: string;
}

/** Keeps `current` in `folder` and puts `incoming` in its place. When that fails, everything is as before. */
export async function exchangeCatalog({ incoming, current, folder, keptName }: Exchange): Promise<void> {
  const kept = join(folder, keptName);
  if (existsSync(current)) await giveSecondName(current, kept);
  const moved: string[] = [];
  try {
    // The new one would take them for its own.
    for (const suffix of logSuffixes) {
      if (!existsSync(current + suffix)) continue;
      await rename(current + suffix, kept + suffix);
      moved.push(suffix);
    }
    await rename(incoming, current);
  } catch (error) {
    for (const suffix of moved) await rename(kept + suffix, current + suffix).catch(() => undefined);
    await rm(kept + keptEnding, { force: true });
    throw error;
  }
  if (existsSync(kept + keptEnding)) await rename(kept + keptEnding, kept);
}

/** Ends what a process began that was killed in the middle. */
export function settleKept(folder: string, current: string): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names) {
    const path = join(folder, name);
    if (name.endsWith(copyingEnding)) rmSync(path, { force: true });
    if (!name.endsWith(keptEnding)) continue;
    if (isSameFile(path, current)) rmSync(path, { force: true });
    else renameSync(path, path.slice(0, -keptEnding.length));
  }
}

/** By a link; by a copy on drives that know none. */
async function giveSecondName(current: string, kept: string): Promise<void> {
  try {
    await link(current, kept + keptEnding);
  } catch {
    try {
      await copyFile(current, kept + copyingEnding);
      await rename(kept + copyingEnding, kept + keptEnding);
    } finally {
      await rm(kept + copyingEnding, { force: true });
    }
  }
}

function isSameFile(path: string, other: string): boolean {
  const [one, two] = [path, other].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return one?.ino === two?.ino && one?.dev === two?.dev;
}
