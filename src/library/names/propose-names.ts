/** @file What an album could be called: landmarks near its photos, names of their folders, their keywords, the city. */
import { CairnError } from '../../api/errors.ts';
import type { NameProposal } from '../../api/views.ts';
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';
import { buildNameKey } from '../../db/name-key.ts';
import type { PhotoEvidenceRow } from '../../db/photo-evidence.ts';
import { measureDistanceMeters } from '../../ml/recognition/geo-distance.ts';
import { describePlace, findMedianPlace, type Coordinates } from '../albums/album-places.ts';
import { findHints } from '../evidence/find-hints.ts';
import { toDisplayPath } from '../path-encoding.ts';
import { findNearestCity } from '../places/find-nearest-city.ts';
import { findLandmarkByName } from './find-landmark.ts';
import { isGenericName, trimGenericEnds } from './generic-names.ts';

/** Photos of an album that are asked: more would say the same. */
const maxPhotos = 400;
const maxProposals = 8;
const maxNearLandmarks = 3;
/** Part of the photos that a landmark, folder or keyword must be common to: otherwise it is what some of them show. */
const leastShare = 0.3;
/** Landmarks that are seen from further away are not looked for by position, degrees of latitude: 220 km. */
const searchDegrees = 2;

/**
 * Most that one source alone says, in [0, 1]. A position is measured; a folder was named by a person, though perhaps after the
 * trip; keywords often list everything of a day; an unknown name has nothing that it could be checked with; and the city is
 * right, but nobody calls a landmark so.
 */
const weights = {
  gps: 0.9,
  folder: { landmark: 0.85, other: 0.5, root: 0.3 },
  keyword: { landmark: 0.75, other: 0.3 },
  city: 0.15,
} as const;
/** A position estimated from photos before and after says less. */
const estimateFactor = 0.7;
/** Another album is the landmark's: its photos would have been recognised. */
const takenFactor = 0.5;

/**
 * Names for an album, the likeliest first. A proposal is never applied by itself. Sources that say the same are one proposal, that
 * of the strongest, with their weights joined as if independent: 1 - (1 - a)(1 - b).
 * @throws CairnError `not-found`
 */
export function proposeNames(catalog: Catalog, albumId: number): readonly NameProposal[] {
  const target = catalog.albums.resolve(albumId);
  const album = target === null ? null : catalog.albums.get(target);
  if (album === null) throw new CairnError('not-found', 'This album is not in the library (any more).');
  const photos = catalog.photoEvidence.getMany(listMembers(catalog, album.id));
  if (photos.length === 0) return [];
  const measured = findMedianPlace(photos);
  const place = measured ?? findMedianPlace(photos.flatMap(({ placeEstimate }) => placeEstimate ?? []));
  const findLandmarks = createLandmarkFinder(catalog, place);
  const scene: Scene = { catalog, album, photos, place, isEstimated: measured === null, findLandmarks };
  return joinSame(
    [...proposeByPosition(scene), ...proposeByFolders(scene), ...proposeByKeywords(scene), ...proposeByCity(scene)],
    album,
  );
}

interface Scene {
  readonly catalog: Catalog;
  readonly album: AlbumRow;
  readonly photos: readonly PhotoEvidenceRow[];
  /** Null: nobody knows where they were taken. */
  readonly place: Coordinates | null;
  readonly isEstimated: boolean;
  /** Known landmarks named in a text. */
  readonly findLandmarks: (text: string) => readonly string[];
}

/** Members, or what is only suggested where there are none; evenly spread over all when they are many. */
function listMembers(catalog: Catalog, albumId: number): readonly number[] {
  const all = catalog.memberships.listForAlbum(albumId).filter(({ state }) => state !== 'rejected');
  const members = all.filter(({ isTentative }) => !isTentative);
  const photoIds = (members.length > 0 ? members : all).map(({ photoId }) => photoId).sort((a, b) => a - b);
  const step = Math.max(1, photoIds.length / maxPhotos);
  return Array.from(
    { length: Math.min(photoIds.length, maxPhotos) },
    (_, index) => photoIds[Math.floor(index * step)] ?? 0,
  );
}

