/** @file What stops an export, in plain words. */
import { CairnError } from '../../api/errors.ts';

/** Codes that mean: nothing more can be written there. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'The drive is full. Make room on it or choose another folder; what was written before is whole.',
  EDQUOT: 'Your share of this drive is used up. Make room on it or choose another folder.',
  EROFS: 'This drive can only be read. Choose a folder on another one.',
  EACCES: 'Cairn may not write to this folder. Choose another one, or change its permissions.',
  EPERM: 'Cairn may not write to this folder. Choose another one, or change its permissions.',
  ENOENT: 'The folder is not there any more. Connect its drive again or choose another folder.',
  ENOTDIR: 'The folder is not there any more. Choose another folder.',
  EIO: 'The drive reported an error while it was written to. Choose a folder on another one.',
};

/** Code of a failure of the file system; null for anything else. */
export function readErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** The failure of writing to the target, for people. */
export function explainWriteFailure(error: unknown): CairnError {
  if (error instanceof CairnError) return error;
  const code = readErrorCode(error);
  const reason = code === null ? undefined : reasons[code];
  const message = reason ?? `The folder cannot be written to (${code ?? String(error)}). Choose another one.`;
  return new CairnError('export-failed', message, { cause: error });
}
