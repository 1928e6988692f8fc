/** @file Search over everything: landmarks and albums, places, dates, cameras, keywords, file names. */
import { setImmediate as yieldToEventLoop, setTimeout as rest } from 'node:timers/promises';
import { CairnError } from '../../api/errors.ts';
import type { SearchExample, SearchFilter, SearchGroup, SearchResults } from '../../api/search.ts';
import type { Page, PhotoTile } from '../../api/views.ts';
import type { AlbumName } from '../../db/album-names.ts';
import type { Catalog } from '../../db/catalog.ts';
import { describeCamera } from '../describe-camera.ts';
import { interpretText, rateSense, type FindMeanings, type Meaning, type Sense } from './interpret-text.ts';
import { foldName, matchExactly, matchLoosely } from './match-name.ts';
import type { FoundName, NameFinder, NameRating } from './name-finder.ts';
import { createPhotoFilter, type FilterPass } from './photo-filter.ts';
import { createPhotoIndex, type City, type PhotoIndex } from './photo-index.ts';
import { matchPlaces, preparePlaces, readAlbumCity, type FoundPlace } from './place-finder.ts';
import { loadCities, nameCountry } from '../places/find-nearest-city.ts';
import { listExamples } from './list-examples.ts';

export interface SearchService {
  /** Makes ready what the first search needs, in slices with a rest after each: nobody waits for it yet. */
  readonly warmUp: () => Promise<void>;
  /** What a text may mean and which photos that gives. */
  readonly query: (text: string, limit: number) => Promise<SearchResults>;
  /** Photos that fit a filter, newest first. */
  readonly listPhotos: (filter: SearchFilter, offset: number, limit: number) => Promise<Page<PhotoTile>>;
  /** Things of this library that can be searched for. */
  readonly listExamples: () => Promise<readonly SearchExample[]>;
  /** What is being made ready is left. */
  readonly close: () => void;
}

export interface SearchServiceOptions {
  readonly catalog: Catalog;
  readonly names: NameFinder;
  /** Wall clock read as UTC, ms. */
  readonly getNowMs?: () => number;
}

interface RatedGroup {
  readonly group: SearchGroup;
  readonly rating: number;
}

/** Longest that main is kept from others, or a pass over all photos longer. */
const sliceMs = 8;
/** After each slice of what nobody waits for. */
const restMs = 15;
/** Albums and landmarks shown of one search. */
const maxNames = 12;
/** Meanings of one kind for one piece of text. */
const maxMeanings = 4;
/** Landmarks that no photo shows are no answer; these few say that Cairn understood. */
const maxUnseen = 3;
const wholeName = 1;
const maxGroups = 12;
/** Senses that are tried: one may have no photo. */
const maxSenses = 40;
/** A landmark goes before the town of the same name. */
const placeWeight = 0.98;

export function createSearchService({ catalog, names, getNowMs = readWallClock }: SearchServiceOptions): SearchService {
  const index = createPhotoIndex(catalog.photoSearch);
  const filter = createPhotoFilter(catalog, index);
  let isWaitedFor = false;
  let arePlacesFolded = false;
  let isOver = false;

  const giveWay = async (): Promise<void> => {
    if (isWaitedFor) await yieldToEventLoop();
    else await rest(restMs, undefined, { ref: false });
    // The catalog may be closed by now.
    if (isOver) throw new CairnError('cancelled', 'Cairn is closing.');
  };
  const prepare = async (): Promise<void> => {
    await loadCities(giveWay);
    await names.prepare(giveWay);
    await index.follow(giveWay);
    if (arePlacesFolded) return;
    await giveWay();
    await preparePlaces(listCities(index, catalog.albums.listNames()), giveWay);
    arePlacesFolded = true;
  };
  /** For somebody who waits. */
  const follow = async (): Promise<void> => {
    isWaitedFor = true;
    await prepare();
  };

  const query: SearchService['query'] = async (text, limit) => {
    await follow();
    const albums = catalog.albums.listNames();
    const asked = createAskedNames((piece, rating) => names.match(piece, rating, albums));
    await giveWay();
    const cities = listCities(index, albums);
    const findMeanings: FindMeanings = (piece, rating) =>
      [
        ...asked.match(piece, rating).flatMap(toAlbumMeaning).slice(0, maxMeanings),
        ...matchPlaces(piece, cities, rating).slice(0, maxMeanings).map(toPlaceMeaning),
        ...matchKeywords(index, piece, rating),
        ...matchCameras(index, piece, rating),
      ].sort((a, b) => b.quality - a.quality);
    const pass = filter.begin(albums);
    await giveWay();
    const groups = new Map<string, RatedGroup>();
    const senses = interpretText(text, getNowMs(), findMeanings).sort((a, b) => rateSense(b) - rateSense(a));
    let startMs = performance.now();
    for (const sense of senses.slice(0, maxSenses)) {
      // A sense of which other parts are asked costs passes over all photos.
      if (performance.now() - startMs >= sliceMs) {
        await giveWay();
        startMs = performance.now();
      }
      const group = groups.size < maxGroups ? makeGroup(sense, pass, limit) : null;
      if (group === null || groups.has(group.key)) continue;
      groups.set(group.key, { group, rating: Math.round(rateSense(sense) * 10) });
    }
    // Of what is meant about as likely, the one with more photos.
    const ranked = [...groups.values()].sort((a, b) => b.rating - a.rating || b.group.count - a.group.count);
    return {
      names: chooseNames(asked.list(), ranked.length > 0).map(names.complete),
      groups: ranked.map(({ group }) => group),
    };
  };

  const makeGroup = (sense: Sense, pass: FilterPass, limit: number): SearchGroup | null => {
    const parts = sense.map(({ part }) => part);
    const places = pass.select(parts);
    if (places.length === 0) return null;
    return {
      key: JSON.stringify(parts),
      filter: parts,
      reasons: sense.map(({ reason }) => reason),
      count: places.length,
      tiles: readTiles(pass, places.subarray(0, limit)),
    };
  };
  const readTiles = ({ photos }: FilterPass, places: Uint32Array): PhotoTile[] =>
    catalog.photos.getTiles([...places].flatMap((place) => photos.ids[place] ?? []));

  return {
    query,
    warmUp: async () => {
      await prepare();
      isWaitedFor = true;
    },
    close: () => {
      isOver = true;
    },
    listPhotos: async (wanted, offset, limit) => {
      await follow();
      const pass = filter.begin(catalog.albums.listNames());
      const places = pass.select(wanted);
      return { offset, total: places.length, items: readTiles(pass, places.subarray(offset, offset + limit)) };
    },
    listExamples: async () => {
      await follow();
      return listExamples(catalog, index);
    },
  };
}

