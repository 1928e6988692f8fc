/**
 * @file Albums and known landmarks by any of their names.
 *
 * [Note: name index] The names of all landmarks lie folded in memory: 852 landmarks have 22,000 names in 74 languages, and one pass
 * over them costs less than what SQLite would need to forgive typing errors. They are folded again when the landmarks change, an
 * album's own name when it is new to the index.
 */
import type { NameMatch } from '../../api/views.ts';
import type { AlbumName } from '../../db/album-names.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { LandmarkRow } from '../../db/landmarks.ts';
import { describePlace } from '../albums/album-places.ts';
import { nameCountry } from '../places/find-nearest-city.ts';
import { foldName, matchExactly, matchLoosely, type FoldedName, type FoldedQuery } from './match-name.ts';

export interface FoundName extends Omit<NameMatch, 'place' | 'coverPhotoId'> {
  /** In [0, 1]. */
  readonly quality: number;
}

export interface NameFinder {
  /** Folds in slices what the first search would fold at once. @param giveWay lets others have a turn */
  readonly prepare: (giveWay: () => Promise<void>) => Promise<void>;
  /** Best first. Empty text: the albums, most photos first. */
  readonly find: (text: string, limit: number, includesLandmarks?: boolean) => NameMatch[];
  /** The same without what only a list needs, among these albums. Empty for text without letters and digits. */
  readonly match: (text: string, rating: NameRating, albums?: readonly AlbumName[]) => FoundName[];
  /** What a list shows of a match. */
  readonly complete: (found: FoundName) => NameMatch;
}

/** `exact`: as it is written. `loose`: typing errors forgiven. */
export type NameRating = keyof typeof ratings;

const ratings = { exact: matchExactly, loose: matchLoosely } as const;

interface NamedLandmark {
  readonly id: string;
  readonly names: readonly [FoldedName, ...FoldedName[]];
}

/** Longest that main is kept from others. */
const sliceMs = 8;
/** Names of albums that are kept folded, those of albums that are gone included: at least so many, and twice what there are. */
const leastKept = 20_000;

