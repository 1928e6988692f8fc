/** @file Why a catalog could not be opened, and what to do about it. */
import { CairnError, type ErrorCode } from '../api/errors.ts';
import { isDiskFull } from './full-disk.ts';

/** What to do about a catalog that cannot be used. */
export const recoveryAdvice =
  'Restore the last backup, in the window or with "cairn restore": what you decided since is made again, and what is there now is kept. ' +
  'Your photos are untouched.';

/** Turns what SQLite or the system threw while the catalog at `path` was opened into what a person can act on. */
export function explainOpenFailure(error: unknown, path: string): unknown {
  if (error instanceof CairnError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fail = (kind: ErrorCode, advice: string): CairnError =>
    new CairnError(kind, `The catalog ${path} ${advice} (${code})`, { cause: error });
  if (isDiskFull(error)) return fail('disk-full', fullAdvice);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return fail('catalog-in-use', inUseAdvice);
  const advice = adviseOnFailure(code);
  return advice === null ? error : fail('catalog-unusable', advice);
}

const inUseAdvice = 'is in use by another process. Close other windows of Cairn and try again.';
const fullAdvice = 'needs more space than the disk has. Free some space and try again.';

/** What is wrong and what to do, by SQLite's or the system's error code; null for what is a fault of ours. */
function adviseOnFailure(code: string): string | null {
  if (isCodeOfDamage(code)) {
    const what = /^SQLITE_(NOTADB|CORRUPT)/.test(code) ? 'is damaged' : 'does not have the form that Cairn gave it';
    return `${what}. ${recoveryAdvice}`;
  }
  if (/^SQLITE_(CANTOPEN|READONLY|IOERR|PERM|AUTH)/.test(code) || /^E[A-Z]+$/.test(code)) {
    return 'cannot be opened. Check that its folder exists, that it is yours to write, and that its drive is there.';
  }
  return null;
}

/** Of what is in the file. A table or a column that is not there is damage as well: the form was checked, or made, before. */
function isCodeOfDamage(code: string): boolean {
  return /^SQLITE_(?!BUSY|LOCKED|FULL|CANTOPEN|READONLY|IOERR|PERM|AUTH|NOMEM|INTERRUPT|MISUSE)/.test(code);
}

/** Whether an error of `explainOpenFailure` says that the catalog itself is damaged: not in use, or on a drive that is away. */
export function isDamagedCatalog(error: unknown): boolean {
  if (!(error instanceof CairnError) || error.code !== 'catalog-unusable') return false;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && isCodeOfDamage(String(cause.code));
}
