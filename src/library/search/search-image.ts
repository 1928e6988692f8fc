/** @file Search by a picture from outside: its landmark, and the photos of the library that look like it. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageSearchResult } from '../../api/search.ts';
import type { SimilarPhoto } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { ReadTools } from '../read-tools.ts';

export interface ImageSearchOptions {
  readonly catalog: Catalog;
  readonly tools: Pick<ReadTools, 'explainFile' | 'similar'>;
  /** In the cache: the embedder reads files, and the picture may come from no file. */
  readonly folder: string;
}

/** Photos that look like the picture. */
const similarCount = 60;

/**
 * Makes the search. It rejects with CairnError: `photo-unreadable` for what is no picture.
 *
 * A picture lies on the disk only while it is read; what a killed process left is removed before the first search.
 */
export function createImageSearch(options: ImageSearchOptions): (bytes: Uint8Array) => Promise<ImageSearchResult> {
  const { catalog, tools, folder } = options;
  let isClean = false;

  const find = async (path: string): Promise<ImageSearchResult> => {
    const reasons = await tools.explainFile(path);
    const near = await tools.similar(path, similarCount);
    const cosines = new Map(near.map(({ photoId, cosine }) => [photoId, cosine]));
    const similar = catalog.photos
      .getTiles([...cosines.keys()])
      .filter(({ availability }) => availability !== 'missing')
      .map((tile): SimilarPhoto => ({ ...tile, cosine: cosines.get(tile.id) ?? 0 }));
    return { albumId: findAlbum(catalog, reasons.landmarkId), reasons, similar };
  };

  return async (bytes) => {
    if (!isClean) rmSync(folder, { recursive: true, force: true });
    isClean = true;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomUUID());
    try {
      await writeFile(path, bytes, { mode: 0o600 });
      return await find(path);
    } finally {
      await rm(path, { force: true });
    }
  };
}

/** Groups of the library are recognised by their album, landmarks by their id. */
function findAlbum(catalog: Catalog, landmarkId: string | null): number | null {
  if (landmarkId === null) return null;
  const albumId = /^album:(\d+)$/u.exec(landmarkId)?.[1];
  if (albumId !== undefined) return catalog.albums.resolve(Number(albumId));
  return catalog.albums.findByLandmark(landmarkId)?.id ?? null;
}
