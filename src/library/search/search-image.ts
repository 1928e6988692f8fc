/** @file Search by a picture from outside: its landmark, and the photos of the library that look like it. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageSearchResult, LikelyAlbum } from '../../api/search.ts';
import type { SimilarPhoto } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { ReadTools } from '../read-tools.ts';

export interface ImageSearchOptions {
  readonly catalog: Catalog;
  readonly tools: Pick<ReadTools, 'explainFile' | 'similar'>;
  /** In the cache: the embedder reads files, and the picture may come from no file. */
  readonly folder: string;
}

/** The nearest photos say which album the picture may belong to. */
const witnessCount = 5;
/** Most of them must be of one album, */
const leastWitnesses = 3;
/** and look like it: strangers seldom do so much, whatever they show. */
const leastCosine = 0.6;
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
    const albumId = findAlbum(catalog, reasons.landmarkId);
    // What the atlas and the person's own references are silent about, albums of suggested photos may still show.
    const likelyAlbum = albumId === null && reasons.landmarkId === null ? findLikelyAlbum(catalog, similar) : null;
    return { albumId, likelyAlbum, reasons, similar };
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

/** The album on view that most of the nearest photos are in; null when they are not of one mind. */
export function findLikelyAlbum(catalog: Catalog, similar: readonly SimilarPhoto[]): LikelyAlbum | null {
  const nearest = similar.slice(0, witnessCount).filter(({ cosine }) => cosine >= leastCosine);
  const counts = new Map<number, number>();
  for (const { id } of nearest) {
    for (const { albumId, state, isTentative } of catalog.memberships.listForPhoto(id)) {
      if (state !== 'rejected' && !isTentative) counts.set(albumId, (counts.get(albumId) ?? 0) + 1);
    }
  }
  for (const [id, witnesses] of counts) {
    const album = catalog.albums.get(id);
    if (witnesses < leastWitnesses || album === null || album.isHidden) continue;
    return { id, name: album.name, witnesses, of: nearest.length };
  }
  return null;
}