/** The names that were found on the way to the meanings, without asking twice. */
function createAskedNames(match: (piece: string, rating: NameRating) => FoundName[]) {
  const answers = new Map<string, { readonly piece: string; readonly names: readonly FoundName[] }>();
  return {
    match: (piece: string, rating: NameRating): readonly FoundName[] => {
      const key = `${rating} ${piece}`;
      const answer = answers.get(key) ?? { piece, names: match(piece, rating) };
      answers.set(key, answer);
      return answer.names;
    },
    /** Best first, each once: those of the longest piece that has any, and of others as long. */
    list: (): FoundName[] => {
      const named = [...answers.values()].filter((answer) => answer.names.length > 0);
      const longest = Math.max(0, ...named.map(({ piece }) => piece.split(' ').length));
      const best = named.filter(({ piece }) => piece.split(' ').length === longest).flatMap((answer) => answer.names);
      const found = new Map<string, FoundName>();
      for (const one of best.sort((a, b) => b.quality - a.quality)) {
        const key = one.albumId === null ? `landmark ${one.landmarkId ?? ''}` : `album ${one.albumId}`;
        if (!found.has(key)) found.set(key, one);
      }
      return [...found.values()];
    },
  };
}

/** Best first. Beside something that is there, a landmark without photos is shown only when it was called by its whole name. */
function chooseNames(found: readonly FoundName[], hasPhotos: boolean): FoundName[] {
  const seen = found.filter(({ albumId }) => albumId !== null);
  const unseen = found.filter(({ albumId }) => albumId === null);
  const isAnyThere = hasPhotos || seen.length > 0;
  const worthSaying = isAnyThere ? unseen.filter(({ quality }) => quality === wholeName) : unseen;
  return [...seen, ...worthSaying.slice(0, maxUnseen)].slice(0, maxNames);
}

function toAlbumMeaning({ albumId, name, matched, quality }: FoundName): Meaning[] {
  if (albumId === null) return [];
  return [{ part: { kind: 'album', albumId }, reason: { kind: 'album', name, matched }, quality }];
}

function toPlaceMeaning({ part, quality }: FoundPlace): Meaning {
  const country = nameCountry(part.country);
  const place = part.kind === 'city' ? `${part.city}, ${country}` : country;
  return { part, reason: { kind: 'place', place }, quality: quality * placeWeight };
}

/** Cities where photos were taken, and those of albums whose photos do not say where they were taken. */
function listCities(index: PhotoIndex, albums: readonly AlbumName[]): City[] {
  const cities = new Map(index.cities.map((city) => [`${city.country} ${city.city}`, city]));
  for (const album of albums) {
    const city = readAlbumCity(album);
    if (city !== null) cities.set(`${city.country} ${city.city}`, city);
  }
  return [...cities.values()];
}

function matchKeywords({ keywords }: PhotoIndex, piece: string, rating: NameRating): Meaning[] {
  const query = foldName(piece);
  const rate = rating === 'exact' ? matchExactly : matchLoosely;
  const found = keywords.flatMap((keyword): Meaning[] => {
    const quality = 0.9 * rate(query, foldName(keyword));
    const part = { kind: 'keyword', keyword } as const;
    return quality > 0 && query.key !== '' && keyword !== '' && keyword.length <= 200
      ? [{ part, reason: part, quality }]
      : [];
  });
  return found.sort((a, b) => b.quality - a.quality).slice(0, maxMeanings);
}

function matchCameras({ cameras }: PhotoIndex, piece: string, rating: NameRating): Meaning[] {
  const query = foldName(piece);
  const rate = rating === 'exact' ? matchExactly : matchLoosely;
  if (query.key === '') return [];
  const makes = new Set(cameras.flatMap(({ make }) => make ?? []));
  const found = [...makes].map((make): Meaning => {
    const part = { kind: 'camera', make, model: null } as const;
    return { part, reason: { kind: 'camera', name: make }, quality: 0.9 * rate(query, foldName(make)) };
  });
  // "canon" is a make: its cameras one by one would say the same in pieces.
  if (!found.some(({ quality }) => quality > 0)) {
    for (const { make, model } of cameras) {
      const name = describeCamera(make, model) ?? '';
      const part = { kind: 'camera', make, model } as const;
      found.push({ part, reason: { kind: 'camera', name }, quality: 0.9 * rate(query, foldName(name)) });
    }
  }
  return found
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .slice(0, maxMeanings);
}

function readWallClock(): number {
  const now = new Date();
  return now.getTime() - now.getTimezoneOffset() * 60_000;
}
