/** @file Fetches one exact npm package through the ordinary npm client and checks its content. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runTool } from './run-tool.ts';

export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the tarball as the registry states it: `sha512-<base64>`. */
  readonly integrity: string;
}

/** Hash of a file's bytes. */
export async function hashFile(
  path: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64',
): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest(encoding);
}

/**
 * Puts the package's tarball into `folder` with `npm pack` and returns its path. No script of the package runs. Rejects when
 * npm cannot fetch it or its sha512 is not the pinned one.
 */
export async function fetchNpmPackage(pinned: PinnedPackage, folder: string): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, `${pinned.name}@${pinned.version}`];
  // Inside an npm script npm_execpath is npm's own entry: the same npm, with the same registry settings.
  const npmEntry = process.env['npm_execpath'];
  const stdout =
    npmEntry?.endsWith('.js') === true
      ? await runTool(process.execPath, [npmEntry, ...args])
      : await runTool('npm', args);
  const path = join(folder, readFileName(stdout));
  const found = `sha512-${await hashFile(path, 'sha512', 'base64')}`;
  if (found !== pinned.integrity) {
    throw new Error(
      `${pinned.name}@${pinned.version} is not the pinned file: ${found} instead of ${pinned.integrity}.`,
    );
  }
  return path;
}

/** File name out of `npm pack --json`: an array before npm 12, else an object by package name. */
function readFileName(json: string): string {
  const parsed: unknown = JSON.parse(json);
  const first: unknown = typeof parsed === 'object' && parsed !== null ? Object.values(parsed)[0] : undefined;
  if (typeof first === 'object' && first !== null && 'filename' in first && typeof first.filename === 'string') {
    return first.filename;
  }
  throw new Error(`npm pack gave no file name: ${json.slice(0, 200)}`);
}
