/** @file A pin in words and pictures: what it is called, which photo stands for it. */
import type { MapAlbum } from '../../../src/api/views.ts';
import { t } from '../../strings/index.ts';
import type { PinGroup } from './clusters.ts';

export type AlbumsById = ReadonlyMap<number, MapAlbum>;

/** True for the pin that stands for a landmark: most of its album is here. Smaller groups elsewhere are only photos of it. */
export function isLandmarkPin(group: PinGroup, albums: AlbumsById): boolean {
  const album = group.albumId === null ? undefined : albums.get(group.albumId);
  return album !== undefined && group.count > 1 && group.count * 2 >= album.photoCount;
}

/** The cover of the landmark, or of the one with the most photos here; else the newest photo. */
export function choosePinPhoto(group: PinGroup, albums: AlbumsById): number {
  if (group.count === 1) return group.photoId;
  if (group.albumId !== null && !isLandmarkPin(group, albums)) return group.photoId;
  const [albumId] = group.albumIds;
  return (albumId === undefined ? null : albums.get(albumId)?.coverPhotoId) ?? group.photoId;
}

/** What a screen reader says of a pin. */
export function describePin(group: PinGroup, albums: AlbumsById): string {
  const album = group.albumId === null ? undefined : albums.get(group.albumId);
  if (group.count === 1) return t.map.photoPin(album?.name ?? null, group.estimatedCount > 0);
  if (album !== undefined) return t.map.landmarkPin(album.name, album.place, group.count, group.estimatedCount);
  const names = group.albumIds.flatMap((id) => albums.get(id)?.name ?? []);
  return t.map.clusterPin(group.count, group.estimatedCount, names);
}
