/** @file macOS: volumes by their name under /Volumes; everything else is the start-up volume. */
import { readdirSync } from 'node:fs';
import type { Mount } from './mount.ts';

/** The start-up volume and what is mounted under `/Volumes`. */
export function listMacMounts(volumesFolder = '/Volumes'): readonly Mount[] {
  const startUp: Mount = {
    volumeId: 'mac:/',
    isCertain: true,
    label: 'This computer',
    mountPoint: '/',
    subfolder: '/',
  };
  let names: string[];
  try {
    names = readdirSync(volumesFolder);
  } catch {
    // Not readable: only the start-up volume is known.
    names = [];
  }
  const mounts = names.map((name): Mount => ({
    // A second volume of the same name is mounted as "Name 1".
    volumeId: `mac:${name}`,
    isCertain: true,
    label: name,
    mountPoint: `${volumesFolder}/${name}`,
    subfolder: '/',
  }));
  return [startUp, ...mounts];
}
