/** @file Roots: added with their reasons for refusal, found again after a volume moved, offline while it is absent. */
import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import type { RootView } from '../../api/views.ts';
import { CairnError } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { RootRow } from '../../db/roots.ts';
import { decodePathBytes, toDisplayPath, toFileSystemPath } from '../path-encoding.ts';
import type { MovedRoot } from '../watch/drive-watch.ts';
import type { Mount } from './mount.ts';
import { identifyVolume, isInside, listMounts, locateInVolume } from './volume-identity.ts';

export interface RootService {
  /** @throws CairnError `folder-unreadable`, `duplicate-root` or `nested-root` */
  readonly add: (path: string) => RootView;
  readonly list: () => readonly RootView[];
  /** @throws CairnError `not-found` */
  readonly remove: (rootId: number) => void;
  /** Looks where each root is now. Returns those that can be scanned. */
  readonly refresh: (rootIds?: readonly number[]) => readonly RootRow[];
  /** Roots whose drive seems to have come or gone since the last refresh. Changes nothing. */
  readonly findMoved: () => readonly MovedRoot[];
  /** The root's drive went away during a scan. */
  readonly markOffline: (rootId: number) => void;
}

export interface RootServiceOptions {
  readonly catalog: Catalog;
  /** Cairn's own data: no root may be it or lie in it. */
  readonly dataFolder: string;
  readonly now?: () => number;
  /** Other mounts in tests. */
  readonly listMounts?: () => readonly Mount[];
}

/** Makes the service of roots. */
export function createRootService(options: RootServiceOptions): RootService {
  const { catalog, dataFolder, now = Date.now, listMounts: readMounts = listMounts } = options;

  const add = (givenPath: string): RootView => {
    const path = resolveFolder(givenPath);
    const mounts = readMounts();
    refuseOwnFolder(path, dataFolder);
    refuseOverlap(path, refreshAll(catalog, mounts, now()));
    const identity = identifyVolume(path, mounts);
    const id = catalog.roots.insert({
      volumeId: identity.volumeId,
      volumeLabel: identity.label,
      path,
      pathInVolume: identity.pathInVolume,
      addedMs: now(),
    });
    catalog.roots.noteSeen(id, now());
    const row = catalog.roots.get(id);
    if (row === null) throw new CairnError('internal', 'The folder was not stored.');
    return viewRoot(catalog, row);
  };

  return {
    add,
    list: () => catalog.roots.list().map((row) => viewRoot(catalog, row)),
    remove: (rootId) => {
      requireRoot(catalog, rootId);
      catalog.roots.remove(rootId);
    },
    refresh: (rootIds) => {
      const online = refreshAll(catalog, readMounts(), now()).filter(({ state }) => state === 'online');
      return rootIds === undefined ? online : online.filter(({ id }) => rootIds.includes(id));
    },
    findMoved: () => {
      const mounts = readMounts();
      return catalog.roots.list().flatMap((root) => {
        const isBack = root.state === 'offline';
        return hasMoved(catalog, root, mounts) ? [{ rootId: root.id, isBack }] : [];
      });
    },
    markOffline: (rootId) => catalog.roots.setState(rootId, 'offline'),
  };
}

function requireRoot(catalog: Catalog, rootId: number): RootRow {
  const row = catalog.roots.list().find(({ id }) => id === rootId);
  if (row === undefined) throw new CairnError('not-found', 'This folder is not in the library (any more).');
  return row;
}

function viewRoot(catalog: Catalog, row: RootRow): RootView {
  return {
    id: row.id,
    path: toDisplayPath(row.path),
    label: toDisplayPath(basename(row.path)) || row.volumeLabel,
    state: row.state === 'online' ? 'online' : 'offline',
    photoCount: catalog.roots.countPhotos(row.id),
    lastSeenMs: row.seenMs,
  };
}

