/** @file The album of a landmark, found through merges or made when the landmark is first recognised. */
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { LandmarkRow } from '../../db/landmarks.ts';
import { describePlace } from './album-places.ts';

const groupPrefix = 'album:';

const ownPrefix = 'own-';

/** Landmark id of a group in a pack that is exported: the same in every export of it, in whichever catalog. */
export function buildOwnLandmarkId(uuid: string): string {
  return ownPrefix + uuid;
}

/**
 * Landmark id under which the confirmed photos of a group are references: that of a pack which was exported from this very group
 * and is in use, or the two would be rivals; else `album:<id>`.
 */
export function findGroupLandmarkId(catalog: Catalog, { id, uuid }: Pick<AlbumRow, 'id' | 'uuid'>): string {
  const own = buildOwnLandmarkId(uuid);
  return catalog.landmarks.get(own) === null ? groupPrefix + String(id) : own;
}

/** Finds albums by landmark id. Made for one transaction or batch; albums that it makes it remembers. */
export interface LandmarkAlbums {
  /** Id of the unmerged album that shows the landmark; null when there is none. */
  readonly find: (landmarkId: string) => number | null;
  /**
   * Id of the unmerged album that shows the landmark, made when there is none; null for one that nobody knows.
   * @param uuid of an album that is made; left out: a new one
   */
  readonly obtain: (landmarkId: string, uuid?: string) => number | null;
}

/** @see LandmarkAlbums */
export function indexLandmarkAlbums(catalog: Catalog): LandmarkAlbums {
  const albumIds = new Map<string, number>();
  for (const album of catalog.albums.listOfLandmarks()) {
    // A merged album leads to the one it joined: the landmark goes there from then on.
    const target = album.mergedIntoId === null ? album.id : catalog.albums.resolve(album.id);
    if (target !== null && (album.mergedIntoId === null || !albumIds.has(album.landmarkId))) {
      albumIds.set(album.landmarkId, target);
    }
  }

  const find: LandmarkAlbums['find'] = (landmarkId) => {
    if (landmarkId.startsWith(groupPrefix)) return catalog.albums.resolve(Number(landmarkId.slice(groupPrefix.length)));
    const known = albumIds.get(landmarkId);
    if (known !== undefined) return known;
    const own = landmarkId.startsWith(ownPrefix) ? catalog.albums.findByUuid(landmarkId.slice(ownPrefix.length)) : null;
    return own === null ? null : catalog.albums.resolve(own.id);
  };
  return {
    find,
    obtain: (landmarkId, uuid) => {
      const found = find(landmarkId);
      if (found !== null || landmarkId.startsWith(groupPrefix)) return found;
      const landmark = catalog.landmarks.get(landmarkId);
      if (landmark === null) return null;
      const { name, latitude, longitude } = landmark;
      const place = describeLandmarkPlace(landmark);
      const given = uuid === undefined ? {} : { uuid };
      const id = catalog.albums.insert({ kind: 'landmark', landmarkId, name, place, latitude, longitude, ...given });
      albumIds.set(landmarkId, id);
      return id;
    },
  };
}

/** "Nice, France", or the country alone; null when nothing is known. */
export function describeLandmarkPlace({ latitude, longitude, country }: LandmarkRow): string | null {
  const coordinates = latitude === null || longitude === null ? null : { latitude, longitude };
  return describePlace(coordinates) ?? describeCountry(country);
}

/** Country name of an ISO 3166 code, in English as everything in the catalog. */
function describeCountry(code: string | null): string | null {
  if (code === null) return null;
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
  } catch {
    // Not a code: an atlas may write the name itself.
    return code;
  }
}
