/** @file Windows: drives by their volume serial number, which Node gives as `dev`. */
import { statSync } from 'node:fs';
import type { Mount } from './mount.ts';

/** A and B, once floppy disks, come last: asking an absent one may take long. */
const letters = 'CDEFGHIJKLMNOPQRSTUVWXYZAB'.split('');

/** The drives that answer, as mounts. Network folders (\\server\share) are identified by their name in volume-identity.ts. */
export function listWindowsMounts(): readonly Mount[] {
  return letters.flatMap((letter) => {
    const mountPoint = `${letter}:\\`;
    const serial = readSerial(mountPoint);
    if (serial === null) return [];
    return [{ volumeId: `windows:${serial}`, isCertain: true, label: `${letter}:`, mountPoint, subfolder: '/' }];
  });
}

function readSerial(mountPoint: string): string | null {
  try {
    return statSync(mountPoint, { bigint: true }).dev.toString(16);
  } catch {
    // No such drive, or an empty card reader.
    return null;
  }
}
