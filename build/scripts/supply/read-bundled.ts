/** @file Which packages the last build put into its bundles. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Reads `out/bundled-packages.json`. Throws when the app has not been built. */
export function readBundledPackages(folder: string): string[] {
  const path = join(folder, 'out', 'bundled-packages.json');
  if (!existsSync(path)) throw new Error('The app is not built. Run: npm run build');
  return z.array(z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
}
