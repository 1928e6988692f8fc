/** @file Opens files that came from anywhere: a pipe in the place of one does not hold anybody up. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** Absent on Windows. */
const { O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as { readonly O_NONBLOCK?: number; readonly O_NOFOLLOW?: number };

/** Opens for reading. What it is (`stat().isFile()`) and how large, the caller asks of the handle. Rejects as `open` does. */
export function openWithoutWaiting(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | O_NONBLOCK);
}

/** The same, but a link is not followed: a file of a folder that someone else filled must lie in that folder. Not on Windows. */
export function openWithoutFollowing(path: string | Buffer): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
}
