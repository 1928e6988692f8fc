/** @file What a drive without room does to whoever writes to it, in words that say what to do. */
import { CairnError } from '../api/errors.ts';

/** SQLite's last one: its shared memory, which lies beside the catalog, could not be made larger. */
const codes = /^(?:SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_SHMSIZE)/;

/** True for what SQLite or the system throws for want of room. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof CairnError) return error.code === 'disk-full';
  return error instanceof Error && 'code' in error && codes.test(String(error.code));
}

/** Such an error as CairnError `disk-full`; anything else as it is. */
export function explainFullDisk(error: unknown): unknown {
  return error instanceof CairnError || !isDiskFull(error) ? error : failFullDisk(error);
}

/** CairnError `disk-full`. */
export function failFullDisk(cause?: unknown): CairnError {
  return new CairnError(
    'disk-full',
    "The drive with Cairn's own data is full, so this was not stored. Free some space and try again.",
    { cause },
  );
}
