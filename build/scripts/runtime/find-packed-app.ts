/** @file Where `npm run package` lays the app for this computer. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface PackedApp {
  readonly executable: string;
  /** Holds app.asar and what lies beside it. */
  readonly resources: string;
}

/** Rejects when nothing was packed. @param dist the folder of packages */
export async function findPackedApp(dist: string): Promise<PackedApp> {
  const packed = existsSync(dist) ? (await readdir(dist)).find((name) => name.endsWith('unpacked')) : undefined;
  if (packed !== undefined) {
    const executable = join(dist, packed, process.platform === 'win32' ? 'cairn.exe' : 'cairn');
    if (existsSync(executable)) return { executable, resources: join(dist, packed, 'resources') };
  }
  const executable = join(dist, `mac-${process.arch}`, 'Cairn.app', 'Contents', 'MacOS', 'Cairn');
  if (existsSync(executable)) return { executable, resources: join(dirname(executable), '..', 'Resources') };
  throw new Error('There is no packed app. Run: npm run package');
}
