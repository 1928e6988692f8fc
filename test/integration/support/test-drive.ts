/**
 * @file A drive for photos that can be pulled out: a real file system in an image file where the tests may mount one (root on Linux),
 * else a folder that is moved under a list of mounts of our own.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram } from '../../../build/scripts/runtime/system-needs.ts';
import type { Mount } from '../../../src/library/roots/mount.ts';

/** File systems that are made and mounted for real; `folder`: no file system of its own. */
export type DriveKind = 'ext4' | 'vfat' | 'folder';

export interface TestDrive {
  readonly kind: DriveKind;
  readonly mountAt: (folder: string) => void;
  /** At once, whatever is open on it. */
  readonly pullOut: () => void;
  /** The same as a command, for another thread; call `notePulledOut` after. */
  readonly buildPullCommand: () => [string, ...string[]];
  readonly notePulledOut: () => void;
  /** Mounts as the library must see them; undefined: those of the system. */
  readonly listMounts: (() => readonly Mount[]) | undefined;
}

const searchPath = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
const env = { ...process.env, PATH: searchPath };

const makers: Readonly<Record<Exclude<DriveKind, 'folder'>, readonly [string, ...string[]]>> = {
  ext4: ['mkfs.ext4', '-q', '-F', '-U', 'random', '-N', '4096'],
  vfat: ['mkfs.vfat'],
};

/** A drive of which a part cannot be read any more (the system reports EIO), and a whole copy of it. */
export interface FailingDrive {
  /** From now on some of its files cannot be read. */
  readonly fail: () => void;
  /** Pulls it out and mounts the whole copy. */
  readonly replaceAt: (folder: string) => void;
  readonly pullOut: () => void;
}

const leastFailing = 5;

function isReadable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    // EIO, which is what is wanted.
    return false;
  }
}

/** `fill` writes the drive's files. Needs ext4, see `listDriveKinds`. */
export function makeFailingDrive(folder: string, point: string, fill: (point: string) => void): FailingDrive {
  const [image, copy] = [join(folder, 'failing.ext4'), join(folder, 'whole.ext4')];
  const mebibytes = 16;
  makeImage('ext4', image, mebibytes);
  mkdirSync(point, { recursive: true });
  run('mount', '-o', 'loop', image, point);
  fill(point);
  run('umount', point);
  copyFileSync(image, copy);
  run('mount', '-o', 'loop,ro', image, point);
  let mounted: string | null = point;
  const pullOut = (): void => {
    if (mounted !== null) run('umount', '-l', mounted);
    mounted = null;
  };
  return {
    fail: () => {
      const files = readdirSync(point).filter((name) => statSync(join(point, name)).isFile());
      // Behind the end of the image there is nothing to be read. Where a file lies is up to the file system: less and less is left
      // until some of them are beyond it.
      for (let left = mebibytes - 1; left > 0; left -= 1) {
        truncateSync(image, left * 1024 * 1024);
        if (files.filter((name) => !isReadable(join(point, name))).length >= leastFailing) return;
      }
    },
    replaceAt: (target) => {
      pullOut();
      mkdirSync(target, { recursive: true });
      run('mount', '-o', 'loop', copy, target);
      mounted = target;
    },
    pullOut,
  };
}

/** What can be had here, the real ones first. Tells why when there are none. */
export function listDriveKinds(): readonly DriveKind[] {
  const real = (['ext4', 'vfat'] as const).filter(canMount);
  if (real.length === 0)
    process.stderr.write('No file system can be mounted here: drives are folders that are moved.\n');
  return [...real, 'folder'];
}

function canMount(kind: 'ext4' | 'vfat'): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if (!hasProgram(makers[kind][0], searchPath)) return false;
  const folder = mkdtempSync(join(tmpdir(), 'cairn-drive-'));
  try {
    const [image, point] = [join(folder, 'image'), join(folder, 'point')];
    makeImage(kind, image, 4);
    mkdirSync(point);
    run('mount', '-o', 'loop', image, point);
    run('umount', point);
    return true;
  } catch {
    // No loop devices (an unprivileged container), or a kernel without this file system.
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, ...words: readonly string[]): void {
  execFileSync(program, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

function makeImage(kind: 'ext4' | 'vfat', image: string, mebibytes: number): void {
  writeFileSync(image, '');
  truncateSync(image, mebibytes * 1024 * 1024);
  const [program, ...words] = makers[kind];
  run(program, ...words, image);
}

/** Makes an empty drive whose image or content lies in `folder`. Pull it out in the end, then the folder can be removed. */
export function makeTestDrive(kind: DriveKind, folder: string, mebibytes = 16): TestDrive {
  return kind === 'folder' ? makeMovedFolder(folder) : makeMountedImage(kind, folder, mebibytes);
}

function makeMountedImage(kind: 'ext4' | 'vfat', folder: string, mebibytes: number): TestDrive {
  const image = join(folder, `drive.${kind}`);
  makeImage(kind, image, mebibytes);
  let point: string | null = null;
  return {
    kind,
    listMounts: undefined,
    mountAt: (target) => {
      mkdirSync(target, { recursive: true });
      run('mount', '-o', 'loop', image, target);
      point = target;
    },
    pullOut: () => {
      if (point !== null) run('umount', '-l', point);
      point = null;
    },
    buildPullCommand: () => ['umount', '-l', point ?? ''],
    notePulledOut: () => {
      point = null;
    },
  };
}

function makeMovedFolder(folder: string): TestDrive {
  const away = join(folder, 'drive on a shelf');
  mkdirSync(away);
  let point: string | null = null;
  const name = (volumeId: string, mountPoint: string): Mount => ({
    volumeId,
    isCertain: true,
    label: volumeId,
    mountPoint,
    subfolder: '/',
  });
  return {
    kind: 'folder',
    listMounts: () => {
      const isThere = point !== null && existsSync(point);
      return [name('uuid:disk', '/'), ...(isThere ? [name('uuid:drive', point ?? '')] : [])];
    },
    mountAt: (target) => {
      renameSync(away, target);
      point = target;
    },
    pullOut: () => {
      if (point !== null) renameSync(point, away);
      point = null;
    },
    buildPullCommand: () => ['mv', point ?? '', away],
    notePulledOut: () => {
      point = null;
    },
  };
}
