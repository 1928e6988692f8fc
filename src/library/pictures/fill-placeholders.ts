/**
 * @file Placeholders and countries of photos that were indexed before there were any, in small steps between other work.
 *
 * Each step is given up before it is tried: if a thumbnail ends the embedder, its photos go without a placeholder instead of ending
 * it again and again.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import { noteDuplicatesPending } from '../duplicates/find-near.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { findNearestCity } from '../places/find-nearest-city.ts';

/** Thumbnails of one request, 2 or 3 ms each. */
const thumbnailsPerStep = 32;
/** Look-ups between two turns of the event loop, some 20 microseconds each. */
const placesPerStep = 200;

/** Whether a photo waits for its placeholder. */
export function hasMissingPlaceholders(catalog: Catalog): boolean {
  return catalog.placeholders.listMissing(1).length > 0;
}

export interface FillOptions {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  /** True: enough for now. */
  readonly mustStop: () => boolean;
  /** After a step that changed something. */
  readonly onChanged: () => void;
}

/** Goes on until none is missing, or it must stop. Rejects as the embedder's client does. */
export async function fillPlaceholders({ catalog, client, mustStop, onChanged }: FillOptions): Promise<void> {
  while (!mustStop()) {
    const photos = catalog.placeholders.listMissing(thumbnailsPerStep);
    if (photos.length === 0) return;
    catalog.transaction(() => catalog.placeholders.giveUp(photos.map(({ id }) => id)));
    const hashes = await client.request('hashThumbnails', {
      contentHashes: photos.map(({ contentHash }) => contentHash),
    });
    catalog.transaction(() => {
      for (const [index, { id }] of photos.entries()) {
        const found = hashes[index];
        if (found !== undefined && found !== null) catalog.placeholders.set(id, found);
      }
      noteDuplicatesPending(catalog);
    });
    onChanged();
  }
}

/** ISO 3166-1 alpha-2 of a position; '': in none. */
export function findCountry(latitude: number, longitude: number): string {
  return findNearestCity(latitude, longitude)?.country ?? '';
}

/** Looks up the country of photos that have a position, until none is left or it must stop. */
export async function fillCountries(catalog: Catalog, mustStop: () => boolean): Promise<void> {
  while (!mustStop()) {
    const photos = catalog.photoLists.listUnlocated(placesPerStep);
    if (photos.length === 0) return;
    catalog.transaction(() => {
      for (const { id, latitude, longitude } of photos) {
        catalog.photoLists.setCountry(id, findCountry(latitude, longitude));
      }
    });
    await giveWay();
  }
}
