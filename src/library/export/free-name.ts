/** @file A file comes under its own name, or under the next free one: nothing that is there is ever overwritten. */
import { open, rename, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { readErrorCode } from './export-failure.ts';

/** Names that one Windows or another takes for a device. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const longestName = 200;
const mostTries = 10_000;

/** A name that every file system takes, as near to the old one as can be. */
export function makePortable(name: string): string {
  const { name: stem, ext } = parse(
    // eslint-disable-next-line no-control-regex -- these are what no file system but some takes
    name.replaceAll(/[<>:"/\\|?*\u0000-\u001f\u007f]|\p{Surrogate}/gu, '_').replace(/[. ]+$/, ''),
  );
  const short = Array.from(stem)
    .slice(0, longestName - ext.length)
    .join('');
  const whole = `${short}${ext}`;
  if (whole === '') return 'photo';
  return deviceName.test(whole) ? `_${whole}` : whole;
}

/** "IMG_1.jpg", "IMG_1 (2).jpg", "IMG_1 (3).jpg". */
export function numberName(name: string, number: number): string {
  if (number === 1) return name;
  const { name: stem, ext } = parse(name);
  return `${stem} (${String(number)})${ext}`;
}

/**
 * Gives a finished file its name in the folder and returns that name. The name is taken by an empty file first, which only this very
 * file then replaces: also where no hard links exist, and while another program writes to the folder.
 */
export async function moveToFreeName(temporary: string, folder: string, wanted: string): Promise<string> {
  let base = wanted;
  for (let number = 1; number <= mostTries; number++) {
    const name = numberName(base, number);
    const path = join(folder, name);
    try {
      await (await open(path, 'wx')).close();
    } catch (error) {
      const code = readErrorCode(error);
      if (code === 'EEXIST' || code === 'EISDIR') continue;
      const portable = makePortable(wanted);
      // What the source's file system takes, the target's may not.
      if ((code === 'EINVAL' || code === 'ENAMETOOLONG' || code === 'ENOENT') && base !== portable) {
        base = portable;
        number = 0;
        continue;
      }
      throw error;
    }
    try {
      await rename(temporary, path);
      return name;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }
  throw new Error(`There are ${String(mostTries)} files named like ${wanted}.`);
}
