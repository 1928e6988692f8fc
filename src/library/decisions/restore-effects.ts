/** @file Writes what decisions changed, backwards for undo and forwards for redo ([Note: undo]). */
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { MembershipChange, RestoredMembership } from '../../db/memberships.ts';
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
  type MembershipEffect,
  type PhotoEffect,
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
    // A merge is thousands of memberships: what follows each other of one kind is read and written together.
    let memberships: MembershipEffect[] = [];
    let photos: PhotoEffect[] = [];
    const writeCollected = (): void => {
      writeMemberships(catalog, memberships, side);
      writePhotos(catalog, photos, side);
      [memberships, photos] = [[], []];
    };
    for (const effect of effects) {
      if (effect.row === 'membership') memberships.push(effect);
      else if (effect.row === 'photo') photos.push(effect);
      else {
        writeCollected();
        write(catalog, effect, side);
      }
    }
    writeCollected();
  });
}

function writePhotos(catalog: Catalog, effects: readonly PhotoEffect[], side: 'before' | 'after'): void {
  const isDenied = new Map(effects.map((effect) => [effect.photoId, effect[side]]));
  for (const value of [true, false]) {
    catalog.photos.setLandmarkDenied(
      [...isDenied.keys()].filter((photoId) => isDenied.get(photoId) === value),
      value,
    );
  }
}

/** One after the other, as they would be found one by one; only what comes out in the end is written. */
function writeMemberships(catalog: Catalog, effects: readonly MembershipEffect[], side: 'before' | 'after'): void {
  const current = readMemberships(catalog, effects);
  const changes = new Map<string, MembershipChange>();
  for (const effect of effects) {
    const { albumId, photoId } = effect;
    const key = `${albumId} ${photoId}`;
    const found = current.get(key) ?? null;
    const after = effect[side];
    const left = effect[side === 'before' ? 'after' : 'before'];
    const isReplaced = after?.state === 'suggested' && isGuess(found) && !isSameMembership(found, left);
    // As it is already: keeps its time.
    if (isReplaced || isSameMembership(found, after)) continue;
    current.set(key, after);
    changes.set(key, { albumId, photoId, after });
  }
  catalog.memberships.restoreMany([...changes.values()]);
}

/** By album and photo. */
function readMemberships(
  catalog: Catalog,
  effects: readonly MembershipEffect[],
): Map<string, RestoredMembership | null> {
  const photosOf = new Map<number, Set<number>>();
  for (const { albumId, photoId } of effects) {
    const photos = photosOf.get(albumId);
    if (photos === undefined) photosOf.set(albumId, new Set([photoId]));
    else photos.add(photoId);
  }
  const found = [...photosOf].flatMap(([albumId, photos]) => catalog.memberships.getMany(albumId, [...photos]));
  return new Map(found.map((row) => [`${row.albumId} ${row.photoId}`, row]));
}

function write(
  catalog: Catalog,
  effect: Exclude<Effect, MembershipEffect | PhotoEffect>,
  side: 'before' | 'after',
): void {
  if (effect.row === 'awaited') {
    writeAwaited(catalog, effect, side);
  } else if (effect.row === 'different') {
    writeDifferent(catalog, effect, side === 'after');
  } else if (effect.row === 'dismissal') {
    catalog.dismissedProposals.set(effect.key, effect[side]);
  } else if (effect.row === 'favourite') {
    catalog.favourites.set(effect.photoId, effect[side]);
  } else if (effect.row === 'awaited-favourite') {
    writeAwaitedFavourite(catalog, effect, side);
  } else {
    const album = { ...requireAlbum(catalog, effect.albumId), ...pickChanges(effect, side) };
    const landmarkId = isLandmarkTaken(catalog, album) ? null : album.landmarkId;
    // Written together: one of them may have changed since, while the landmark was another album's.
    catalog.albums.put({ ...album, landmarkId, kind: landmarkId === null ? 'group' : 'landmark' });
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
    catalog.photos.setLandmarkDenied([photoId], wanted !== null);
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
