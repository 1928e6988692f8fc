import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSuperblockId } from '../../../../src/library/roots/read-superblock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-superblock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A device that holds these bytes at these places, and zeros. */
function makeDevice(...parts: readonly (readonly [offset: number, bytes: string | readonly number[]])[]): string {
  const content = Buffer.alloc(0x11000);
  for (const [offset, bytes] of parts) {
    (typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes)).copy(content, offset);
  }
  const device = join(folder, 'device');
  writeFileSync(device, content);
  return device;
}

const sixteen = Array.from({ length: 16 }, (_, index) => index + 0xa0);
const uuid = 'a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf';
const serial = [0x78, 0x56, 0x34, 0x12];

it.each([
  [
    'ext4',
    [
      [0x438, [0x53, 0xef]],
      [0x468, sixteen],
    ],
    uuid,
  ],
  [
    'xfs',
    [
      [0, 'XFSB'],
      [32, sixteen],
    ],
    uuid,
  ],
  [
    'btrfs',
    [
      [0x10040, '_BHRfS_M'],
      [0x10020, sixteen],
    ],
    uuid,
  ],
  [
    'vfat',
    [
      [0x52, 'FAT32   '],
      [0x43, serial],
    ],
    '1234-5678',
  ],
  [
    'vfat',
    [
      [0x36, 'FAT16   '],
      [0x27, serial],
    ],
    '1234-5678',
  ],
  [
    'exfat',
    [
      [3, 'EXFAT   '],
      [0x64, serial],
    ],
    '1234-5678',
  ],
  [
    'fuseblk',
    [
      [3, 'EXFAT   '],
      [0x64, serial],
    ],
    '1234-5678',
  ],
  [
    'ntfs3',
    [
      [3, 'NTFS    '],
      [0x48, [1, 2, 3, 4, 5, 6, 7, 0xab]],
    ],
    'AB07060504030201',
  ],
] as const)('reads what %s carries, as blkid prints it', (fileSystem, parts, id) => {
  expect(readSuperblockId(makeDevice(...parts), fileSystem)).toBe(id);
});

it('says nothing of what it does not know, is not set, or cannot be read', () => {
  expect(readSuperblockId(makeDevice([0x438, [0x53, 0xef]]), 'ext4')).toBeNull();
  expect(readSuperblockId(makeDevice([0x468, sixteen]), 'ext4')).toBeNull();
  expect(readSuperblockId(makeDevice([0x438, [0x53, 0xef]], [0x468, sixteen]), 'tmpfs')).toBeNull();
  expect(readSuperblockId(join(folder, 'nowhere'), 'ext4')).toBeNull();
  expect(readSuperblockId(folder, 'vfat')).toBeNull();
  writeFileSync(join(folder, 'short'), 'FAT');
  expect(readSuperblockId(join(folder, 'short'), 'vfat')).toBeNull();
});

it.runIf(process.platform === 'linux')('does not wait at a pipe', () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(readSuperblockId(join(folder, 'pipe'), 'ext4')).toBeNull();
});
