/** @file A file is there whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Ending of what is not whole yet: left behind by a process that was killed meanwhile. */
export const draftEnding = '.tmp';

/** Writes to `draftFolder` (beside the target when left out; the same drive) and renames; makes the folders when they are missing. */
export async function writeFileAtomically(
  path: string,
  content: Uint8Array,
  draftFolder = dirname(path),
): Promise<void> {
  const draft = join(draftFolder, `.${randomUUID()}${draftEnding}`);
  const write = async (): Promise<void> => {
    await writeFile(draft, content);
    await rename(draft, path);
  };
  try {
    await write().catch(async (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      for (const folder of [draftFolder, dirname(path)]) await mkdir(folder, { recursive: true });
      await write();
    });
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
