/** @file One process at a time owns a catalog: a lock file with the owner's process id and start time. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError } from '../api/errors.ts';

interface LockOwner {
  readonly pid: number;
  /** When the process began, in the system's own units; null where the system does not say. Tells a reused pid apart. */
  readonly startedAt: string | null;
}

export interface Lock {
  readonly release: () => void;
}

const attempts = 5;

/**
 * Takes `<folder>/lock`. A lock whose process is gone is replaced.
 * @throws CairnError `catalog-unusable` when another process holds it or the folder cannot be written.
 */
export function acquireLock(folder: string): Lock {
  const path = join(folder, 'lock');
  const own: LockOwner = { pid: process.pid, startedAt: readStartTime(process.pid) };
  const content = JSON.stringify(own);
  // Written beside and linked: a lock never exists without its content.
  const draft = join(folder, `lock.${process.pid}.${Math.random().toString(36).slice(2)}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, content);
  } catch (error) {
    throw new CairnError(
      'catalog-unusable',
      `The folder ${folder} cannot be written. Choose another with --catalog, or change its permissions.`,
      { cause: error },
    );
  }
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (claim(draft, path, content)) return { release: () => releaseLock(path, content) };
      const owner = readOwner(path);
      if (owner !== null && isAlive(owner)) {
        throw new CairnError(
          'catalog-unusable',
          `Another Cairn (process ${owner.pid}) is using the catalog in ${folder}. Close it and try again.`,
        );
      }
      rmSync(path, { force: true });
    }
    throw new CairnError('catalog-unusable', `The lock file ${path} cannot be replaced. Delete it and try again.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function claim(draft: string, path: string, content: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // File systems without hard links (exFAT): created exclusively instead.
    try {
      writeFileSync(path, content, { flag: 'wx' });
      return true;
    } catch (second) {
      if ((second as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw new CairnError('catalog-unusable', `The lock file ${path} cannot be written.`, { cause: second });
    }
  }
}

function releaseLock(path: string, content: string): void {
  try {
    if (readFileSync(path, 'utf8') === content) rmSync(path, { force: true });
  } catch {
    // Already gone, or its folder is: nothing is held any more.
  }
}

function readOwner(path: string): LockOwner | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<LockOwner> | null;
    if (value === null || typeof value.pid !== 'number') return null;
    return { pid: value.pid, startedAt: typeof value.startedAt === 'string' ? value.startedAt : null };
  } catch {
    // Gone meanwhile, or not ours: treated as stale.
    return null;
  }
}

function isAlive(owner: LockOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const startedAt = readStartTime(owner.pid);
  return startedAt === null || owner.startedAt === null || startedAt === owner.startedAt;
}

/** Linux: boot id and field 22 of /proc/PID/stat (proc(5)); null elsewhere. */
function readStartTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The command name, in parentheses, may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${bootId}:${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}
