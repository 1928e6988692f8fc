/** @file A catalog with albums and photos, a service of decisions, and decisions at random. */
import fc from 'fast-check';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { createDecisionService, type DecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { addGroup, addPhoto, addRoot, openTestCatalog } from '../../db/temporary-catalog.ts';

export interface Scene {
  readonly catalog: Catalog;
  readonly decisions: DecisionService;
  readonly photos: readonly number[];
}

export const photoCount = 12;
/** Landmarks that the catalog knows. */
export const landmarks = ['tower', 'bridge'] as const;

/** Three groups of three suggested photos, one landmark's album with two, one photo in none. Photos `p0`, `p1`, ... */
export function openScene(): Scene {
  const catalog = openTestCatalog();
  for (const id of landmarks) {
    const place = { country: 'FR', latitude: 43.7, longitude: 7.26 };
    catalog.landmarks.upsertPersonal({ id, name: `The ${id}`, aliases: [`Le ${id}`], ...place });
  }
  const rootId = addRoot(catalog);
  const photos = Array.from({ length: photoCount }, (_, index) => addPhoto(catalog, rootId, `p${index}`).photoId);
  const albums = ['One', 'Two', 'Three'].map((name) => addGroup(catalog, name));
  albums.push(catalog.albums.insert({ kind: 'landmark', landmarkId: 'tower', name: 'The tower' }));
  photos.slice(0, photoCount - 1).forEach((photoId, index) => {
    catalog.memberships.setSuggested(albums[Math.floor(index / 3)] ?? 0, photoId, 0.5 + index / 100, index % 5 === 4);
  });
  return { catalog, decisions: createDecisionService({ catalog, onDecided: () => undefined }), photos };
}

/** Every kind of decision that a person makes on albums and photos. */
export const decisionKinds = [
  'confirm',
  'reject',
  'move',
  'merge',
  'split',
  'open',
  'rename',
  'rename to a landmark',
  'link',
  'hide',
  'show',
  'cover',
  'it is a landmark',
  'not a landmark',
  'favourite',
  'different',
] as const;

/** A decision by numbers that any catalog makes sense of. */
export interface SomeDecision {
  readonly kind: (typeof decisionKinds)[number];
  readonly album: number;
  readonly other: number;
  readonly photos: readonly number[];
}

const small = fc.nat({ max: 40 });
export const someDecision: fc.Arbitrary<SomeDecision> = fc.record({
  kind: fc.constantFrom(...decisionKinds),
  album: small,
  other: small,
  photos: fc.array(small, { minLength: 1, maxLength: 4 }),
});

/** Makes it, where it makes sense. Returns whether it did. */
export function make(
  { catalog, decisions, photos }: Scene,
  { kind, album, other, photos: chosen }: SomeDecision,
): boolean {
  const albumIds = catalog.albums.listAll().flatMap(({ id, mergedIntoId }) => (mergedIntoId === null ? [id] : []));
  const albumId = albumIds[album % albumIds.length] ?? 0;
  const otherId = albumIds[other % albumIds.length] ?? 0;
  const photoIds = chosen.map((index) => photos[index % photos.length] ?? 0);
  const before = catalog.decisions.count();
  const landmarkId = landmarks[other % landmarks.length] ?? 'tower';
  switch (kind) {
    case 'confirm':
    case 'reject':
      decisions[kind](albumId, photoIds);
      break;
    case 'move':
      if (albumId !== otherId) decisions.move(albumId, otherId, photoIds);
      break;
    case 'merge':
      if (albumId !== otherId) decisions.merge(albumId, otherId);
      break;
    case 'split':
      decisions.split(albumId, photoIds, other % 2 === 0 ? null : `Split ${other}`);
      break;
    case 'open':
      decisions.split(null, photoIds, null);
      break;
    case 'rename':
      decisions.rename(albumId, `Name ${other}`);
      break;
    case 'rename to a landmark':
      decisions.rename(albumId, `le ${landmarkId.toUpperCase()}`);
      break;
    case 'link':
      decisions.link(albumId, landmarkId);
      break;
    case 'hide':
    case 'show':
      decisions[kind](albumId);
      break;
    case 'cover': {
      const member = catalog.memberships
        .listForAlbum(albumId)
        .find(({ state, isTentative }) => state !== 'rejected' && !isTentative);
      if (member !== undefined) decisions.setCover(albumId, member.photoId);
      break;
    }
    case 'it is a landmark':
      decisions.confirmLandmark(landmarkId, album % 3 === 0 ? null : otherId, photoIds);
      break;
    case 'not a landmark':
      decisions.denyLandmark(photoIds);
      break;
    case 'favourite':
      decisions.setFavourite(photoIds, other % 3 > 0);
      break;
    case 'different':
      if (new Set(photoIds).size > 1) decisions.setDifferent(photoIds);
  }
  return catalog.decisions.count() > before;
}

/** All that decisions change, but for empty albums that a split or an opening left behind. */
export function takeSnapshot({ catalog, photos }: Scene): unknown {
  const albums = catalog.albums.listAll().map((album) => ({
    album,
    members: catalog.memberships
      .listForAlbum(album.id)
      .map(({ photoId, state, confidence, isTentative }) => ({ photoId, state, confidence, isTentative })),
  }));
  return {
    albums: albums.filter(({ album, members }) => members.length > 0 || album.id <= 4),
    different: catalog.duplicates.listDifferent(),
    favourites: photos.map((photoId) => catalog.favourites.get(photoId)),
    denied: photos.filter((photoId) => catalog.photos.isLandmarkDenied(photoId)),
  };
}
