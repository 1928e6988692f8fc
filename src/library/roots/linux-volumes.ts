/**
 * @file Linux: mounts from /proc/self/mountinfo (proc(5)) and file system UUIDs from /dev/disk/by-uuid, without udev from the devices
 * themselves. Network shares are called the same wherever they are mounted.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import type { Mount } from './mount.ts';
import { readSuperblockId } from './read-superblock.ts';

interface MountLine {
  /** Folder of the file system that is mounted (not `/` for bind mounts and btrfs subvolumes). */
  readonly subfolder: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
  readonly source: string;
}

/** Parses mountinfo. Lines that do not have its form are left out. */
export function parseMountInfo(content: string): readonly MountLine[] {
  return content.split('\n').flatMap((line) => {
    const fields = line.split(' ');
    const separator = fields.indexOf('-', 6);
    const [subfolder, mountPoint] = [fields[3], fields[4]];
    const [fileSystem, source] = [fields[separator + 1], fields[separator + 2]];
    if (separator < 0 || subfolder === undefined || mountPoint === undefined) return [];
    if (fileSystem === undefined || source === undefined) return [];
    return [{ subfolder: unescape(subfolder), mountPoint: unescape(mountPoint), fileSystem, source: unescape(source) }];
  });
}

/** Space, tab, newline and backslash are written as three octal digits. */
function unescape(field: string): string {
  return field.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** Their source is server and folder. */
const shareFileSystems: ReadonlySet<string> = new Set(['nfs', 'nfs4', 'cifs', 'smb3', 'fuse.sshfs']);

/** Where the system's files lie; other folders in tests. */
export interface LinuxSources {
  readonly mountInfoPath: string;
  readonly diskFolder: string;
}

const systemSources: LinuxSources = { mountInfoPath: '/proc/self/mountinfo', diskFolder: '/dev/disk' };

/** All mounts with their volume identities, in the order in which they were mounted. */
export function listLinuxMounts(sources: LinuxSources = systemSources): readonly Mount[] {
  const lines = parseMountInfo(readFileSync(sources.mountInfoPath, 'utf8'));
  const uuids = readDiskNames(join(sources.diskFolder, 'by-uuid'));
  const labels = readDiskNames(join(sources.diskFolder, 'by-label'));
  /** A volume may be mounted a dozen times (bind mounts, subvolumes). */
  const superblocks = new Map<string, string | null>();
  const readOwnId = (device: string, fileSystem: string): string | null => {
    const known = superblocks.get(device);
    if (known !== undefined) return known;
    const id = device.startsWith('/') ? readSuperblockId(device, fileSystem) : null;
    superblocks.set(device, id);
    return id;
  };
  return lines.map((line) => {
    const device = resolveDevice(line.source);
    const uuid = uuids.get(device) ?? readOwnId(device, line.fileSystem);
    const deviceId = `device:${line.source}:${line.fileSystem}`;
    const isShare = shareFileSystems.has(line.fileSystem);
    return {
      volumeId: uuid === null ? (isShare ? `share:${line.source}` : deviceId) : `uuid:${uuid}`,
      isCertain: uuid !== null || isShare,
      deviceId,
      label: labels.get(device) ?? (line.mountPoint === '/' ? 'This computer' : basename(line.mountPoint)),
      mountPoint: line.mountPoint,
      subfolder: posix.normalize(line.subfolder),
    };
  });
}

function resolveDevice(source: string): string {
  if (!source.startsWith('/')) return source;
  try {
    return realpathSync(source);
  } catch {
    // A device of another namespace: its name is all there is.
    return source;
  }
}

/** Device path -> name of the link to it. udev writes odd characters as `\x20`. */
function readDiskNames(folder: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    // No udev (containers): volumes are told apart by device and file system.
    return names;
  }
  for (const entry of entries) {
    const name = entry.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    try {
      names.set(realpathSync(join(folder, entry)), name);
    } catch {
      // A dangling link: its device was just taken out.
    }
  }
  return names;
}
