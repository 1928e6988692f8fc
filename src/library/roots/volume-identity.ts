/**
 * @file Which volume a folder lies on, and where that volume is mounted now.
 *
 * [Note: volume identity] A root is stored as (volume, path in the volume). When the volume is mounted elsewhere the root is
 * found there; when it is absent the root is offline and nothing of it is dropped.
 */
import { basename, posix, win32 } from 'node:path';
import { listLinuxMounts } from './linux-volumes.ts';
import { listMacMounts } from './mac-volumes.ts';
import type { Mount } from './mount.ts';
import { listWindowsMounts } from './windows-volumes.ts';

export interface VolumeIdentity {
  readonly volumeId: string;
  readonly isCertain: boolean;
  /** See `Mount`. */
  readonly deviceId?: string | undefined;
  readonly label: string;
  /** With `/` separators, starting with `/`. */
  readonly pathInVolume: string;
}

/** The mounts of this computer now. */
export function listMounts(platform: NodeJS.Platform = process.platform): readonly Mount[] {
  if (platform === 'win32') return listWindowsMounts();
  return platform === 'darwin' ? listMacMounts() : listLinuxMounts();
}

/** Which volume holds `path` (absolute, links resolved). */
export function identifyVolume(path: string, mounts: readonly Mount[]): VolumeIdentity {
  let best: Mount | null = null;
  for (const mount of mounts) {
    // A later mount of the same place hides the earlier one.
    if (isInside(path, mount.mountPoint) && mount.mountPoint.length >= (best?.mountPoint.length ?? 0)) best = mount;
  }
  if (best === null) return identifyUnmounted(path);
  const rest = path.slice(best.mountPoint.length);
  return {
    volumeId: best.volumeId,
    isCertain: best.isCertain,
    deviceId: best.deviceId,
    label: best.label,
    pathInVolume: posix.join('/', best.subfolder, best.mountPoint.includes('\\') ? toSlashes(rest) : rest),
  };
}

/** Where a folder of a volume may be found now: a candidate a mount. */
export function locateInVolume(volumeId: string, pathInVolume: string, mounts: readonly Mount[]): readonly string[] {
  return mounts.flatMap((mount) => {
    if (mount.volumeId !== volumeId || !isInside(pathInVolume, mount.subfolder)) return [];
    const rest = pathInVolume.slice(mount.subfolder === '/' ? 0 : mount.subfolder.length);
    const { mountPoint } = mount;
    return [stripEnd(mountPoint.includes('\\') ? win32.join(mountPoint, rest) : posix.join(mountPoint, rest))];
  });
}

/** \\server\share, or a folder of which no mount is known: the folder stands for itself. */
function identifyUnmounted(path: string): VolumeIdentity {
  const share = /^\\\\[^\\]+\\[^\\]+/.exec(path)?.[0];
  if (share === undefined) {
    return { volumeId: 'unknown', isCertain: false, label: basename(path), pathInVolume: path };
  }
  const pathInVolume = posix.join('/', toSlashes(path.slice(share.length)));
  return { volumeId: `share:${share.toLowerCase()}`, isCertain: true, label: share, pathInVolume };
}

/** True when `path` is `folder` or lies below it. Both absolute and without a separator at the end (but `/` and `C:\`). */
export function isInside(path: string, folder: string): boolean {
  if (path === folder) return true;
  const separator = folder.includes('\\') ? '\\' : '/';
  return path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}

function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function stripEnd(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