export function createNameFinder(catalog: Catalog): NameFinder {
  let landmarks: ReadonlyMap<string, NamedLandmark> = new Map();
  let revision = -1;
  const folded = new Map<string, FoldedName>();
  /** A search asks about the same albums again and again. */
  let asked: { readonly albums: readonly AlbumName[]; readonly names: readonly FoldedName[] } = {
    albums: [],
    names: [],
  };

  const readLandmarks = (): ReadonlyMap<string, NamedLandmark> => {
    const current = catalog.landmarks.getRevision();
    if (current !== revision) {
      landmarks = new Map(catalog.landmarks.list().map((row) => [row.id, { id: row.id, names: listNames(row) }]));
      revision = current;
    }
    return landmarks;
  };
  const prepare: NameFinder['prepare'] = async (giveWay) => {
    const current = catalog.landmarks.getRevision();
    if (current === revision) return;
    let startMs = performance.now();
    const rest = async (): Promise<void> => {
      if (performance.now() - startMs < sliceMs) return;
      await giveWay();
      startMs = performance.now();
    };
    const fresh = new Map<string, NamedLandmark>();
    for (const row of catalog.landmarks.list()) {
      fresh.set(row.id, { id: row.id, names: listNames(row) });
      await rest();
    }
    const albums = catalog.albums.listNames();
    dropFormerNames(albums.length);
    for (const { name } of albums) {
      foldAlbumName(name);
      await rest();
    }
    // Others that came meanwhile are read by the next search.
    if (catalog.landmarks.getRevision() === current) [landmarks, revision] = [fresh, current];
  };
  const foldAlbumName = (name: string): FoldedName => {
    const known = folded.get(name);
    if (known !== undefined) return known;
    const fresh = foldName(name);
    folded.set(name, fresh);
    return fresh;
  };
  const dropFormerNames = (albums: number): void => {
    if (folded.size > Math.max(leastKept, 2 * albums)) folded.clear();
  };
  const foldAlbumNames = (albums: readonly AlbumName[]): readonly FoldedName[] => {
    if (asked.albums === albums) return asked.names;
    dropFormerNames(albums.length);
    asked = { albums, names: albums.map(({ name }) => foldAlbumName(name)) };
    return asked.names;
  };

  const match: NameFinder['match'] = (text, rating, albums = catalog.albums.listNames()) => {
    const query = foldName(text);
    if (query.key === '') return [];
    const rate = ratings[rating];
    const known = readLandmarks();
    const found: FoundName[] = [];
    const taken = new Set<string>();
    const names = foldAlbumNames(albums);
    for (const [place, album] of albums.entries()) {
      const own = names[place];
      if (own === undefined) continue;
      const others = album.landmarkId === null ? undefined : known.get(album.landmarkId)?.names;
      if (album.landmarkId !== null) taken.add(album.landmarkId);
      const best = findBest(query, others === undefined ? [own] : [own, ...others], rate);
      if (best !== null) found.push(showAlbum(album, best));
    }
    for (const { id, names } of known.values()) {
      const best = taken.has(id) ? null : findBest(query, names, rate);
      if (best !== null) found.push({ ...best, albumId: null, landmarkId: id, name: names[0].text, photoCount: 0 });
    }
    return found.sort(compareFound);
  };

  const complete = ({ albumId, landmarkId, name, matched, photoCount }: FoundName): NameMatch => {
    const found = { albumId, landmarkId, name, matched, photoCount };
    if (albumId === null) {
      const row = catalog.landmarks.get(landmarkId ?? '');
      return { ...found, place: row === null ? null : describeLandmark(row), coverPhotoId: null };
    }
    const summary = catalog.albums.getSummary(albumId);
    return { ...found, place: summary?.place ?? null, coverPhotoId: summary?.coverPhotoId ?? null };
  };

  return {
    prepare,
    match,
    complete,
    find: (text, limit, includesLandmarks = true) => {
      if (foldName(text).key !== '') {
        // Near misses only where nothing is right: "paris" means no "maris".
        const exact = match(text, 'exact');
        const found = exact.length > 0 ? exact : match(text, 'loose');
        const offered = found.filter(({ albumId }) => includesLandmarks || albumId !== null);
        return offered.slice(0, limit).map(complete);
      }
      const albums = catalog.albums.listNames().sort((a, b) => b.photoCount - a.photoCount);
      return albums.slice(0, limit).map((album) => complete(showAlbum(album, { matched: null, quality: 1 })));
    },
  };
}

/** Its main name first. */
function listNames({ name, names, aliases }: LandmarkRow): [FoldedName, ...FoldedName[]] {
  const others = new Set([...Object.values(names), ...aliases]);
  others.delete(name);
  return [foldName(name), ...[...others].map(foldName)];
}

type Best = Pick<FoundName, 'matched' | 'quality'>;

/** The first of the names, the one that is shown, unless another fits better. */
function findBest(
  query: FoldedQuery,
  names: readonly FoldedName[],
  rate: (query: FoldedQuery, name: FoldedName) => number,
): Best | null {
  let matched: string | null = null;
  let quality = 0;
  for (const [index, name] of names.entries()) {
    const rated = rate(query, name);
    if (rated <= quality) continue;
    quality = rated;
    matched = index === 0 ? null : name.text;
  }
  return quality === 0 ? null : { matched, quality };
}

function showAlbum({ id, name, landmarkId, photoCount }: AlbumName, best: Best): FoundName {
  // An album that bears its landmark's name has that name twice.
  return { ...best, matched: best.matched === name ? null : best.matched, albumId: id, landmarkId, name, photoCount };
}

function compareFound(a: FoundName, b: FoundName): number {
  if (a.quality !== b.quality) return b.quality - a.quality;
  if ((a.albumId === null) !== (b.albumId === null)) return a.albumId === null ? 1 : -1;
  if ((a.matched === null) !== (b.matched === null)) return a.matched === null ? -1 : 1;
  if (a.photoCount !== b.photoCount) return b.photoCount - a.photoCount;
  if (a.name.length !== b.name.length) return a.name.length - b.name.length;
  return a.name < b.name ? -1 : 1;
}

function describeLandmark({ latitude, longitude, country }: LandmarkRow): string | null {
  const place = latitude === null || longitude === null ? null : describePlace({ latitude, longitude });
  return place ?? (country === null ? null : nameCountry(country));
}
