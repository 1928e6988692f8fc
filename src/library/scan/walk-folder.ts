/**
 * @file Walks one root: every photo file with size and time.
 *
 * Synchronous on purpose: it runs in a thread of its own, and 20,000 promises cost more than 20,000 stats. An explicit stack
 * takes any depth. Folder links are not followed, which also ends every loop.
 */
import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { isPhotoFileName } from '../../ml/decode/photo-file-names.ts';
import { decodePathBytes, isPlainPath, toFileSystemPath } from '../path-encoding.ts';
import { isPhotoLibrary, isSkippedFolder, liesInSkippedFolder } from './skipped-folders.ts';

export interface WalkVisitor {
  /** A photo file. `relativePath` is encoded text with `/` ([Note: path encoding]); `mtimeMs` is an integer. */
  readonly onPhoto: (relativePath: string, sizeBytes: number, mtimeMs: number) => void;
  readonly onOtherFile: () => void;
  /** A folder (or file) that cannot be read; what is known of its content stays as it was. '' is the root itself. */
  readonly onUnreadable: (relativePath: string, reason: string, isFolder: boolean) => void;
  /** Called before a folder and every few hundred entries of it; true ends the walk. */
  readonly isCancelled: () => boolean;
  /**
   * Called after a folder was listed or could not be, and after its files were looked at where some were gone by then; false ends the walk: the drive
   * is away, and what is met in its place says nothing about it.
   */
  readonly isStillThere: () => boolean;
}

interface Folder {
  /** '' for the root, else with a `/` at the end. */
  readonly prefix: string;
  readonly name: string;
}

/** Characters of which a name must be looked at again as bytes: U+FFFD, or a surrogate of the last plane. */
const suspiciousName = /[\ufffd\udbff]/;
/** Entries of one folder between two looks at whether anyone wants to know any more. */
const entriesBetweenLooks = 500;
const canHoldOddNames = process.platform !== 'win32' && process.platform !== 'darwin';

/** Walks `root` (absolute, links resolved). */
export function walkFolder(root: string, visitor: WalkVisitor): void {
  const base = root.endsWith('/') || root.endsWith('\\') ? root : `${root}/`;
  const stack: Folder[] = [{ prefix: '', name: root.slice(root.lastIndexOf('/') + 1) }];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    if (visitor.isCancelled()) return;
    let entries: readonly Dirent[];
    try {
      entries = readEntries(base + folder.prefix);
    } catch (error) {
      visitor.onUnreadable(folder.prefix.slice(0, -1), describeFailure(error), true);
      if (!visitor.isStillThere()) return;
      continue;
    }
    if (!visitor.isStillThere()) return;
    const isBundle = isPhotoLibrary(folder.name);
    const subfolders: Folder[] = [];
    let hasVanished = false;
    for (const [index, entry] of entries.entries()) {
      if (index % entriesBetweenLooks === entriesBetweenLooks - 1 && visitor.isCancelled()) return;
      const { name } = entry;
      if (entry.isDirectory()) {
        if (!isSkippedFolder(name, folder.name)) subfolders.push({ prefix: `${folder.prefix}${name}/`, name });
      } else if (!isBundle && !name.startsWith('.')) {
        const isThere = visitFile({ root, base, relativePath: folder.prefix + name, entry, visitor });
        hasVanished ||= !isThere;
      }
    }
    if (hasVanished && !visitor.isStillThere()) return;
    // The stack hands them out in the order of their names.
    for (const subfolder of subfolders.reverse()) stack.push(subfolder);
  }
}

interface FileVisit {
  readonly root: string;
  readonly base: string;
  readonly relativePath: string;
  readonly entry: Dirent;
  readonly visitor: WalkVisitor;
}

/** False when the file is gone since its folder was listed. */
function visitFile({ root, base, relativePath, entry, visitor }: FileVisit): boolean {
  if (!isPhotoFileName(entry.name)) {
    visitor.onOtherFile();
    return true;
  }
  const path = toFileSystemPath(base + relativePath);
  try {
    if (entry.isSymbolicLink()) {
      const stats = isLinkOfItsOwn(root, path) ? statSync(path) : null;
      if (stats?.isFile() !== true) visitor.onOtherFile();
      else visitor.onPhoto(relativePath, stats.size, Math.trunc(stats.mtimeMs));
      return true;
    }
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return false;
    // Else a pipe, socket or device that is called like a photo.
    if (stats.isFile()) visitor.onPhoto(relativePath, stats.size, Math.trunc(stats.mtimeMs));
    else visitor.onOtherFile();
  } catch (error) {
    visitor.onUnreadable(relativePath, describeFailure(error), false);
  }
  return true;
}

/** False for a link to a file that the walk meets under its own name, so that it counts once. */
function isLinkOfItsOwn(root: string, path: string | Buffer): boolean {
  const target = decodePathBytes(realpathSync(path, { encoding: 'buffer' }));
  const base = root.endsWith('/') ? root : `${root}/`;
  if (!target.startsWith(base)) return true;
  const relativePath = target.slice(base.length);
  const name = relativePath.slice(relativePath.lastIndexOf('/') + 1);
  // git-annex keeps the content in .git and links to it: then the link is the photo.
  return liesInSkippedFolder(relativePath) || name.startsWith('.') || !isPhotoFileName(name);
}

function readEntries(path: string): readonly Dirent[] {
  if (isPlainPath(path)) {
    const entries = readdirSync(path, { withFileTypes: true });
    // Text is several times as fast as bytes; bytes are only read again where a name may have lost some.
    if (!canHoldOddNames || !entries.some((entry) => suspiciousName.test(entry.name))) return sortByName(entries);
  }
  const entries = readdirSync(toFileSystemPath(path), { withFileTypes: true, encoding: 'buffer' });
  return sortByName(
    entries.map((entry): Dirent => {
      const name = decodePathBytes(entry.name);
      return Object.assign(entry as unknown as Dirent, { name });
    }),
  );
}

/** By code unit: the same photos are listed in the same order on every file system, so they make the same albums. */
function sortByName(entries: Dirent[]): readonly Dirent[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** One sentence for a failed file operation. */
export function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'Permission denied.';
  if (code === 'ENOENT') return 'It does not exist (any more).';
  if (code === 'ENAMETOOLONG') return 'Its path is longer than this system can open.';
  if (code === 'ELOOP') return 'It is a link that leads to itself.';
  if (code === 'EIO' || code === 'ENXIO') return 'The drive reports a read error.';
  return message;
}
