/** @file Why a photo could not be read, in words for the person. */

/** Thrown by everything in this folder for a file that cannot be used. `message` is the reason that is shown. */
export class PhotoFailure extends Error {
  /** True when trying again may help: the drive is gone, the file is locked, the system is short of memory. */
  readonly isTransient: boolean;
  /** Cairn's own drive has no room: no fault of the photo. */
  readonly isDiskFull: boolean;

  constructor(
    reason: string,
    options: { readonly isTransient: boolean; readonly isDiskFull?: boolean; readonly cause?: unknown },
  ) {
    super(reason, { cause: options.cause });
    this.name = 'PhotoFailure';
    this.isTransient = options.isTransient;
    this.isDiskFull = options.isDiskFull === true;
  }
}

/** The content is broken or unsupported: trying again does not help. */
export function failContent(reason: string, cause?: unknown): PhotoFailure {
  return new PhotoFailure(reason, { isTransient: false, cause });
}

const fileSystemReasons: Readonly<Record<string, string>> = {
  ENOENT: 'The file is no longer there.',
  ENOTDIR: 'The file is no longer there.',
  EACCES: 'There is no permission to read the file. Allow reading it, then try again.',
  EPERM: 'There is no permission to read the file. Allow reading it, then try again.',
  EBUSY: 'Another program holds the file. Close it, then try again.',
  EIO: 'The drive reported a read error. Check the drive, then try again.',
  ENXIO: 'The drive is not connected. Connect it, then try again.',
  ENODEV: 'The drive is not connected. Connect it, then try again.',
  ESTALE: 'The network drive is not connected. Connect it, then try again.',
  ETIMEDOUT: 'The network drive does not answer. Connect it, then try again.',
  EMFILE: 'Too many files are open. Try again later.',
  ENFILE: 'Too many files are open. Try again later.',
  ENAMETOOLONG: 'The path of the file is too long for this system. Move it to a shorter path.',
};

/** Turns an error of `node:fs` into a failure; all of them may pass. */
export function failFileSystem(error: unknown): PhotoFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = fileSystemReasons[code] ?? `The file cannot be read (${code === '' ? String(error) : code}).`;
  return new PhotoFailure(reason, { isTransient: true, cause: error });
}
