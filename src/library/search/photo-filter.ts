/** @file Which photos fit a filter. */
import type { SearchFilter, SearchPart } from '../../api/search.ts';
import type { AlbumName } from '../../db/album-names.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { SearchMember } from '../../db/photo-search.ts';
import { foldText } from './fold-text.ts';
import { compareMembers, type City, type IndexedPhoto, type PhotoIndex } from './photo-index.ts';
import { readAlbumCity } from './place-finder.ts';

/** Places of photos among those of the index, ascending: newest first. */
export type PhotoPlaces = Uint32Array;

/** One pass of main: nothing changes meanwhile, so nothing is looked up twice. */
export interface FilterPass {
  readonly select: (filter: SearchFilter) => PhotoPlaces;
}

export interface PhotoFilter {
  /** @param albums as `catalog.albums.listNames` gives them now */
  readonly begin: (albums: readonly AlbumName[]) => FilterPass;
}

/** What most parts ask, apart from the photos: a number a photo, so that a pass over all of them is one over plain memory. */
interface Columns {
  readonly photos: readonly IndexedPhoto[];
  /** NaN where it is unknown. */
  readonly localMs: Float64Array;
  readonly yearDay: Uint16Array;
  readonly city: Int32Array;
  readonly camera: Int32Array;
  /** Passes over the file names, by what was looked for. */
  readonly fileNames: Map<string, PhotoPlaces>;
}

/** Passes over all file names that are kept: one a letter typed. */
const maxKept = 16;

export function createPhotoFilter(catalog: Catalog, index: PhotoIndex): PhotoFilter {
  let columns = readColumns([]);

  const begin: PhotoFilter['begin'] = (albums) => {
    if (columns.photos !== index.photos()) columns = readColumns(index.photos());
    const { photos, localMs, yearDay, city, camera } = columns;
    const known = new Map<string, PhotoPlaces>();

    const listPlace = (isThere: (city: City) => boolean): PhotoPlaces => {
      const fits = index.cities.map(isThere);
      const there = albums.filter((album) => {
        const albumCity = readAlbumCity(album);
        return albumCity !== null && isThere(albumCity);
      });
      // Where a photo says itself where it was taken, its album does not.
      const members = findMembers(photos, catalog.photoSearch.listMembers(there.map(({ id }) => id)));
      const own = collect(photos.length, (place) => fits[city[place] ?? -1] === true);
      return unite(
        own,
        members.filter((place) => city[place] === -1),
      );
    };
    const list = (part: SearchPart): PhotoPlaces => {
      switch (part.kind) {
        case 'album':
          return findMembers(photos, catalog.photoSearch.listMembers([part.albumId]));
        case 'city':
          return listPlace((one) => one.city === part.city && one.country === part.country);
        case 'country':
          return listPlace(({ country }) => country === part.country);
        case 'date':
          return collect(photos.length, (place) => {
            const ms = localMs[place] ?? NaN;
            return ms >= part.fromMs && ms < part.toMs;
          });
        case 'time-of-year': {
          const months = new Set(part.months);
          return collect(photos.length, (place) => {
            const when = yearDay[place] ?? 0;
            return months.has(when >> 5) && (part.day === null || (when & 31) === part.day);
          });
        }
        case 'camera': {
          const fits = index.cameras.map(
            ({ make, model }) =>
              (part.make === null || make === part.make) && (part.model === null || model === part.model),
          );
          return collect(photos.length, (place) => fits[camera[place] ?? -1] === true);
        }
        case 'keyword': {
          const number = index.keywords.indexOf(part.keyword);
          return collect(photos.length, (place) => photos[place]?.keywords.includes(number) === true);
        }
        case 'file-name':
          return listFileNames(columns, foldText(part.text));
      }
    };
    return {
      select: (filter) => {
        const lists = filter.map((part) => {
          const key = JSON.stringify(part);
          const places = known.get(key) ?? list(part);
          known.set(key, places);
          return places;
        });
        return lists.sort((a, b) => a.length - b.length).reduce(intersect);
      },
    };
  };
  return { begin };
}

function readColumns(photos: readonly IndexedPhoto[]): Columns {
  const { length } = photos;
  const columns = {
    photos,
    localMs: new Float64Array(length),
    yearDay: new Uint16Array(length),
    city: new Int32Array(length),
    camera: new Int32Array(length),
    fileNames: new Map<string, PhotoPlaces>(),
  };
  for (const [place, photo] of photos.entries()) {
    columns.localMs[place] = photo.localMs ?? NaN;
    columns.yearDay[place] = photo.yearDay;
    columns.city[place] = photo.city;
    columns.camera[place] = photo.camera;
  }
  return columns;
}

function listFileNames({ photos, fileNames }: Columns, text: string): PhotoPlaces {
  const known = fileNames.get(text);
  if (known !== undefined) return known;
  if (fileNames.size >= maxKept) fileNames.clear();
  // Whoever types on looks for less: "img_1" is only where "img_" was.
  const wider = [...fileNames].find(([shorter]) => text.includes(shorter))?.[1];
  const holds = (place: number): boolean => photos[place]?.fileNames.includes(text) === true;
  const places = wider === undefined ? collect(photos.length, holds) : wider.filter(holds);
  fileNames.set(text, places);
  return places;
}

function collect(length: number, fits: (place: number) => boolean): PhotoPlaces {
  const places = new Uint32Array(length);
  let count = 0;
  for (let place = 0; place < length; place++) if (fits(place)) places[count++] = place;
  return places.slice(0, count);
}

/** Both lists are ascending; `few` is the shorter one. */
function intersect(few: PhotoPlaces, many: PhotoPlaces): PhotoPlaces {
  const places = new Uint32Array(few.length);
  let count = 0;
  let other = 0;
  for (const place of few) {
    while (other < many.length && (many[other] ?? 0) < place) other++;
    if (many[other] === place) places[count++] = place;
  }
  return places.slice(0, count);
}

/** All of both, ascending. They have nothing in common. */
function unite(a: PhotoPlaces, b: PhotoPlaces): PhotoPlaces {
  if (b.length === 0) return a;
  const places = new Uint32Array(a.length + b.length);
  places.set(a);
  places.set(b, a.length);
  return places.sort();
}

/** Where these photos are among all, each once; without those that the index has not heard of yet. */
function findMembers(photos: readonly IndexedPhoto[], members: readonly SearchMember[]): PhotoPlaces {
  const found = new Set<number>();
  for (const member of members) {
    const place = findMember(photos, member);
    if (place !== null) found.add(place);
  }
  return Uint32Array.from(found).sort();
}

function findMember(photos: readonly IndexedPhoto[], member: SearchMember): number | null {
  let low = 0;
  let high = photos.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const photo = photos[middle];
    if (photo !== undefined && compareMembers(photo, member) < 0) low = middle + 1;
    else high = middle;
  }
  return photos[low]?.id === member.id ? low : null;
}
