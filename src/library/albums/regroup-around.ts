/** @file Groups some photos with what lies around them, in a library that is too large to be grouped whole for each ([Note: surroundings]). */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { CairnError } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { GroupPhoto, PhotoGroup } from '../../ml/embedder-messages.ts';
import { packPhotos, unpackGroups } from '../../ml/grouping/packed-groups.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { noteGrouped, noteLearning, noteUnplacedAgain, noteUnplacedAmong, readUngrouped } from './pending-work.ts';
import { buildPersonLinks } from './person-links.ts';
import { readMemberships, type MembershipIndex } from './read-memberships.ts';
import { requestGroups, storeGroups, type RegroupParams } from './regroup-photos.ts';
import { splitSurroundings, type SurroundingsPart } from './split-surroundings.ts';

/** Members of an album that are looked at, evenly spread: enough to tell whether a photo belongs. */
const membersPerAlbum = 100;
/** Photos read without letting others have a turn: some milliseconds. */
const photosAtOnce = 1000;

/** Photos asked about at once: a second or so in the embedder, so that nobody takes it for stuck. */
const askedAtOnce = 256;

/** Groups the photos that came or were decided about since they were last grouped. */
export async function regroupAround(params: RegroupParams): Promise<void> {
  const { catalog, client, signal } = params;
  const ungrouped = readUngrouped(catalog);
  const seeds = await findNear(client, ungrouped.photoIds);
  const near = [...new Set([...seeds].flatMap(([photoId, others]) => [photoId, ...others]))];
  const placed = new Set(await listPlaced(catalog, near));
  // Who is in no album may have its own relatives there.
  const strangers = await findNear(
    client,
    near.filter((photoId) => !placed.has(photoId) && !seeds.has(photoId)),
  );
  const isUngrouped = new Set(ungrouped.photoIds);
  for (const part of splitSurroundings(seeds, strangers)) {
    if (signal?.aborted === true) throw new CairnError('cancelled', 'The grouping was stopped.');
    // One that looks like no landmark has no surroundings: it only loses what was suggested of it.
    await groupPart(
      params,
      part,
      (photoId) => part.seeds.has(photoId) || (isUngrouped.has(photoId) && !seeds.has(photoId)),
    );
  }
  await noteGrouped(catalog, ungrouped, 'surroundings');
}

async function groupPart(
  params: RegroupParams,
  { seeds, near, fringe }: SurroundingsPart,
  isGrouped: (photoId: number) => boolean,
): Promise<void> {
  const { catalog, client } = params;
  const around = [...near, ...fringe];
  // Albums of the neighbours alone: those of the fringe would be two thirds of what is grouped, and place nobody else.
  const memberships = await readMemberships(catalog, await listAlbums(catalog, [...near]));
  const photos = await listPhotos(params, [...new Set([...around, ...spreadMembers(memberships)])]);
  if (photos.size === 0) return;
  const links = buildPersonLinks(memberships, new Set(photos.keys()));
  const packed = packPhotos([...photos.values()]);
  const groups = unpackGroups(
    await requestGroups(client, { photos: packed, ...links, wanted: Int32Array.from(seeds) }, params.signal),
  );
  await storeGroups(params, { groups: pickMembers(groups, near, memberships), photos, memberships, isGrouped });
}

/** Notes what is in no album around the photos that a person decided about: it is looked up again, with what was said. */
export async function learnAround({ catalog, client, modelId }: LookAgainParams): Promise<void> {
  noteLearning(catalog);
  await noteUnplacedAmong(catalog, modelId, await listAround(catalog, client));
}

type LookAgainParams = Omit<RegroupParams, 'onAlbumsTouched'>;

/** The same of photos that came: a look-up sees a photo with its relatives, and these have another one now. */
export async function lookAgainAround({ catalog, client, modelId }: LookAgainParams): Promise<void> {
  await noteUnplacedAgain(catalog, modelId, await listAround(catalog, client));
}

/** What is to be grouped and looks like a landmark, and its neighbours. */
async function listAround(catalog: Catalog, client: EmbedderClient): Promise<readonly number[]> {
  const near = await findNear(client, readUngrouped(catalog).photoIds);
  return [...new Set([...near].flatMap(([photoId, others]) => [photoId, ...others]))];
}

/** Neighbours of each of the photos that look like a landmark. */
async function findNear(
  client: EmbedderClient,
  photoIds: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const nearOf = new Map<number, readonly number[]>();
  for (let start = 0; start < photoIds.length; start += askedAtOnce) {
    const some = Int32Array.from(photoIds.slice(start, start + askedAtOnce));
    const { photoIds: found, near, ends } = await client.request('surroundings', { photoIds: some });
    for (const [row, photoId] of found.entries()) {
      nearOf.set(photoId, [...near.subarray(row === 0 ? 0 : ends[row - 1], ends[row])]);
    }
  }
  return nearOf;
}

/** Calls `read` with some of the photos at a time. */
async function readInSlices<Value>(
  photoIds: readonly number[],
  read: (some: readonly number[]) => readonly Value[],
): Promise<Value[]> {
  const all: Value[] = [];
  for (let start = 0; start < photoIds.length; start += photosAtOnce) {
    all.push(...read(photoIds.slice(start, start + photosAtOnce)));
    await yieldToEventLoop();
  }
  return all;
}

async function listPlaced(catalog: Catalog, photoIds: readonly number[]): Promise<readonly number[]> {
  return await readInSlices(photoIds, (some) => catalog.memberships.listPlaces(some).map(([, photoId]) => photoId));
}

async function listAlbums(catalog: Catalog, photoIds: readonly number[]): Promise<ReadonlySet<number>> {
  return new Set(
    await readInSlices(photoIds, (some) => catalog.memberships.listPlaces(some).map(([albumId]) => albumId)),
  );
}

function spreadMembers({ confirmedOf, suggestedOf }: MembershipIndex): number[] {
  return [...confirmedOf.values(), ...suggestedOf.values()].flatMap((members) => {
    const step = Math.ceil(members.length / membersPerAlbum);
    return members.filter((_, place) => place % step === 0);
  });
}

async function listPhotos(
  { catalog, modelId }: RegroupParams,
  photoIds: readonly number[],
): Promise<ReadonlyMap<number, GroupPhoto>> {
  const photos = await readInSlices(photoIds, (some) => catalog.photos.listForGrouping(modelId, { photoIds: some }));
  return new Map(photos.map(({ id, ...place }) => [id, { photoId: id, ...place }]));
}

/** Of what is in no album only what is near takes part: the others' own relatives are not all here. */
function pickMembers(
  groups: readonly PhotoGroup[],
  near: ReadonlySet<number>,
  { albumsOf }: MembershipIndex,
): readonly PhotoGroup[] {
  return groups.map((group) => ({
    ...group,
    members: group.members.filter(({ photoId }) => near.has(photoId) || albumsOf.has(photoId)),
  }));
}