/** Known landmarks that most of the photos were taken within reach of. */
function proposeByPosition({ catalog, album, photos, place, isEstimated }: Scene): NameProposal[] {
  if (place === null) return [];
  const positions = photos.flatMap(({ latitude, longitude, placeEstimate }): Coordinates[] => {
    if (latitude !== null && longitude !== null) return [{ latitude, longitude }];
    return isEstimated && placeEstimate !== null ? [placeEstimate] : [];
  });
  const near = catalog.landmarks.listBetween(place.latitude - searchDegrees, place.latitude + searchDegrees);
  return near
    .flatMap((landmark): NameProposal[] => {
      const { id, name, latitude, longitude, reachMeters } = landmark;
      if (latitude === null || longitude === null) return [];
      const from = { latitude, longitude };
      const distance = measureDistanceMeters(place, from);
      if (distance > reachMeters) return [];
      const within = positions.filter((position) => measureDistanceMeters(position, from) <= reachMeters).length;
      const share = within / positions.length;
      if (share < leastShare) return [];
      const factor = (isEstimated ? estimateFactor : 1) * (isTaken(catalog, album, id) ? takenFactor : 1);
      const among = isEstimated || positions.length === photos.length ? '' : ' that have GPS';
      const taken = isEstimated ? 'probably taken' : 'taken';
      return [
        {
          name,
          landmarkId: id,
          source: 'gps',
          // Near for how far it is seen: a church within its square, a mountain within its valley.
          weight: weights.gps * share * factor * (1 - 0.6 * (distance / reachMeters)),
          why: `${taken} about ${describeDistance(distance)} away, within its reach: ${count(within, positions.length)}${among}`,
        },
      ];
    })
    .sort(compareProposals)
    .slice(0, maxNearLandmarks);
}

function isTaken(catalog: Catalog, album: AlbumRow, landmarkId: string): boolean {
  const holder = catalog.albums.findByLandmark(landmarkId);
  return holder !== null && holder.id !== album.id;
}

/** A folder's name counts for all photos in it, however deep; an unknown one only where nothing nearer to the photos has a name. */
function proposeByFolders(scene: Scene): NameProposal[] {
  const tally = createTally();
  // Hundreds of photos lie in a few folders.
  const isGeneric = remember(isGenericName);
  const trimEnds = remember(trimGenericEnds);
  for (const { photoId } of scene.photos) {
    const folders = listFolders(scene.catalog, photoId);
    const nearest = folders.findLast(({ name }) => !isGeneric(name));
    for (const folder of folders) {
      const landmarks = scene.findLandmarks(folder.name);
      for (const landmarkId of landmarks) tally.add(photoId, { landmarkId, text: folder.name, isRoot: folder.isRoot });
      if (landmarks.length > 0 || folder !== nearest) continue;
      const text = trimEnds(folder.name);
      if (text !== '') tally.add(photoId, { landmarkId: null, text, isRoot: folder.isRoot });
    }
  }
  return tally.list().flatMap(({ landmarkId, text, isRoot, photoIds }) => {
    const { landmark, other, root } = weights.folder;
    const weight = landmarkId !== null ? landmark : isRoot ? root : other;
    const why = `folder "${text}": ${count(photoIds.size, scene.photos.length)}`;
    return propose(scene, { landmarkId, text, source: 'folder', weight, why, found: photoIds.size });
  });
}

/** The same function, which answers each text once. */
function remember<Value>(answer: (text: string) => Value): (text: string) => Value {
  const answers = new Map<string, Value>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const fresh = answer(text);
    answers.set(text, fresh);
    return fresh;
  };
}

interface Folder {
  readonly name: string;
  readonly isRoot: boolean;
}

/** The folders that a photo lies in, from the root on. */
function listFolders(catalog: Catalog, photoId: number): readonly Folder[] {
  const [file] = catalog.files.listForPhoto(photoId);
  if (file === undefined) return [];
  // What lies above the root is the person's own order of things.
  const rootName = file.rootPath.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const names = toDisplayPath(file.relativePath).split('/').slice(0, -1);
  return [{ name: toDisplayPath(rootName), isRoot: true }, ...names.map((name) => ({ name, isRoot: false }))];
}

function proposeByKeywords(scene: Scene): NameProposal[] {
  const tally = createTally();
  for (const { photoId, keywords } of scene.photos) {
    for (const text of keywords) {
      const landmarks = scene.findLandmarks(text);
      for (const landmarkId of landmarks) tally.add(photoId, { landmarkId, text, isRoot: false });
      if (landmarks.length === 0 && !isGenericName(text)) tally.add(photoId, { landmarkId: null, text, isRoot: false });
    }
  }
  return tally.list().flatMap(({ landmarkId, text, photoIds }) => {
    const weight = landmarkId !== null ? weights.keyword.landmark : weights.keyword.other;
    const why = `keyword "${text}": ${count(photoIds.size, scene.photos.length)}`;
    return propose(scene, { landmarkId, text, source: 'keyword', weight, why, found: photoIds.size });
  });
}

