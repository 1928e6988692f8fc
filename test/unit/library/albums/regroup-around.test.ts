import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCatalog, type Catalog } from '../../../../src/db/catalog.ts';
import {
  hasToLearn,
  noteDecided,
  noteGrouped,
  noteNewPhotos,
  readUngrouped,
  readUngroupedCount,
} from '../../../../src/library/albums/pending-work.ts';
import { isGroupingWhole } from '../../../../src/library/albums/pending-work.ts';
import { learnAround, lookAgainAround, regroupAround } from '../../../../src/library/albums/regroup-around.ts';
import { regroupPhotos } from '../../../../src/library/albums/regroup-photos.ts';
import type { EmbedderClient } from '../../../../src/library/embedder/embedder-client.ts';
import type { EmbedderRequests } from '../../../../src/ml/embedder-messages.ts';
import { findSurroundings } from '../../../../src/ml/grouping/find-surroundings.ts';
import { groupPhotos } from '../../../../src/ml/grouping/group-photos.ts';
import { packGroups, unpackPhotos } from '../../../../src/ml/grouping/packed-groups.ts';
import { createCoarseSession, type CoarseSession } from '../../../../src/ml/neighbours/coarse-session.ts';
import { createGroupSearch } from '../../../../src/ml/neighbours/group-search.ts';
import { createNeighbourIndex } from '../../../../src/ml/neighbours/neighbour-index.ts';
import { createSearchSession, type SearchSession } from '../../../../src/ml/neighbours/search-session.ts';
import { loadLandmarkness, type Landmarkness } from '../../../../src/ml/recognition/landmarkness.ts';
import { prepareNewcomer } from '../../../bench/size/prepared-embedder.ts';
import { bundledModel, generateLibrary, readModel } from '../../../bench/library/generate.ts';
import { createMixture } from '../../../bench/library/mixture.ts';

const photos = 1000;
const added = 50;
let base: string;
let landmarkness: Landmarkness;
let session: SearchSession;
let coarse: CoarseSession;
let dims: number;
let newcomers: readonly number[];

/** What the embedder does, in this process: the real grouping over the catalog's vectors. */
function createClient(catalog: Catalog, asked: string[] = []): EmbedderClient {
  const modelId = findModelId(catalog);
  const index = createNeighbourIndex(coarse);
  for (const { photoIds, vectors } of catalog.embeddings.iterateChunks(modelId, 500)) index.load(photoIds, vectors);
  const { getVector } = index;
  const request = async (method: string, params: unknown): Promise<unknown> => {
    asked.push(method);
    switch (method) {
      case 'group': {
        const given = params as EmbedderRequests['group']['params'];
        const input = { ...given, photos: unpackPhotos(given.photos), getVector, dims, landmarkness };
        return packGroups(await groupPhotos({ ...input, searchNeighbours: createGroupSearch(session) }));
      }
      case 'surroundings': {
        const { photoIds } = params as EmbedderRequests['surroundings']['params'];
        return findSurroundings({ photoIds, getVector, dims, landmarkness, search: index.search });
      }
      default:
        // No second witness for any name.
        return (params as EmbedderRequests['recognize']['params']).photos.map(() => ({ candidates: [] }));
    }
  };
  return { request: request as EmbedderClient['request'], kill: () => undefined, isAlive: () => true };
}

/** A copy of the catalog, in which a test may change what it likes. */
function openCopy(name: string): { readonly catalog: Catalog; readonly modelId: number } {
  const data = join(base, name);
  cpSync(join(base, 'data'), data, { recursive: true });
  const catalog = openCatalog({ folder: data });
  return { catalog, modelId: findModelId(catalog) };
}

const findModelId = (catalog: Catalog): number => catalog.embeddings.findModel(readModel().hash) ?? 0;

/** The albums of each newcomer, with whether it is a member there. */
function listAlbums(catalog: Catalog, photoId: number): readonly string[] {
  return catalog.memberships
    .listForPhoto(photoId)
    .map(({ albumId, isTentative }) => `${albumId} ${isTentative ? '?' : ''}`);
}

