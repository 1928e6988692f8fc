/** @file Compares the files of a root with what the catalog knows, and tells the differences in batches. */
import { statSync } from 'node:fs';
import { toFileSystemPath } from '../path-encoding.ts';
import { batchSize, type ScanCounts, type ScannedFile, type UnreadablePath } from './scan-messages.ts';
import { walkFolder } from './walk-folder.ts';

/** One file as the catalog has it. */
export interface KnownFile {
  readonly id: number;
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly state: 'present' | 'missing';
  readonly photoId: number | null;
  readonly hasJob: boolean;
}

export interface CompareReport {
  readonly onChanged: (files: readonly ScannedFile[]) => void;
  readonly onBack: (fileIds: readonly number[]) => void;
  readonly onGone: (fileIds: readonly number[]) => void;
  readonly onProgress: (found: number) => void;
  readonly isCancelled: () => boolean;
}

export type CompareOutcome =
  | {
      readonly kind: 'done';
      readonly counts: ScanCounts;
      readonly unreadable: readonly UnreadablePath[];
      readonly isCancelled: boolean;
    }
  | { readonly kind: 'absent'; readonly reason: string };

const progressEvery = 1000;

/** Walks `rootPath` and reports what differs from `known`. A root that is or goes away leaves everything as it was. */
export function compareRoot(rootPath: string, known: Iterable<KnownFile>, report: CompareReport): CompareOutcome {
  const device = readDevice(rootPath);
  if (device === null) return { kind: 'absent', reason: 'The folder does not exist or cannot be read.' };

  const unseen = new Map<string, KnownFile>();
  for (const file of known) unseen.set(file.relativePath, file);
  const changed: ScannedFile[] = [];
  const back: number[] = [];
  const unreadable: (UnreadablePath & { readonly isFolder: boolean })[] = [];
  let [found, unchanged, notPhotos] = [0, 0, 0];
  const presence = { isThere: true };

  walkFolder(rootPath, {
    isCancelled: report.isCancelled,
    // Unmounted meanwhile, the walk would go on in an empty mount point, or in what was mounted there since.
    isStillThere: () => (presence.isThere &&= readDevice(rootPath) === device),
    onOtherFile: () => void (notPhotos += 1),
    onUnreadable: (relativePath, reason, isFolder) => void unreadable.push({ relativePath, reason, isFolder }),
    onPhoto: (relativePath, sizeBytes, mtimeMs) => {
      found += 1;
      if (found % progressEvery === 0) report.onProgress(found);
      const file = unseen.get(relativePath);
      if (file !== undefined) unseen.delete(relativePath);
      if (file?.sizeBytes === sizeBytes && file.mtimeMs === mtimeMs && (file.photoId !== null || file.hasJob)) {
        unchanged += 1;
        if (file.state === 'missing' && back.push(file.id) >= batchSize) report.onBack(back.splice(0));
      } else if (changed.push({ relativePath, sizeBytes, mtimeMs }) >= batchSize) {
        report.onChanged(changed.splice(0));
      }
    },
  });
  if (changed.length > 0) report.onChanged(changed);
  if (back.length > 0) report.onBack(back);

  const counts = { found, unchanged, notPhotos };
  const views = unreadable.map(({ relativePath, reason }) => ({ relativePath, reason }));
  if (report.isCancelled()) return { kind: 'done', counts, unreadable: views, isCancelled: true };
  const rootFailure = unreadable.find(({ relativePath }) => relativePath === '');
  if (rootFailure !== undefined) return { kind: 'absent', reason: rootFailure.reason };
  if (!presence.isThere || readDevice(rootPath) !== device)
    return { kind: 'absent', reason: 'The drive was taken out during the scan.' };
  reportGone(unseen, unreadable, report);
  return { kind: 'done', counts, unreadable: views, isCancelled: false };
}

/** What was not met is gone, except where the walk could not look. */
function reportGone(
  unseen: ReadonlyMap<string, KnownFile>,
  unreadable: readonly { readonly relativePath: string; readonly isFolder: boolean }[],
  report: CompareReport,
): void {
  const hiddenFiles = new Set(unreadable.filter(({ isFolder }) => !isFolder).map(({ relativePath }) => relativePath));
  const hiddenFolders = new Set(unreadable.filter(({ isFolder }) => isFolder).map(({ relativePath }) => relativePath));
  const gone: number[] = [];
  for (const file of unseen.values()) {
    if (file.state === 'missing' || hiddenFiles.has(file.relativePath)) continue;
    if (hiddenFolders.size > 0 && liesUnder(file.relativePath, hiddenFolders)) continue;
    if (gone.push(file.id) >= batchSize) report.onGone(gone.splice(0));
  }
  if (gone.length > 0) report.onGone(gone);
}

function liesUnder(relativePath: string, folders: ReadonlySet<string>): boolean {
  for (let end = relativePath.lastIndexOf('/'); end > 0; end = relativePath.lastIndexOf('/', end - 1)) {
    if (folders.has(relativePath.slice(0, end))) return true;
  }
  return false;
}

function readDevice(path: string): bigint | null {
  try {
    return statSync(toFileSystemPath(path), { bigint: true }).dev;
  } catch {
    // Absent or out of reach: the caller says so.
    return null;
  }
}
