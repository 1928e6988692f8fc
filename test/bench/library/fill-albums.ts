/** @file Albums, answers and questions over photos that were never taken: as many as somebody has after years with Cairn. */
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../../../src/db/catalog.ts';
import { describeLandmarkPlace } from '../../../src/library/albums/landmark-albums.ts';
import { createDecisionService, type DecisionService } from '../../../src/library/decisions/decision-service.ts';
import { readAtlasFacts, storeLandmarkFacts } from '../../../src/library/landmark-facts.ts';
import { buildQuestionKey } from '../../../src/library/review/question-keys.ts';
import { loadLandmarkFacts } from '../../../src/ml/atlas/load-facts.ts';
import type { LandmarkRow } from '../../../src/db/landmarks.ts';
import type { PhotoCluster } from './mixture.ts';

export const bundledAtlas = fileURLToPath(new URL('../../../src/ml/atlas/bundled', import.meta.url));
/** The first two clusters are places that no atlas knows, large as somebody's home town. */
const largeAlbums = 2;
/** One photo of so many is suggested below the members of its album. */
const tentativeEvery = 8;
/** At most so many albums, and a third of all, are of landmarks that the atlas names; of the others every second has a person's name. */
const landmarkAlbums = { most: 700, share: 1 / 3 } as const;
/** Albums that somebody has decided about. */
const decidedAlbums = 2000;
const countries = [
  ...[
    'France',
    'Italy',
    'Spain',
    'Japan',
    'China',
    'Peru',
    'Greece',
    'Portugal',
    'Norway',
    'Austria',
    'Morocco',
    'India',
  ],
  ...[
    'Mexico',
    'Egypt',
    'Turkey',
    'Iceland',
    'Vietnam',
    'Chile',
    'Poland',
    'Croatia',
    'Kenya',
    'Canada',
    'Cuba',
    'Oman',
  ],
];
const citiesPerCountry = 12;
/** Photos of one decision. */
const decidedAtOnce = 8;
const albumsPerTransaction = 500;

/** Where the photos of a cluster were taken, and the landmark of the atlas that they show; null: none that it knows. */
export interface AlbumSite {
  readonly cluster: PhotoCluster;
  readonly landmark: LandmarkRow | null;
  readonly latitude: number;
  readonly longitude: number;
}

/** One site a cluster. Stores the facts of the atlas's landmarks. */
export async function placeAlbums(catalog: Catalog, clusters: readonly PhotoCluster[]): Promise<readonly AlbumSite[]> {
  const facts = await readAtlasFacts({ atlasFolder: bundledAtlas, atlasPacks: [] }, null);
  storeLandmarkFacts(catalog, facts, await loadLandmarkFacts());
  const count = Math.min(landmarkAlbums.most, Math.floor(clusters.length * landmarkAlbums.share));
  const landmarks = catalog.landmarks.list().slice(0, count);
  return clusters.map((cluster, index) => {
    const landmark = landmarks[index - largeAlbums] ?? null;
    const { latitude, longitude } = landmark ?? { latitude: null, longitude: null };
    // Some kilometres from each other, over half of Europe.
    return {
      cluster,
      landmark,
      latitude: latitude ?? 37 + ((index * 61) % 1900) / 100,
      longitude: longitude ?? -8 + ((index * 137) % 3300) / 100,
    };
  });
}

/** An album of each site. Returns the albums' ids. @param photoIds by index */
export function fillAlbums(
  catalog: Catalog,
  sites: readonly AlbumSite[],
  photoIds: readonly number[],
): readonly number[] {
  const albumIds: number[] = [];
  for (let first = 0; first < sites.length; first += albumsPerTransaction) {
    catalog.transaction(() => {
      for (let index = first; index < Math.min(sites.length, first + albumsPerTransaction); index += 1) {
        const site = sites[index];
        if (site !== undefined) albumIds.push(fillAlbum(catalog, site, index, photoIds));
      }
    });
  }
  return albumIds;
}

function fillAlbum(catalog: Catalog, site: AlbumSite, index: number, photoIds: readonly number[]): number {
  const { cluster, landmark, latitude, longitude } = site;
  const country = countries[index % countries.length] ?? '';
  const isNamed = index < largeAlbums || index % 2 === 0;
  const albumId = catalog.albums.insert({
    kind: landmark === null ? 'group' : 'landmark',
    landmarkId: landmark?.id ?? null,
    name: landmark?.name ?? (isNamed ? `Old Bridge of Town ${index}` : `Unnamed landmark ${index}`),
    isNamedByPerson: landmark === null && isNamed,
    place:
      landmark === null
        ? `Town ${Math.floor(index / countries.length) % citiesPerCountry}, ${country}`
        : describeLandmarkPlace(landmark),
    latitude,
    longitude,
  });
  const members = photoIds.slice(cluster.first, cluster.first + cluster.count);
  for (const [row, photoId] of members.entries()) {
    const isTentative = row % tentativeEvery === tentativeEvery - 1;
    const confidence = isTentative ? 0.5 + (photoId % 25) / 100 : 0.72 + (photoId % 25) / 100;
    catalog.memberships.setSuggested(albumId, photoId, confidence, isTentative);
  }
  if (landmark === null && !isNamed) catalog.albums.setCertainty(albumId, 0.4 + (index % 50) / 100);
  return albumId;
}

/** A log of some thousands of decisions, and questions that were skipped. */
export function fillDecisions(catalog: Catalog, albumIds: readonly number[], photoIds: readonly number[]): void {
  const decisions = createDecisionService({ catalog, onDecided: () => undefined });
  // One wait for the disk instead of one a decision.
  catalog.transactionDurably(() => {
    for (const [index, albumId] of albumIds.slice(0, decidedAlbums).entries()) {
      decideAbout(catalog, decisions, albumId, index, photoIds);
    }
  });
}

function decideAbout(
  catalog: Catalog,
  decisions: DecisionService,
  albumId: number,
  index: number,
  photoIds: readonly number[],
): void {
  const members = catalog.memberships
    .listForAlbum(albumId)
    .filter(({ isTentative }) => !isTentative)
    .map(({ photoId }) => photoId);
  if (members.length === 0) return;
  if (index % 2 === 0) decisions.confirm(albumId, members.slice(0, decidedAtOnce));
  if (index % 4 === 1) decisions.reject(albumId, members.slice(0, 2));
  if (index % 5 === 0) decisions.setFavourite(members.slice(-2), true);
  if (index % 6 === 0) decisions.rename(albumId, `Old Bridge of Town ${index}, seen again`);
  if (index % 40 === 39) decisions.hide(albumId);
  // Of somewhere else, taken back at once.
  if (index % 10 === 3) {
    decisions.setFavourite([photoIds[index] ?? 0], true);
    decisions.undo();
  }
  if (index % 7 === 0) {
    const [photoId = 0] = members.slice(-1);
    const key = buildQuestionKey({ kind: 'same-place', albumId, photoIds: [photoId] });
    catalog.reviewSkips.put([{ key, fingerprint: '' }]);
  }
}