async function run(
  name: string,
  regroup: typeof regroupPhotos,
): Promise<{ readonly catalog: Catalog; readonly asked: string[] }> {
  const { catalog, modelId } = openCopy(name);
  const asked: string[] = [];
  await regroup({ catalog, client: createClient(catalog, asked), modelId, onAlbumsTouched: () => undefined });
  return { catalog, asked };
}

/** Photos that came, by their vectors; what is to be done with them is noted. */
function addPhotos(catalog: Catalog, vectors: readonly Float32Array[]): readonly number[] {
  const modelId = findModelId(catalog);
  const file = { sizeBytes: 1, mtimeMs: 1 };
  const [root] = catalog.roots.list();
  const first = catalog.photos.count();
  const photoIds = vectors.map((vector, index) => {
    const { kind, contentHash, embedding, ...photo } = prepareNewcomer(first + index, vector, file);
    expect(kind).toBe('indexed');
    const relativePath = `new/${first + index}.jpg`;
    const { fileId } = catalog.files.upsertChanged({ rootId: root?.id ?? 0, relativePath, ...file });
    const photoId = catalog.photos.insert({ ...photo, contentHash, addedMs: 1 });
    catalog.files.setPhoto(fileId, photoId);
    catalog.embeddings.put(photoId, modelId, embedding);
    return photoId;
  });
  noteNewPhotos(catalog, photoIds);
  return photoIds;
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'cairn-around-'));
  landmarkness = await loadLandmarkness(bundledModel);
  dims = landmarkness.weights.length;
  session = await createSearchSession(dims, 1);
  coarse = await createCoarseSession(dims, 1);
  await generateLibrary({ folder: join(base, 'photos'), data: join(base, 'data'), photos });
  const mixture = createMixture({ photos, seed: 1, landmarkness });
  const catalog = openCatalog({ folder: join(base, 'data') });
  const modelId = findModelId(catalog);
  // What the library's own photos give is stored first, so that both ways begin alike.
  await regroupPhotos({ catalog, client: createClient(catalog), modelId, onAlbumsTouched: () => undefined });
  newcomers = addPhotos(
    catalog,
    Array.from({ length: added }, (_, number) => mixture.makeNewcomer(number).vector),
  );
  catalog.close();
});

afterAll(async () => {
  await session.close();
  await coarse.close();
  rmSync(base, { recursive: true, force: true });
});

it('photos that are grouped with their surroundings come to the albums that a grouping of everything gives them', async () => {
  const whole = await run('whole', regroupPhotos);
  const around = await run('around', regroupAround);
  const agreeing = newcomers.filter(
    (photoId) => listAlbums(whole.catalog, photoId).join() === listAlbums(around.catalog, photoId).join(),
  );
  const placed = newcomers.filter((photoId) => listAlbums(around.catalog, photoId).length > 0);
  expect(placed.length).toBeGreaterThan(8);
  expect(agreeing.length / added).toBeGreaterThanOrEqual(0.95);
  // Nobody else is moved.
  const others = (catalog: Catalog): string[] =>
    Array.from({ length: photos }, (_, index) => `${index + 1}: ${listAlbums(catalog, index + 1).join()}`);
  const expected = others(whole.catalog);
  const changed = others(around.catalog).filter((line, index) => line !== expected[index]);
  expect(changed.length).toBeLessThanOrEqual(5);
  expect(around.asked).toContain('surroundings');
  expect(around.catalog.checkIntegrity()).toEqual([]);
  for (const { catalog } of [whole, around]) {
    expect([readUngroupedCount(catalog), catalog.photoTasks.has('group')]).toEqual([0, false]);
    catalog.close();
  }
});

