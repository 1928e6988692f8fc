/** @file What is in a folder, byte for byte, to compare before with after. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Each file with its sha256 and when it was changed last, sorted by path. */
export async function hashFolder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const hash = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      return `${relative(folder, path)} ${hash} ${(await stat(path)).mtimeMs}`;
    });
  return (await Promise.all(lines)).sort();
}
