/** @file Takes away what others may do with a file or folder of the person's. */
import { chmodSync, statSync } from 'node:fs';

/** Rights of the group and of all others. */
const othersRights = 0o077;

/** Takes the rights of all others away, where there are any. What is absent or another user's stays as it is. */
export function tighten(path: string): void {
  if (process.platform === 'win32') return;
  try {
    const { mode } = statSync(path);
    if ((mode & othersRights) !== 0) chmodSync(path, mode & 0o700);
  } catch {
    // Not there, or not ours to change: whoever shares it decided so.
  }
}
