/** @file The person's own confirmed photos as references, so that further photos of the same landmark are recognised. */
import type { Catalog } from '../../db/catalog.ts';
import type { PersonalReferences } from '../../ml/embedder-messages.ts';
import { findGroupLandmarkId } from './landmark-albums.ts';

/** The newest decisions count when there are more: 2 KB each, held in memory and sent as one message. */
const maxReferences = 20_000;

/** Confirmed photos with their landmark id, for groups one of their own, in the vectors of one model. */
export function collectPersonalReferences(catalog: Catalog, modelId: number): PersonalReferences {
  const landmarkOf = new Map<number, string>();
  for (const { albumId, photoId, state } of catalog.memberships.listDecided()) {
    if (state !== 'confirmed') continue;
    const album = catalog.albums.get(albumId);
    if (album?.mergedIntoId !== null) continue;
    landmarkOf.set(photoId, album.landmarkId ?? findGroupLandmarkId(catalog, album));
  }
  const { photoIds, vectors } = catalog.embeddings.getMany([...landmarkOf.keys()].slice(-maxReferences), modelId);
  return { photoIds, vectors, landmarkIds: Array.from(photoIds, (photoId) => landmarkOf.get(photoId) ?? '') };
}
