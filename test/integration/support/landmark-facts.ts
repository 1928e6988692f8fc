/** @file Facts of the landmarks that the fake atlas knows. */
import { openCatalog } from '../../../src/db/catalog.ts';
import { knownLandmarks } from './fake-embedder.ts';

/** Writes them into a catalog, which is made when it is not there. */
export function writeLandmarkFacts(dataFolder: string): void {
  const catalog = openCatalog({ folder: dataFolder });
  for (const id of knownLandmarks) {
    const name = id.replace('known-', 'The ');
    catalog.landmarks.upsertPersonal({ id, name, aliases: [], country: 'FR', latitude: 43.7, longitude: 7.26 });
  }
  catalog.close();
}
