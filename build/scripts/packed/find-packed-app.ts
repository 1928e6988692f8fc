/** @file Where `npm run package` left the app. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface PackedApp {
  /** All of it: `linux-unpacked`, `win-unpacked`, `Cairn.app`. */
  readonly folder: string;
  readonly executable: string;
  /** Electron's resources folder. */
  readonly resources: string;
}

const distFolder = join(import.meta.dirname, '..', '..', '..', 'dist');

/** The unpacked app in `dist/` for this computer. @throws Error when there is none */
export function findPackedApp(dist = distFolder): PackedApp {
  const names = existsSync(dist) ? readdirSync(dist) : [];
  if (process.platform === 'darwin') {
    const found = names.find((name) => name.startsWith('mac') && existsSync(join(dist, name, 'Cairn.app')));
    if (found !== undefined) return describeBundle(join(dist, found, 'Cairn.app'));
  }
  const found = names.find((name) => name.endsWith('unpacked'));
  if (found === undefined) throw new Error('There is no packed app. Run: npm run package');
  const folder = join(dist, found);
  const executable = join(folder, process.platform === 'win32' ? 'cairn.exe' : 'cairn');
  if (!existsSync(executable)) throw new Error(`${executable} is missing. Run: npm run package`);
  return { folder, executable, resources: join(folder, 'resources') };
}

function describeBundle(folder: string): PackedApp {
  const contents = join(folder, 'Contents');
  return { folder, executable: join(contents, 'MacOS', 'Cairn'), resources: join(contents, 'Resources') };
}
