/** @file Where every photo of the library stands on the map. */
import { setImmediate } from 'node:timers/promises';
import type { MapAlbum, MapPoints } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { readEstimate, startOfMembers } from '../../db/map-points.ts';
import type { PhotoPlaceRow, PlacedMapAlbum } from '../../db/map-points.ts';

/** Rows read without letting others have a turn: five milliseconds or so. See [Note: map slices]. */
const sliceRows = 4000;

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Collects the columns of the map. A photo stands where it was taken; one that does not say so at the landmark that it shows; one of
 * no album between the photos of its walk, where that is known.
 */
export async function collectPoints(catalog: Catalog, rows = sliceRows): Promise<MapPoints> {
  const albums = catalog.mapPoints.listAlbums();
  const ranks = await findAlbums(catalog, albums, rows);
  const columns = createColumns();
  for (let afterId = 0; ;) {
    const photos = catalog.mapPoints.listPhotos(afterId, rows);
    for (const photo of photos) columns.add(photo, albums[ranks.get(photo[0]) ?? -1]);
    const last = photos.at(-1);
    if (last === undefined || photos.length < rows) break;
    [afterId] = last;
    await setImmediate();
  }
  await setImmediate();
  return columns.finish(albums);
}

/** Which of `albums` each photo is in: the first of several, the one of a landmark before groups, then the oldest. */
async function findAlbums(
  catalog: Catalog,
  albums: readonly PlacedMapAlbum[],
  rows: number,
): Promise<ReadonlyMap<number, number>> {
  const ranks = new Map(albums.map(({ id }, rank) => [id, rank]));
  const found = new Map<number, number>();
  for (let after = startOfMembers; ;) {
    const members = catalog.mapPoints.listMembers(after, rows);
    for (const [albumId, , photoId] of members) {
      const rank = ranks.get(albumId);
      if (rank !== undefined && rank < (found.get(photoId) ?? Infinity)) found.set(photoId, rank);
    }
    const last = members.at(-1);
    if (last === undefined || members.length < rows) return found;
    after = last;
    await setImmediate();
  }
}

function createColumns(): {
  readonly add: (photo: PhotoPlaceRow, album: PlacedMapAlbum | undefined) => void;
  readonly finish: (albums: readonly PlacedMapAlbum[]) => MapPoints;
} {
  const photoIds: number[] = [];
  const latitudes: number[] = [];
  const longitudes: number[] = [];
  const albumIds: number[] = [];
  const isEstimated: number[] = [];
  const times: number[] = [];
  const unplacedIds: number[] = [];
  let brokenCount = 0;

  return {
    add: ([photoId, latitude, longitude, takenMs, placeEstimate], album) => {
      const own = checkPlace(latitude, longitude);
      const place =
        own ??
        checkPlace(album?.latitude, album?.longitude) ??
        (placeEstimate === null ? null : parseEstimate(placeEstimate));
      if (place === null) {
        unplacedIds.push(photoId);
        if (latitude !== null || longitude !== null) brokenCount += 1;
        return;
      }
      photoIds.push(photoId);
      latitudes.push(place.latitude);
      longitudes.push(place.longitude);
      albumIds.push(album?.id ?? 0);
      isEstimated.push(own === null ? 1 : 0);
      times.push(takenMs ?? NaN);
    },
    finish: (albums) => {
      const shown = new Set(albumIds);
      return {
        photoIds: Uint32Array.from(photoIds),
        latitudes: Float64Array.from(latitudes),
        longitudes: Float64Array.from(longitudes),
        albumIds: Uint32Array.from(albumIds),
        isEstimated: Uint8Array.from(isEstimated),
        takenMs: Float64Array.from(times),
        unplacedIds: Uint32Array.from(unplacedIds),
        brokenCount,
        albums: albums.filter(({ id }) => shown.has(id)).map(showAlbum),
      };
    },
  };
}

/** Null for what is nowhere on earth. (0, 0) lies in the sea: cameras write it when they know no place. */
function checkPlace(latitude: number | null | undefined, longitude: number | null | undefined): Place | null {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth && !(latitude === 0 && longitude === 0) ? { latitude, longitude } : null;
}

function parseEstimate(text: string): Place | null {
  const { latitude, longitude } = readEstimate(text);
  return checkPlace(latitude, longitude);
}

function showAlbum({ id, kind, name, isNamedByPerson, place, coverPhotoId, photoCount }: PlacedMapAlbum): MapAlbum {
  return { id, kind, name, isNamedByPerson, place, coverPhotoId, photoCount };
}
