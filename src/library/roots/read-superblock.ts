/**
 * @file The identity that a file system carries in itself, read from its device.
 *
 * udev usually reads it for everyone (/dev/disk/by-uuid). Where there is no udev (containers, small systems) it is read here, where
 * the device may be read at all. Offsets: those of the kernel's headers (ext4.h, xfs_format.h, btrfs_tree.h, msdos_fs.h, exfat_raw.h)
 * and of NTFS; the text is what blkid(8) prints, so that both ways lead to the same identity.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';

const readers: Readonly<Record<string, (read: ReadBytes) => string | null>> = {
  ext2: readExt,
  ext3: readExt,
  ext4: readExt,
  xfs: (read) => (isText(read(0, 4), 'XFSB') ? formatUuid(read(32, 16)) : null),
  btrfs: (read) => (isText(read(0x10040, 8), '_BHRfS_M') ? formatUuid(read(0x10020, 16)) : null),
  vfat: readFat,
  msdos: readFat,
  exfat: (read) => (isText(read(3, 8), 'EXFAT   ') ? formatSerial(read(0x64, 4)) : null),
  ntfs3: readNtfs,
  // What ntfs-3g and others call themselves.
  fuseblk: (read) => readNtfs(read) ?? (isText(read(3, 8), 'EXFAT   ') ? formatSerial(read(0x64, 4)) : null),
};

type ReadBytes = (offset: number, length: number) => Buffer;

/**
 * UUID or serial number of the file system on `device`; null when the kind is not known, the device cannot be read, or none is set.
 * @param fileSystem as the kernel calls it in mountinfo
 */
export function readSuperblockId(device: string, fileSystem: string): string | null {
  const reader = Object.hasOwn(readers, fileSystem) ? readers[fileSystem] : undefined;
  if (reader === undefined) return null;
  let descriptor: number;
  try {
    const stats = statSync(device);
    // An image in tests; never a pipe, which would block.
    if (!stats.isBlockDevice() && !stats.isFile()) return null;
    descriptor = openSync(device, 'r');
  } catch {
    // No permission, as usual for a person's own account, or another namespace's device.
    return null;
  }
  try {
    return reader((offset, length) => {
      const bytes = Buffer.alloc(length);
      readSync(descriptor, bytes, 0, length, offset);
      return bytes;
    });
  } catch {
    // Taken out just now.
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function readExt(read: ReadBytes): string | null {
  return read(0x438, 2).readUInt16LE() === 0xef53 ? formatUuid(read(0x468, 16)) : null;
}

/** FAT32 keeps more fields before its serial number than FAT12 and FAT16 do. */
function readFat(read: ReadBytes): string | null {
  if (isText(read(0x52, 5), 'FAT32')) return formatSerial(read(0x43, 4));
  return isText(read(0x36, 3), 'FAT') ? formatSerial(read(0x27, 4)) : null;
}

function readNtfs(read: ReadBytes): string | null {
  if (!isText(read(3, 8), 'NTFS    ')) return null;
  return (
    nonZero(Buffer.from(read(0x48, 8)).reverse())
      ?.toString('hex')
      .toUpperCase() ?? null
  );
}

function isText(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1') === text;
}

/** Zeros stand for none. */
function nonZero(bytes: Buffer): Buffer | null {
  return bytes.some((byte) => byte !== 0) ? bytes : null;
}

function formatUuid(bytes: Buffer): string | null {
  const hex = nonZero(bytes)?.toString('hex');
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') ?? null;
}

function formatSerial(bytes: Buffer): string | null {
  const hex = nonZero(Buffer.from(bytes).reverse())?.toString('hex').toUpperCase();
  return hex?.replace(/^(.{4})/, '$1-') ?? null;
}
