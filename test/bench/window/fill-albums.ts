/** @file Albums, answers and questions over photos that were never taken: as many as somebody has after years with Cairn. */
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../../../src/db/catalog.ts';
import { describeLandmarkPlace } from '../../../src/library/albums/landmark-albums.ts';
import { createDecisionService } from '../../../src/library/decisions/decision-service.ts';
import { readAtlasFacts, storeLandmarkFacts } from '../../../src/library/landmark-facts.ts';
import { buildQuestionKey } from '../../../src/library/review/question-keys.ts';
import { loadLandmarkFacts } from '../../../src/ml/atlas/load-facts.ts';

export const bundledAtlas = fileURLToPath(new URL('../../../src/ml/atlas/bundled', import.meta.url));
const albumCount = 2000;
/** The first two are as large as the album of somebody's home town. */
const largeAlbums = 2;
const largestAlbum = 2000;
const photosPerAlbum = 30;
/** Suggested below the members of each album. */
const tentativePerAlbum = 4;
/** Albums that the atlas names; of the others every second one has a name that a person gave. */
const landmarkAlbums = 700;
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

/** Albums of the first photos, in order; where there are fewer photos, of as many as there are. Returns the albums' ids. */
export async function fillAlbums(catalog: Catalog, photoIds: readonly number[]): Promise<readonly number[]> {
  const facts = await readAtlasFacts({ atlasFolder: bundledAtlas, atlasPacks: [] }, null);
  storeLandmarkFacts(catalog, facts, await loadLandmarkFacts());
  const landmarks = catalog.landmarks.list().slice(0, landmarkAlbums);
  const albumIds: number[] = [];
  let next = 0;
  catalog.transaction(() => {
    for (let index = 0; index < albumCount; index += 1) {
      const landmark = index < largeAlbums ? undefined : landmarks[index - largeAlbums];
      const country = countries[index % countries.length] ?? '';
      const isNamed = index < largeAlbums || index % 2 === 0;
      const albumId = catalog.albums.insert({
        kind: landmark === undefined ? 'group' : 'landmark',
        landmarkId: landmark?.id ?? null,
        name: landmark?.name ?? (isNamed ? `Old Bridge of Town ${index}` : `Unnamed landmark ${index}`),
        isNamedByPerson: landmark === undefined && isNamed,
        place:
          landmark === undefined
            ? `Town ${Math.floor(index / countries.length) % citiesPerCountry}, ${country}`
            : describeLandmarkPlace(landmark),
        latitude: landmark?.latitude ?? 43 + (index % 50) / 10,
        longitude: landmark?.longitude ?? 1 + (index % 40) / 10,
      });
      albumIds.push(albumId);
      const count = index < largeAlbums ? largestAlbum : photosPerAlbum;
      const members = photoIds.slice(next, next + count);
      next += count;
      for (const [row, photoId] of members.entries()) {
        const isTentative = row >= members.length - tentativePerAlbum;
        const confidence = isTentative ? 0.5 + (photoId % 25) / 100 : 0.72 + (photoId % 25) / 100;
        catalog.memberships.setSuggested(albumId, photoId, confidence, isTentative);
      }
      if (landmark === undefined && !isNamed) catalog.albums.setCertainty(albumId, 0.4 + (index % 50) / 100);
    }
  });
  return albumIds;
}

/** A log of some thousands of decisions, and questions that were skipped. */
export function fillDecisions(catalog: Catalog, albumIds: readonly number[], photoIds: readonly number[]): void {
  const decisions = createDecisionService({ catalog, onDecided: () => undefined });
  for (const [index, albumId] of albumIds.entries()) {
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
}
