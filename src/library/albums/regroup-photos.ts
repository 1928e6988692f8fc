/** @file Groups what the atlas does not know, and turns groups into albums without reshuffling those that exist. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { GroupPhoto } from '../../ml/embedder-messages.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { nameGroup } from './album-places.ts';
import { planGroups, type GroupPlan, type Suggestion } from './match-groups.ts';
import { noteUngrouped, readUngroupedCount } from './pending-work.ts';
import { buildPersonLinks } from './person-links.ts';
import { readMemberships } from './read-memberships.ts';

export interface RegroupParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  readonly onAlbumsTouched: (albumIds: readonly number[]) => void;
}

/**
 * Groups all photos. Those that the atlas recognised take part: a group in which enough of them show one landmark joins its album,
 * so that the views which the atlas has no reference of do not become an album of their own (docs/decisions/0006).
 * Vectors of the catalog must be loaded in the embedder.
 */
export async function regroupPhotos(params: RegroupParams): Promise<void> {
  const { catalog, client, modelId } = params;
  const ungrouped = readUngroupedCount(catalog);
  const index = await readMemberships(catalog);
  const photos = catalog.photos
    .listForGrouping(modelId)
    .map(({ id, ...place }): GroupPhoto => ({ photoId: id, ...place }));
  const links = buildPersonLinks(index, new Set(photos.map(({ photoId }) => photoId)));
  const groups = photos.length === 0 ? [] : await client.request('group', { photos, ...links });

  // Read again: a person may have decided something while the embedder was grouping.
  const { albumsOf, rejectedOf } = await readMemberships(catalog);
  const landmarkAlbums = new Set(catalog.albums.listAll().flatMap(({ id, kind }) => (kind === 'landmark' ? [id] : [])));
  const plan = planGroups(
    groups,
    albumsOf,
    (albumId, photoId) => rejectedOf.get(albumId)?.has(photoId) === true,
    (albumId) => landmarkAlbums.has(albumId),
  );
  await storePlan(params, plan, new Map(photos.map((photo) => [photo.photoId, photo])));
  // Photos that came meanwhile wait for the next time.
  noteUngrouped(catalog, Math.max(0, readUngroupedCount(catalog) - ungrouped));
}

/** Longest that main is held at a time, ms. */
const sliceMs = 8;

/**
 * Writes the plan, some groups a transaction. After a crash in between the next grouping finds the rest: what is in an album by
 * then is only evidence of which album its group is.
 */
async function storePlan(
  { catalog, onAlbumsTouched }: RegroupParams,
  plan: GroupPlan,
  photos: ReadonlyMap<number, GroupPhoto>,
): Promise<void> {
  const suggestAll = (albumId: number, suggestions: readonly Suggestion[]): void => {
    for (const { photoId, confidence } of suggestions) catalog.memberships.setSuggested(albumId, photoId, confidence);
    onAlbumsTouched([albumId]);
  };
  const joins = plan.joins.map(({ albumId, suggestions }) => () => {
    // Merged meanwhile: its photos are where it went.
    const target = catalog.albums.resolve(albumId);
    if (target !== null) suggestAll(target, suggestions);
  });
  const takenNames = new Set(
    catalog.albums.listAll().flatMap(({ mergedIntoId, name }) => (mergedIntoId === null ? [name] : [])),
  );
  const openings = plan.openings.map((suggestions) => () => {
    const members = suggestions.flatMap(({ photoId }) => photos.get(photoId) ?? []);
    const view = nameGroup(members, takenNames);
    takenNames.add(view.name);
    suggestAll(catalog.albums.insert({ kind: 'group', landmarkId: null, ...view }), suggestions);
  });
  const writes = [...joins, ...openings];
  while (writes.length > 0) {
    const startMs = performance.now();
    catalog.transaction(() => {
      do writes.shift()?.();
      while (performance.now() - startMs < sliceMs);
    });
    await yieldToEventLoop();
  }
}
