/**
 * @file Writes XMP sidecars into a folder that a person chose, which gets the form of their folders: `<folder>/<name of the
 * root>/<path>.xmp`. Never into a folder of photos, and over no file that is there, unless the person says so.
 */
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { CairnError } from '../../../api/errors.ts';
import type { SidecarReport } from '../../../api/calls/exports.ts';
import type { Catalog } from '../../../db/catalog.ts';
import { decodePathBytes, toDisplayPath, toFileSystemPath } from '../../path-encoding.ts';
import { explainWriteFailure, readErrorCode } from '../export-failure.ts';
import { writeSidecarText } from './sidecar-text.ts';

export interface SidecarParams {
  /** Absolute. */
  readonly folder: string;
  /** Sidecars that are there already, and say something else, are replaced. */
  readonly isReplacing: boolean;
  readonly signal: AbortSignal;
}

const pageSize = 500;
/** Names of photos that could not be written, in one report. */
const mostNames = 100;
/** The drive fails, not the one file. */
const fatalCodes = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'];

/** @throws CairnError `invalid-input` for a folder within a root, `export-failed`, or `cancelled` */
export async function writeSidecars(
  catalog: Catalog,
  { folder, isReplacing, signal }: SidecarParams,
): Promise<SidecarReport> {
  const target = await openTarget(catalog, folder);
  const rootNames = nameRoots(catalog.roots.list());
  const left: string[] = [];
  let [written, unchanged, kept, afterId] = [0, 0, 0, 0];
  for (;;) {
    const page = catalog.sidecarPhotos.list({ afterId, limit: pageSize });
    for (const { fileId, rootPath, relativePath, ...content } of page) {
      if (signal.aborted) throw new CairnError('cancelled', 'The export was cancelled.');
      afterId = fileId;
      const path = join(target, rootNames.get(rootPath) ?? 'photos', ...splitSafely(relativePath));
      try {
        const outcome = await writeOne(target, `${path}.xmp`, writeSidecarText(content), isReplacing);
        if (outcome === 'written') written += 1;
        else if (outcome === 'unchanged') unchanged += 1;
        else kept += 1;
      } catch (error) {
        if (fatalCodes.includes(readErrorCode(error) ?? '')) throw explainWriteFailure(error);
        left.push(toDisplayPath(relativePath));
      }
    }
    if (page.length < pageSize) break;
  }
  return { folder: target, written, unchanged, kept, left: left.slice(0, mostNames), leftCount: left.length };
}

/** Nothing is made before it is known where it would lie. */
async function openTarget(catalog: Catalog, folder: string): Promise<string> {
  const place = decodePathBytes(await findRealPlace(folder));
  const around = catalog.roots.list().find(({ path }) => isWithin(place, path) || isWithin(folder, path));
  if (around !== undefined) {
    throw new CairnError(
      'invalid-input',
      `${folder} lies in ${around.path}, which holds your photos: nothing is written there. Choose a folder outside.`,
    );
  }
  try {
    await mkdir(folder, { recursive: true });
    return await realpath(folder);
  } catch (error) {
    throw explainWriteFailure(error);
  }
}

/** Where a path leads, without links, as far as it is there. */
async function findRealPlace(path: string): Promise<Buffer> {
  for (let existing = path; ; existing = dirname(existing)) {
    const real = await realpath(toFileSystemPath(existing), { encoding: 'buffer' }).catch(() => null);
    if (real !== null) return real;
    if (existing === dirname(existing)) return Buffer.from(existing);
  }
}

type Outcome = 'written' | 'unchanged' | 'kept';

async function writeOne(target: string, path: string, text: string, isReplacing: boolean): Promise<Outcome> {
  const folder = dirname(path);
  // A link in the folder may lead out of it, to where the photos are.
  const place = decodePathBytes(await findRealPlace(folder));
  if (!isWithin(place, target)) throw new Error('leads out of the folder');
  await mkdir(toFileSystemPath(folder), { recursive: true });
  const file = toFileSystemPath(path);
  try {
    await writeFile(file, text, { flag: 'wx' });
    return 'written';
  } catch (error) {
    if (readErrorCode(error) !== 'EEXIST') throw error;
  }
  const old = await readFile(file, 'utf8').catch(() => null);
  if (old === text) return 'unchanged';
  if (!isReplacing) return 'kept';
  const draft = toFileSystemPath(`${path}.partial`);
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
  return 'written';
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Folder names of the roots, each with its own: two may have the same last part. */
function nameRoots(roots: readonly { readonly path: string }[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { path } of roots) {
    const base = makeSafe(basename(path)) || 'photos';
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base} (${String(number)})`;
    taken.add(name.toLowerCase());
    names.set(path, name);
  }
  return names;
}

/** A catalog may come from anybody: no part of a path in it leads upwards. */
function splitSafely(relativePath: string): string[] {
  return relativePath
    .split('/')
    .filter((part) => part !== '')
    .map(makeSafe);
}

function makeSafe(part: string): string {
  // eslint-disable-next-line no-control-regex -- no file system takes it
  const safe = part.replaceAll(/[/\\\u0000]/g, '_');
  return safe === '.' || safe === '..' ? safe.replaceAll('.', '_') : safe;
}
