/** @file Groups what the atlas does not know, and turns groups into albums without reshuffling those that exist. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import { CairnError } from '../../api/errors.ts';
import type { EmbedderRequests, GroupPhoto, PhotoGroup } from '../../ml/embedder-messages.ts';
import { packPhotos, unpackGroups, type PackedGroups } from '../../ml/grouping/packed-groups.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { planGroups } from './match-groups.ts';
import { noteGrouped, readUngrouped } from './pending-work.ts';
import { buildPersonLinks } from './person-links.ts';
import { readMemberships, type MembershipIndex } from './read-memberships.ts';
import { askSecondWitness } from './second-witness.ts';
import { storePlan } from './store-plan.ts';
import { findOutdatedSuggestions } from './withdraw-suggestions.ts';

export interface RegroupParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  /** Ends a grouping that is under way: then nothing is changed, and it is still to be done. */
  readonly signal?: AbortSignal | undefined;
  readonly onAlbumsTouched: (albumIds: readonly number[]) => void;
}

/**
 * Groups all photos. Those that the atlas recognised take part: a group in which enough of them show one landmark joins its album,
 * so that the views which the atlas has no reference of do not become an album of their own (docs/decisions/0006).
 * Vectors of the catalog must be loaded in the embedder.
 */
export async function regroupPhotos(params: RegroupParams): Promise<void> {
  const { catalog } = params;
  const ungrouped = readUngrouped(catalog);
  const { groups, photos } = await findGroups(params);
  // Read after the grouping: a person may have decided something meanwhile.
  const memberships = await readMemberships(catalog);
  await storeGroups(params, { groups, photos, memberships, isGrouped: (photoId) => photos.has(photoId) });
  await noteGrouped(catalog, ungrouped, 'everything');
}

export interface StoreGroupsParams extends FoundGroups {
  /** Of the albums that the photos are members of, at least. */
  readonly memberships: MembershipIndex;
  /** Whether what was suggested of a photo is judged anew. */
  readonly isGrouped: (photoId: number) => boolean;
}

/** Groups join albums that exist, or open new ones. */
export async function storeGroups(
  params: RegroupParams,
  { groups, photos, memberships, isGrouped }: StoreGroupsParams,
): Promise<void> {
  const { catalog, onAlbumsTouched } = params;
  const { albumsOf, rejectedOf } = memberships;
  const kinds = new Map<number, boolean>();
  const isLandmark = (albumId: number): boolean => {
    const known = kinds.get(albumId) ?? catalog.albums.get(albumId)?.kind === 'landmark';
    kinds.set(albumId, known);
    return known;
  };
  const planned = planGroups(
    groups,
    albumsOf,
    (albumId, photoId) => rejectedOf.get(albumId)?.has(photoId) === true,
    isLandmark,
  );
  const hasReferences = (albumId: number): boolean => isLandmark(albumId) || memberships.confirmedOf.has(albumId);
  const plan = await askSecondWitness({ ...params, hasReferences }, planned);
  const leaves = findOutdatedSuggestions({ plan, memberships, isLandmark, isGrouped });
  await storePlan({ catalog, plan: { ...plan, leaves }, photos, onAlbumsTouched });
}

export interface FoundGroups {
  readonly groups: readonly PhotoGroup[];
  /** Every photo that took part, by id. */
  readonly photos: ReadonlyMap<number, GroupPhoto>;
}

/** Asks the embedder for the groups of all photos that have a vector of the model, with the person's decisions as links. */
export async function findGroups({
  catalog,
  client,
  modelId,
  signal,
}: Omit<RegroupParams, 'onAlbumsTouched'>): Promise<FoundGroups> {
  const index = await readMemberships(catalog);
  const photos = await listPhotos(catalog, modelId);
  await yieldToEventLoop();
  const links = buildPersonLinks(index, new Set(photos.keys()));
  if (photos.size === 0) return { groups: [], photos };
  await yieldToEventLoop();
  const packed = packPhotos([...photos.values()]);
  return { groups: unpackGroups(await requestGroups(client, { photos: packed, ...links }, signal)), photos };
}

/** Photos read without letting others have a turn: five milliseconds or so. */
const photosAtOnce = 2000;

async function listPhotos(catalog: Catalog, modelId: number): Promise<ReadonlyMap<number, GroupPhoto>> {
  const photos = new Map<number, GroupPhoto>();
  for (let afterId = 0; ;) {
    const page = catalog.photos.listForGrouping(modelId, { afterId, limit: photosAtOnce });
    for (const { id, ...place } of page) photos.set(id, { photoId: id, ...place });
    const last = page.at(-1);
    if (last === undefined || page.length < photosAtOnce) return photos;
    afterId = last.id;
    await yieldToEventLoop();
  }
}

/** Rejects with CairnError `cancelled` when the signal aborts. */
export async function requestGroups(
  client: EmbedderClient,
  params: EmbedderRequests['group']['params'],
  signal: AbortSignal | undefined,
): Promise<PackedGroups> {
  const cancel = (): void => void client.request('cancelGroup', {}).catch(() => undefined);
  if (signal?.aborted === true) throw new CairnError('cancelled', 'The grouping was stopped.');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await client.request('group', params);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