/** Absolute, links resolved, encoded. */
function resolveFolder(givenPath: string): string {
  const shown = toDisplayPath(givenPath);
  try {
    const absolute = isAbsolute(givenPath) ? givenPath : resolve(givenPath);
    const path = decodePathBytes(realpathSync.native(toFileSystemPath(absolute), { encoding: 'buffer' }));
    if (!statSync(toFileSystemPath(path)).isDirectory()) {
      throw new CairnError('folder-unreadable', `${shown} is not a folder. Choose the folder that holds the photos.`);
    }
    accessSync(toFileSystemPath(path), constants.R_OK | constants.X_OK);
    readdirSync(toFileSystemPath(path));
    return path;
  } catch (error) {
    if (error instanceof CairnError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT'
        ? `The folder ${shown} does not exist. Check its name, and that its drive is connected.`
        : `The folder ${shown} cannot be read (${code ?? String(error)}). Check its permissions.`;
    throw new CairnError('folder-unreadable', reason, { cause: error });
  }
}

function refuseOwnFolder(path: string, dataFolder: string): void {
  const own = resolve(dataFolder);
  if (isInside(path, own)) {
    throw new CairnError(
      'nested-root',
      `${toDisplayPath(path)} is Cairn's own data folder; it holds no photos of yours.`,
    );
  }
}

function refuseOverlap(path: string, roots: readonly RootRow[]): void {
  const shown = toDisplayPath(path);
  for (const root of roots) {
    // An absent root's path may be another volume's now: the volume identity decides when it is inserted.
    if (root.state !== 'online') continue;
    const other = toDisplayPath(root.path);
    if (root.path === path) throw new CairnError('duplicate-root', `${other} has been added already.`);
    if (isInside(path, root.path)) {
      throw new CairnError('nested-root', `${shown} lies inside ${other}, which has been added already.`);
    }
    if (isInside(root.path, path)) {
      throw new CairnError(
        'nested-root',
        `${shown} holds ${other}, which has been added already. Remove that folder first to add this one.`,
      );
    }
  }
}

/**
 * Whether a drive seems to have come or gone since the last refresh. Looks at the list of mounts alone where it can: a network drive
 * that does not answer must not be asked every few seconds.
 */
function hasMoved(catalog: Catalog, root: RootRow, mounts: readonly Mount[]): boolean {
  if (root.state === 'offline') return findRoot(catalog, root, mounts) !== null;
  return isCertainId(root.volumeId) && identifyVolume(root.path, mounts).volumeId !== root.volumeId;
}

/** A minute is exact enough for "last seen", and spares most looks a write. */
const sightingMs = 60_000;

function refreshAll(catalog: Catalog, mounts: readonly Mount[], nowMs: number): readonly RootRow[] {
  return catalog.roots.list().map((root) => refreshRoot(catalog, root, mounts, nowMs));
}

function refreshRoot(catalog: Catalog, root: RootRow, mounts: readonly Mount[], nowMs: number): RootRow {
  const path = findRoot(catalog, root, mounts);
  const state = path === null ? 'offline' : 'online';
  if (path !== null && path !== root.path) catalog.roots.setPath(root.id, path);
  if (state !== root.state) catalog.roots.setState(root.id, state);
  if (path !== null) {
    learnVolume(catalog, { ...root, path }, mounts);
    // What a drive that was being taken out failed to give is asked for again.
    if (root.state === 'offline' || path !== root.path) catalog.jobs.retryUnread(root.id);
  }
  const isNoted = root.seenMs !== null && Math.abs(nowMs - root.seenMs) < sightingMs;
  if (path !== null && !isNoted) catalog.roots.noteSeen(root.id, nowMs);
  return { ...root, state, path: path ?? root.path };
}

function findRoot(catalog: Catalog, root: RootRow, mounts: readonly Mount[]): string | null {
  if (isFolder(root.path)) {
    const here = identifyVolume(root.path, mounts);
    if (here.volumeId === root.volumeId && here.pathInVolume === root.pathInVolume) return root.path;
    if (!isCertainId(root.volumeId)) {
      // Only a device name to go by, and they change. An empty folder is the mount point of an absent drive.
      if (!isEmptyFolder(root.path) || catalog.roots.countPhotos(root.id) === 0) return root.path;
    }
  }
  if (!isCertainId(root.volumeId)) return null;
  return locateInVolume(root.volumeId, root.pathInVolume, mounts).find(isFolder) ?? null;
}

/** A root that was added when only the device's name could be told gets the identity that can be told now. */
function learnVolume(catalog: Catalog, root: RootRow, mounts: readonly Mount[]): void {
  if (isCertainId(root.volumeId)) return;
  const { volumeId, isCertain, deviceId, pathInVolume } = identifyVolume(root.path, mounts);
  if (isCertain && deviceId === root.volumeId) catalog.roots.setVolume(root.id, { volumeId, pathInVolume });
}

function isCertainId(volumeId: string): boolean {
  return !volumeId.startsWith('device:') && volumeId !== 'unknown';
}

function isFolder(path: string): boolean {
  try {
    return statSync(toFileSystemPath(path)).isDirectory();
  } catch {
    // Absent or out of reach.
    return false;
  }
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(toFileSystemPath(path)).length === 0;
  } catch {
    // Cannot be read: as good as absent.
    return true;
  }
}
