/** @file Which photos fit a filter. */
import type { SearchFilter, SearchPart } from '../../api/search.ts';
import type { AlbumName } from '../../db/album-names.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { SearchMember } from '../../db/photo-search.ts';
import { foldText } from './fold-text.ts';
import { findInNames, findPlace, type PhotoColumns } from './photo-columns.ts';
import type { City, PhotoIndex } from './photo-index.ts';
import { readAlbumCity } from './place-finder.ts';

/** Places of photos among those of the index, ascending: newest first. */
export type PhotoPlaces = Uint32Array;

/** One search, among photos that stay as they were when it began: nothing is looked up twice. */
export interface FilterPass {
  readonly photos: PhotoColumns;
  readonly select: (filter: SearchFilter) => PhotoPlaces;
}

export interface PhotoFilter {
  /** @param albums as `catalog.albums.listNames` gives them now */
  readonly begin: (albums: readonly AlbumName[]) => FilterPass;
}

/** Passes over all file names that are kept: one a letter typed. */
const maxKept = 16;

export function createPhotoFilter(catalog: Catalog, index: PhotoIndex): PhotoFilter {
  /** Passes over the file names of these photos, by what was looked for. */
  let passes = { photos: index.photos(), found: new Map<string, PhotoPlaces>() };

  const begin: PhotoFilter['begin'] = (albums) => {
    const photos = index.photos();
    if (passes.photos !== photos) passes = { photos, found: new Map() };
    const { found } = passes;
    const { localMs, yearDay, city, camera, keywordList } = photos;
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
          const fits = index.keywordLists.map((numbers) => numbers.includes(number));
          return collect(photos.length, (place) => fits[keywordList[place] ?? -1] === true);
        }
        case 'file-name':
          return listFileNames(photos, found, foldText(part.text));
      }
    };
    return {
      photos,
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

function listFileNames(photos: PhotoColumns, found: Map<string, PhotoPlaces>, text: string): PhotoPlaces {
  const known = found.get(text);
  if (known !== undefined) return known;
  if (found.size >= maxKept) found.clear();
  // Whoever types on looks for less: "img_1" is only where "img_" was.
  const wider = [...found].find(([shorter]) => text.includes(shorter))?.[1];
  const holds = findInNames(photos, text);
  const places = wider === undefined ? collect(photos.length, holds) : wider.filter(holds);
  found.set(text, places);
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
function findMembers(photos: PhotoColumns, members: readonly SearchMember[]): PhotoPlaces {
  const found = new Set<number>();
  for (const member of members) {
    const place = findPlace(photos, member);
    if (photos.ids[place] === member.id) found.add(place);
  }
  return Uint32Array.from(found).sort();
}
