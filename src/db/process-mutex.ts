/** @file One process at a time, by the system's own file locks: they end with their process, however it ends. */
import Database from 'better-sqlite3';
import { closeSync, openSync, truncateSync } from 'node:fs';

/** Held until `release`, or until the process is gone. */
export interface ProcessMutex {
  readonly release: () => void;
}

/**
 * Takes the lock of the file at `path`, which is made when absent and stays empty. SQLite brings file locks to every system, which Node.js
 * does not. Null while another process (or another part of this one) holds it.
 * @throws what the system throws when the file cannot be made or locked
 */
export function takeProcessMutex(path: string, nativeBinding?: string): ProcessMutex | null {
  closeSync(openSync(path, 'a', 0o600));
  try {
    return lockExclusively(path, nativeBinding);
  } catch (error) {
    // Something was written into it. A holder would have been met before its content, so nobody holds it.
    if (!hasCode(error, /^SQLITE_(NOTADB|CORRUPT)/)) throw error;
    truncateSync(path, 0);
    return lockExclusively(path, nativeBinding);
  }
}

function lockExclusively(path: string, nativeBinding: string | undefined): ProcessMutex | null {
  const database = new Database(path, {
    fileMustExist: true,
    timeout: 0,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
  });
  try {
    // Nothing is ever written: no journal beside it, which would be left behind by a process that is killed.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => void database.close() };
  } catch (error) {
    database.close();
    if (hasCode(error, /^SQLITE_BUSY/)) return null;
    throw error;
  }
}

function hasCode(error: unknown, pattern: RegExp): boolean {
  return error instanceof Error && 'code' in error && pattern.test(String(error.code));
}