/** Finds landmarks, none of which lies elsewhere. Photos of an album have few folders and keywords: each is looked up once. */
function createLandmarkFinder(catalog: Catalog, place: Coordinates | null): Scene['findLandmarks'] {
  const findId = (name: string): string | null => findLandmarkByName(catalog, name, place)?.id ?? null;
  const known = new Map<string, readonly string[]>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      const whole = findId(text);
      const hints = whole === null ? findHints({ folders: [text], fileName: '', keywords: [] }, findId) : [];
      found = whole === null ? hints.map(({ landmarkId }) => landmarkId) : [whole];
      known.set(text, found);
    }
    return found;
  };
}

function propose(
  { catalog, album, photos }: Scene,
  found: Pick<NameProposal, 'landmarkId' | 'source' | 'weight' | 'why'> & {
    readonly text: string;
    readonly found: number;
  },
): NameProposal[] {
  const { landmarkId, source, why } = found;
  const share = found.found / photos.length;
  const landmark = landmarkId === null ? null : catalog.landmarks.get(landmarkId);
  if (share < leastShare) return [];
  const factor = landmarkId !== null && isTaken(catalog, album, landmarkId) ? takenFactor : 1;
  return [{ name: landmark?.name ?? found.text, landmarkId, source, weight: found.weight * share * factor, why }];
}

function proposeByCity({ place, isEstimated }: Scene): NameProposal[] {
  const city = place === null ? null : findNearestCity(place.latitude, place.longitude);
  if (city === null) return [];
  const where = describePlace(place) ?? city.name;
  const why = `${isEstimated ? 'probably ' : ''}taken near ${where}`;
  return [{ name: city.name, landmarkId: null, source: 'city', weight: weights.city, why }];
}

interface Tallied {
  readonly landmarkId: string | null;
  /** As it is written. */
  readonly text: string;
  readonly isRoot: boolean;
}

/** Counts photos by what they have in common; the first way of writing it stays. */
function createTally(): {
  readonly add: (photoId: number, found: Tallied) => void;
  readonly list: () => readonly (Tallied & { readonly photoIds: ReadonlySet<number> })[];
} {
  const all = new Map<string, Tallied & { readonly photoIds: Set<number> }>();
  return {
    add: (photoId, found) => {
      const key = found.landmarkId === null ? `name ${buildNameKey(found.text)}` : `landmark ${found.landmarkId}`;
      const known = all.get(key) ?? { ...found, photoIds: new Set() };
      known.photoIds.add(photoId);
      all.set(key, known);
    },
    list: () => [...all.values()],
  };
}

/** One proposal a landmark or name, without what the album is already. */
function joinSame(proposals: readonly NameProposal[], album: AlbumRow): readonly NameProposal[] {
  const joined = new Map<string, NameProposal>();
  for (const proposal of [...proposals].sort(compareProposals)) {
    const { name, landmarkId } = proposal;
    const nameKey = buildNameKey(name);
    if (landmarkId === null ? nameKey === buildNameKey(album.name) : landmarkId === album.landmarkId) continue;
    const namesake = joined.get(nameKey);
    const isOther = namesake !== undefined && landmarkId !== null && (namesake.landmarkId ?? landmarkId) !== landmarkId;
    // Two landmarks of one name are two proposals.
    const key = isOther ? `${nameKey} ${landmarkId}` : nameKey;
    const other = joined.get(key);
    joined.set(key, other === undefined ? proposal : join(other, proposal));
  }
  return [...joined.values()].sort(compareProposals).slice(0, maxProposals);
}

function join(stronger: NameProposal, weaker: NameProposal): NameProposal {
  return {
    ...stronger,
    landmarkId: stronger.landmarkId ?? weaker.landmarkId,
    weight: 1 - (1 - stronger.weight) * (1 - weaker.weight),
    why: `${stronger.why}; ${weaker.why}`,
  };
}

function compareProposals(a: NameProposal, b: NameProposal): number {
  return b.weight - a.weight || (a.name < b.name ? -1 : 1);
}

function count(some: number, all: number): string {
  // Of an album with more photos than that.
  const photos = all === maxPhotos ? 'photos looked at' : 'photos';
  if (some === all) return ['', 'the one photo', 'both photos'][all] ?? `all ${String(all)} ${photos}`;
  return `${String(some)} of ${String(all)} ${photos}`;
}

function describeDistance(meters: number): string {
  return meters < 1000 ? `${String(Math.round(meters / 10) * 10)} m` : `${(meters / 1000).toFixed(1)} km`;
}
