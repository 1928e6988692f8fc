/** @file A drive of a given size, made of memory, and the same one without the right to write. Linux and root (tests and CI are). */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDrive {
  readonly path: string;
  /** Fills it, but for `freeBytes`. */
  readonly fill: (freeBytes?: number) => void;
  /** Takes away what `fill` put there. */
  readonly makeRoom: () => void;
  /** Like the switch at the side of a memory card. */
  readonly setReadOnly: (isReadOnly: boolean) => void;
  readonly remove: () => void;
}

function run(program: string, words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

/**
 * Null where nothing can be mounted.
 * @param at folder that it takes the place of; left out: one of its own
 */
export function mountSmallDrive(sizeBytes: number, at?: string): SmallDrive | null {
  const path = at ?? mkdtempSync(join(tmpdir(), 'cairn-drive-'));
  mkdirSync(path, { recursive: true });
  if (process.platform !== 'linux' || !run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'cairn-test', path])) {
    rmSync(path, { recursive: true });
    return null;
  }
  const ballast = join(path, 'ballast');
  mkdirSync(ballast);
  let count = 0;
  return {
    path,
    fill: (freeBytes = 0) => {
      const { bavail, bsize } = statfsSync(path);
      count += 1;
      const file = openSync(join(ballast, String(count)), 'w');
      const block = Buffer.alloc(bsize);
      try {
        for (let left = bavail * bsize - freeBytes; left > 0; left -= bsize) writeSync(file, block);
      } catch {
        // Full to the last byte.
      } finally {
        closeSync(file);
      }
    },
    makeRoom: () => {
      rmSync(ballast, { recursive: true });
      mkdirSync(ballast);
    },
    setReadOnly: (isReadOnly) => {
      if (!run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, path])) throw new Error('the drive is busy');
    },
    remove: () => {
      run('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Whether this process may mount. */
export function canMount(): boolean {
  const drive = mountSmallDrive(4096 * 16);
  drive?.remove();
  return drive !== null;
}