it('photos of a place where nobody was before open the albums that a grouping of everything opens for them, apart from others that came', async () => {
  // Its largest cluster is a place of another world.
  const elsewhere = createMixture({ photos, seed: 2, landmarkness });
  const vectors = Array.from({ length: 12 }, (_, index) => elsewhere.makeVector(index));
  const openAlbums = async (name: string, regroup: typeof regroupPhotos) => {
    const { catalog, modelId } = openCopy(name);
    const photoIds = addPhotos(catalog, vectors);
    const known = new Set(catalog.albums.listAll().map(({ id }) => id));
    const asked: string[] = [];
    await regroup({ catalog, client: createClient(catalog, asked), modelId, onAlbumsTouched: () => undefined });
    const opened = photoIds.map((photoId) => catalog.memberships.listForPhoto(photoId)[0]?.albumId ?? 0);
    expect(opened.filter((albumId) => albumId !== 0 && !known.has(albumId)).length).toBeGreaterThanOrEqual(8);
    catalog.close();
    // By the first photo of each album: ids differ.
    return {
      albums: opened.map((albumId) => opened.indexOf(albumId)),
      groupings: asked.filter((one) => one === 'group'),
    };
  };
  const whole = await openAlbums('new place, whole', regroupPhotos);
  const around = await openAlbums('new place, around', regroupAround);
  expect(around.albums).toEqual(whole.albums);
  expect(around.groupings.length).toBeGreaterThan(1);
});

it('photos that came have those looked up again that are near them and in no album, and no other', async () => {
  const { catalog, modelId } = openCopy('looked up again');
  const client = createClient(catalog);
  catalog.photoTasks.clear('recognize');
  const listTasks = (): number[] => catalog.photoTasks.list('recognize', { afterId: 0, limit: photos + added });
  await lookAgainAround({ catalog, client, modelId });
  const again = listTasks();
  const { near } = await client.request('surroundings', { photoIds: Int32Array.from(newcomers) });
  expect(again.some((photoId) => !newcomers.includes(photoId))).toBe(true);
  expect(again.filter((photoId) => !newcomers.includes(photoId) && !near.includes(photoId))).toEqual([]);
  const isMember = (photoId: number): boolean =>
    catalog.memberships.listForPhoto(photoId).some(({ state, isTentative }) => state !== 'rejected' && !isTentative);
  expect(again.filter(isMember)).toEqual([]);
  catalog.photoTasks.addUnplaced('recognize', modelId, { afterId: 0, limit: photos + added });
  expect(again.length).toBeLessThan(listTasks().length / 2);
  catalog.close();
});

it('what a person decides while it is learned from what they decided before is learned from the next time', async () => {
  const { catalog, modelId } = openCopy('decided meanwhile');
  const client = createClient(catalog);
  const decideMeanwhile: typeof client.request = async (method, params) => {
    const answer = await client.request(method, params);
    noteDecided(catalog, [1]);
    return answer;
  };
  noteDecided(catalog, [2]);
  await learnAround({ catalog, client: { ...client, request: decideMeanwhile }, modelId });
  expect(hasToLearn(catalog)).toBe(true);
  await learnAround({ catalog, client, modelId });
  expect(hasToLearn(catalog)).toBe(false);
  catalog.close();
});

it('everything is grouped again when a tenth of a large library has come since, and after decisions of another catalog', async () => {
  const catalog = openCatalog({ folder: join(base, 'data') });
  const modelId = findModelId(catalog);
  // A small one always is: it takes a moment.
  expect(isGroupingWhole(catalog, modelId)).toBe(true);
  const large: Catalog = { ...catalog, embeddings: { ...catalog.embeddings, count: () => 30_000 } };
  expect(isGroupingWhole(large, modelId)).toBe(false);
  const many = Array.from({ length: photos }, (_, index) => index + 1);
  for (const isDue of [false, false, true]) {
    await noteGrouped(catalog, { count: 0, photoIds: many }, 'surroundings');
    expect(isGroupingWhole(large, modelId)).toBe(isDue);
  }
  await noteGrouped(catalog, readUngrouped(catalog), 'everything');
  expect(isGroupingWhole(large, modelId)).toBe(false);
  catalog.close();
});
