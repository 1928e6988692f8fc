/** @file A file is there whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Ending of what is not whole yet: left behind by a process that was killed meanwhile. */
export const draftEnding = '.tmp';

export interface AtomicWrite {
  /** The owner alone, as for all of Cairn's own; or whom the person's system lets read new files. */
  readonly readers: 'private' | 'usual';
  /** Beside the target when left out; the same drive. */
  readonly draftFolder?: string;
}

const modes = {
  private: { file: 0o600, folder: 0o700 },
  usual: { file: 0o666, folder: 0o777 },
} as const;

/** Writes to the folder of drafts and renames; makes the folders when they are missing. */
export async function writeFileAtomically(path: string, content: Uint8Array, how: AtomicWrite): Promise<void> {
  const { readers, draftFolder = dirname(path) } = how;
  const mode = modes[readers];
  const draft = join(draftFolder, `.${randomUUID()}${draftEnding}`);
  const write = async (): Promise<void> => {
    await writeFile(draft, content, { mode: mode.file });
    await rename(draft, path);
  };
  try {
    await write().catch(async (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      for (const folder of [draftFolder, dirname(path)]) await mkdir(folder, { recursive: true, mode: mode.folder });
      await write();
    });
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
