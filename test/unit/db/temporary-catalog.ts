/** @file Real catalogs in temporary folders, and rows to fill them with. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openCatalog, type Catalog, type OpenCatalogOptions } from '../../../src/db/catalog.ts';
import type { AlbumRow, NewAlbum } from '../../../src/db/albums.ts';
import type { NewPhoto } from '../../../src/db/photos.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanUp of cleanups.splice(0).reverse()) cleanUp();
});

/** Runs `cleanUp` after the test, the latest first. */
export function defer(cleanUp: () => void): void {
  cleanups.push(cleanUp);
}

/** A folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-db-'));
  defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that stands still until it is set. */
export interface TestClock {
  nowMs: number;
}

/** A catalog of its own for one test, closed after it. */
export function openTestCatalog(options: Partial<OpenCatalogOptions> & { clock?: TestClock } = {}): Catalog {
  const { clock, ...rest } = options;
  const now = clock === undefined ? {} : { now: () => clock.nowMs };
  const catalog = openCatalog({ folder: options.folder ?? makeFolder(), ...now, ...rest });
  defer(() => catalog.close());
  return catalog;
}

/** sha256 of a name, hex: a content hash to recognise. */
export function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

export function samplePhoto(name: string, changes: Partial<NewPhoto> = {}): NewPhoto {
  return {
    contentHash: hashOf(name),
    sizeBytes: 2_500_000,
    format: 'jpeg',
    width: 4000,
    height: 3000,
    orientation: 6,
    takenMs: 1_600_000_000_000,
    takenOffsetMinutes: 120,
    takenSource: 'exif',
    latitude: 43.7,
    longitude: 7.27,
    cameraMake: 'Canon',
    cameraModel: 'EOS 5D',
    addedMs: 1_700_000_000_000,
    ...changes,
  };
}

export function addRoot(catalog: Catalog, name = 'photos'): number {
  return catalog.roots.insert({
    volumeId: 'volume-1',
    volumeLabel: 'Disk',
    path: `/home/ada/${name}`,
    pathInVolume: `ada/${name}`,
    addedMs: 1_000,
  });
}

export function addFile(catalog: Catalog, rootId: number, relativePath: string, mtimeMs = 5_000): number {
  return catalog.files.upsertChanged({ rootId, relativePath, sizeBytes: 100, mtimeMs }).fileId;
}

/** A photo with one present file named after it. */
export function addPhoto(
  catalog: Catalog,
  rootId: number,
  name: string,
  changes: Partial<NewPhoto> = {},
): { readonly photoId: number; readonly fileId: number } {
  const photoId = catalog.photos.insert(samplePhoto(name, changes));
  const fileId = addFile(catalog, rootId, `${name}.jpg`);
  catalog.files.setPhoto(fileId, photoId);
  return { photoId, fileId };
}

export function addGroup(catalog: Catalog, name: string, changes: Partial<NewAlbum> = {}): number {
  return catalog.albums.insert({ kind: 'group', landmarkId: null, name, createdMs: 1, ...changes });
}

/** A person's word in the catalog, without the decision that brings it about. */
export function decide(
  catalog: Catalog,
  albumId: number,
  photoId: number,
  state: 'confirmed' | 'rejected',
  { confidence = null, updatedMs = 1 }: { readonly confidence?: number | null; readonly updatedMs?: number } = {},
): void {
  catalog.memberships.restore(albumId, photoId, { state, confidence, isTentative: false, updatedMs });
}

export function renameAlbum(catalog: Catalog, albumId: number, name: string): void {
  changeAlbum(catalog, albumId, { name, isNamedByPerson: true });
}

export function mergeAlbum(catalog: Catalog, albumId: number, intoId: number): void {
  changeAlbum(catalog, albumId, { mergedIntoId: intoId });
}

function changeAlbum(catalog: Catalog, albumId: number, change: Partial<AlbumRow>): void {
  const album = catalog.albums.get(albumId);
  if (album === null) throw new Error(`no album ${albumId}`);
  catalog.albums.put({ ...album, ...change });
}
