/** @file Writes what decisions changed, backwards for undo and forwards for redo ([Note: undo]). */
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { RestoredMembership } from '../../db/memberships.ts';
import {
  isSameMembership,
  listAlbums,
  requireAlbum,
  writeDifferent,
  type AlbumChange,
  type AlbumEffect,
  type AwaitedEffect,
  type AwaitedFavouriteEffect,
  type Effect,
} from './effects.ts';

/** Takes the effects of a decision back, the last first. Returns the albums that changed. */
export function takeBack(catalog: Catalog, effects: readonly Effect[]): readonly number[] {
  writeAll(catalog, effects.toReversed(), 'before');
  return listAlbums(effects);
}

/** Brings them about again. Returns the albums that changed. */
export function bringAboutAgain(catalog: Catalog, effects: readonly Effect[]): readonly number[] {
  writeAll(catalog, effects, 'after');
  return listAlbums(effects);
}

function writeAll(catalog: Catalog, effects: readonly Effect[], side: 'before' | 'after'): void {
  catalog.albums.countLater(listAlbums(effects), effects.length, () => {
    for (const effect of effects) write(catalog, effect, side);
  });
}

function write(catalog: Catalog, effect: Effect, side: 'before' | 'after'): void {
  if (effect.row === 'photo') {
    catalog.photos.setLandmarkDenied(effect.photoId, effect[side]);
  } else if (effect.row === 'awaited') {
    writeAwaited(catalog, effect, side);
  } else if (effect.row === 'different') {
    writeDifferent(catalog, effect, side === 'after');
  } else if (effect.row === 'dismissal') {
    catalog.dismissedProposals.set(effect.key, effect[side]);
  } else if (effect.row === 'favourite') {
    catalog.favourites.set(effect.photoId, effect[side]);
  } else if (effect.row === 'awaited-favourite') {
    writeAwaitedFavourite(catalog, effect, side);
  } else if (effect.row === 'album') {
    const album = { ...requireAlbum(catalog, effect.albumId), ...pickChanges(effect, side) };
    const landmarkId = isLandmarkTaken(catalog, album) ? null : album.landmarkId;
    // Written together: one of them may have changed since, while the landmark was another album's.
    catalog.albums.put({ ...album, landmarkId, kind: landmarkId === null ? 'group' : 'landmark' });
  } else {
    const { albumId, photoId } = effect;
    const current = catalog.memberships.get(albumId, photoId);
    const left = effect[side === 'before' ? 'after' : 'before'];
    const isReplaced = effect[side]?.state === 'suggested' && isGuess(current) && !isSameMembership(current, left);
    if (!isReplaced) writeMembership(catalog, albumId, photoId, effect[side]);
  }
}

/** While the photo has not come, what waits for it; then what became of that. */
function writeAwaited(catalog: Catalog, effect: AwaitedEffect, side: 'before' | 'after'): void {
  const { contentHash, albumId } = effect;
  const wanted = effect[side];
  const left = effect[side === 'before' ? 'after' : 'before'];
  const photoId = catalog.photos.findByHash(contentHash);
  if (photoId === null) {
    catalog.awaitedDecisions.remove(contentHash, albumId);
    if (wanted !== null) catalog.awaitedDecisions.put({ contentHash, albumId, ...wanted });
    return;
  }
  if (albumId === null) {
    catalog.photos.setLandmarkDenied(photoId, wanted !== null);
    return;
  }
  // Merged meanwhile: the word went where its album did.
  const target = catalog.albums.resolve(albumId);
  if (target === null) return;
  const current = catalog.memberships.get(target, photoId);
  // Only what this decision left: a later word holds.
  const isLeft = left === null ? isGuess(current) : current?.state === left.state && current.updatedMs === left.atMs;
  if (!isLeft) return;
  const membership =
    wanted === null || wanted.state === 'denied'
      ? null
      : { state: wanted.state, confidence: null, isTentative: false, updatedMs: wanted.atMs };
  writeMembership(catalog, target, photoId, membership);
}

function writeAwaitedFavourite(catalog: Catalog, effect: AwaitedFavouriteEffect, side: 'before' | 'after'): void {
  const photoId = catalog.photos.findByHash(effect.contentHash);
  if (photoId === null) {
    catalog.favourites.setAwaited(effect.contentHash, effect[side]);
    return;
  }
  // Only what this decision left: a later word holds.
  const left = effect[side === 'before' ? 'after' : 'before'];
  if (catalog.favourites.get(photoId)?.atMs === left?.atMs) catalog.favourites.set(photoId, effect[side]);
}

/** The columns that the decision changed: the others may have changed since. */
function pickChanges({ before, after }: AlbumEffect, side: 'before' | 'after'): AlbumChange {
  const columns = Object.keys(before) as (keyof AlbumEffect['before'])[];
  const changed = columns.filter((column) => before[column] !== after[column]);
  const values = side === 'before' ? before : after;
  return Object.fromEntries(changed.map((column) => [column, values[column]]));
}

/** Whether Cairn made another album for the landmark since. */
function isLandmarkTaken(catalog: Catalog, { id, landmarkId, mergedIntoId }: AlbumRow): boolean {
  if (landmarkId === null || mergedIntoId !== null) return false;
  const holder = catalog.albums.findByLandmark(landmarkId);
  return holder !== null && holder.id !== id;
}

/** No person's word. */
function isGuess(membership: RestoredMembership | null): boolean {
  return membership === null || membership.state === 'suggested';
}

function writeMembership(
  catalog: Catalog,
  albumId: number,
  photoId: number,
  membership: RestoredMembership | null,
): void {
  // As it is already: keeps its time.
  if (isSameMembership(catalog.memberships.get(albumId, photoId), membership)) return;
  catalog.memberships.restore(albumId, photoId, membership);
}
