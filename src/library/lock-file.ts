/**
 * @file One process at a time owns a catalog.
 *
 * [Note: lock] What excludes others is the system's lock of `lock.sqlite`, which ends with its process: nothing of a dead owner stands in
 * the way, and two that replace the lock of a dead one cannot both win. Beside it, `lock` says who the owner is, by process id and
 * start time: for the message, and for a Cairn of before, which knows `lock` alone.
 */
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError } from '../api/errors.ts';
import { takeProcessMutex, type ProcessMutex } from '../db/process-mutex.ts';

interface LockOwner {
  readonly pid: number;
  /** When the process began, in the system's own units; null where the system does not say. Tells a reused pid apart. */
  readonly startedAt: string | null;
  /** It holds `lock.sqlite`, too: when that is free, the owner is gone, whoever has its process id now. */
  readonly hasMutex: boolean;
}

export interface Lock {
  readonly release: () => void;
}

const attempts = 5;
/** Written beside `lock`; left behind by a process that was killed meanwhile. */
const draftName = /^lock\.\d+\.[0-9a-z]+$/;

/**
 * Takes the lock of `folder` ([Note: lock]). That of a process that is gone is replaced.
 * @param nativeBinding another build of better-sqlite3's addon
 * @throws CairnError `catalog-in-use` when another process holds it, `catalog-unusable` or `disk-full` when the folder cannot be written.
 */
export function acquireLock(folder: string, nativeBinding?: string): Lock {
  const path = join(folder, 'lock');
  const mutex = obtainMutex(folder, path, nativeBinding);
  try {
    const content = writeOwner(folder, path);
    return {
      release: () => {
        releaseFile(path, content);
        mutex.release();
      },
    };
  } catch (error) {
    mutex.release();
    throw error;
  }
}

function obtainMutex(folder: string, path: string, nativeBinding: string | undefined): ProcessMutex {
  let mutex: ProcessMutex | null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mutex = takeProcessMutex(join(folder, 'lock.sqlite'), nativeBinding);
  } catch (error) {
    throw explainNoWriting(folder, error);
  }
  if (mutex === null) throw refuse(folder, readOwner(path));
  return mutex;
}

/** Returns what was written. The mutex is held. */
function writeOwner(folder: string, path: string): string {
  const own: LockOwner = { pid: process.pid, startedAt: readStartTime(process.pid), hasMutex: true };
  const content = JSON.stringify(own);
  // Written beside and linked: a lock never exists without its content.
  const draft = join(folder, `lock.${process.pid}.${Math.random().toString(36).slice(2)}`);
  try {
    removeDrafts(folder);
    writeFileSync(draft, content, { mode: 0o600 });
  } catch (error) {
    rmSync(draft, { force: true });
    throw explainNoWriting(folder, error);
  }
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (claim(draft, path, content)) return content;
      const owner = readOwner(path);
      if (owner !== null && !owner.hasMutex && isAlive(owner)) throw refuse(folder, owner);
      rmSync(path, { force: true });
    }
    throw new CairnError('catalog-unusable', `The lock file ${path} cannot be replaced. Delete it and try again.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuse(folder: string, owner: LockOwner | null): CairnError {
  const message =
    owner === null
      ? `Another Cairn is using the catalog in ${folder}. Close it and try again.`
      : `Another Cairn (process ${owner.pid}) is using the catalog in ${folder}. Close it and try again.`;
  return new CairnError('catalog-in-use', message);
}

function explainNoWriting(folder: string, error: unknown): CairnError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) {
    return new CairnError('disk-full', `The drive of the folder ${folder} is full. Free some space and try again.`, {
      cause: error,
    });
  }
  return new CairnError(
    'catalog-unusable',
    `The folder ${folder} cannot be written. Choose another with --catalog, or change its permissions.`,
    { cause: error },
  );
}

function removeDrafts(folder: string): void {
  for (const name of readdirSync(folder)) if (draftName.test(name)) rmSync(join(folder, name), { force: true });
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
      writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (second) {
      if ((second as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw new CairnError('catalog-unusable', `The lock file ${path} cannot be written.`, { cause: second });
    }
  }
}

function releaseFile(path: string, content: string): void {
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
    const startedAt = typeof value.startedAt === 'string' ? value.startedAt : null;
    return { pid: value.pid, startedAt, hasMutex: value.hasMutex === true };
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
