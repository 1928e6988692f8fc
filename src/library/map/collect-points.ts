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
  const findAlbum = createAlbumFinder(await listRanks(catalog, albums, rows));
  const columns = createColumns();
  for (let afterId = 0; ;) {
    const photos = catalog.mapPoints.listPhotos(afterId, rows);
    for (const photo of photos) columns.add(photo, albums[findAlbum(photo[0])]);
    const last = photos.at(-1);
    if (last === undefined || photos.length < rows) break;
    [afterId] = last;
    await setImmediate();
  }
  await setImmediate();
  return columns.finish(albums);
}

/** More than there are albums; with it a photo's id and the rank of its album make one number, in the order of the ids. */
const mostRanks = 2 ** 21;

/** Of each member of `albums`: its id times `mostRanks` plus the rank of its album, ascending. */
async function listRanks(catalog: Catalog, albums: readonly PlacedMapAlbum[], rows: number): Promise<Float64Array> {
  const ranks = new Map(albums.map(({ id }, rank) => [id, rank]));
  const members = createColumn(Float64Array);
  for (let after = startOfMembers; ;) {
    const some = catalog.mapPoints.listMembers(after, rows);
    for (const [albumId, , photoId] of some) {
      const rank = ranks.get(albumId);
      if (rank !== undefined) members.push(photoId * mostRanks + rank);
    }
    const last = some.at(-1);
    if (last === undefined || some.length < rows) break;
    after = last;
    await setImmediate();
  }
  return members.finish().sort();
}

/**
 * Which of the albums a photo is in, -1 for none: the first of several, the one of a landmark before groups, then the oldest. For
 * ids in ascending order.
 */
function createAlbumFinder(ranks: Float64Array): (photoId: number) => number {
  let next = 0;
  return (photoId) => {
    const first = photoId * mostRanks;
    while ((ranks[next] ?? Infinity) < first) next += 1;
    const rank = (ranks[next] ?? Infinity) - first;
    return rank < mostRanks ? rank : -1;
  };
}

interface Column<Numbers> {
  readonly push: (value: number) => void;
  readonly finish: () => Numbers;
}

/** Numbers of one kind, without an object for any: of a million photos there are millions. */
function createColumn<Numbers extends Float64Array | Uint32Array | Uint8Array>(
  Kind: new (length: number) => Numbers,
): Column<Numbers> {
  let values = new Kind(1024);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const old = values;
        values = new Kind(2 * length);
        values.set(old);
      }
      values[length] = value;
      length += 1;
    },
    finish: () => values.slice(0, length) as Numbers,
  };
}

function createColumns(): {
  readonly add: (photo: PhotoPlaceRow, album: PlacedMapAlbum | undefined) => void;
  readonly finish: (albums: readonly PlacedMapAlbum[]) => MapPoints;
} {
  const photoIds = createColumn(Uint32Array);
  const latitudes = createColumn(Float64Array);
  const longitudes = createColumn(Float64Array);
  const albumIds = createColumn(Uint32Array);
  const isEstimated = createColumn(Uint8Array);
  const times = createColumn(Float64Array);
  const unplacedIds = createColumn(Uint32Array);
  const shown = new Set<number>();
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
      if (album !== undefined) shown.add(album.id);
      isEstimated.push(own === null ? 1 : 0);
      times.push(takenMs ?? NaN);
    },
    finish: (albums) => ({
      photoIds: photoIds.finish(),
      latitudes: latitudes.finish(),
      longitudes: longitudes.finish(),
      albumIds: albumIds.finish(),
      isEstimated: isEstimated.finish(),
      takenMs: times.finish(),
      unplacedIds: unplacedIds.finish(),
      brokenCount,
      albums: albums.filter(({ id }) => shown.has(id)).map(showAlbum),
    }),
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
