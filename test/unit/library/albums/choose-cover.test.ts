/** @file The cover of an album: sure, typical, sharp, of a shape that fits; a person's stays. */
import { describe, expect, it } from 'vitest';
import { measureTypicality, updateCover, type CoverTools } from '../../../../src/library/albums/choose-cover.ts';
import type { Catalog } from '../../../../src/db/catalog.ts';
import type { NewPhoto } from '../../../../src/db/photos.ts';
import type { EmbedderRequests } from '../../../../src/ml/embedder-messages.ts';
import { addGroup, addPhoto, addRoot, decide, hashOf, openTestCatalog } from '../../db/temporary-catalog.ts';

interface Member {
  readonly name: string;
  readonly vector: readonly [number, number];
  readonly confidence: number;
  /** NaN: no thumbnail. */
  readonly sharpness?: number;
  readonly landmarkness?: number;
  readonly changes?: Partial<NewPhoto>;
}

const makeScene = (members: readonly Member[]) => {
  const catalog = openTestCatalog();
  const root = addRoot(catalog);
  const modelId = catalog.embeddings.ensureModel({ hash: 'a'.repeat(64), name: 'test', dims: 2 });
  const albumId = addGroup(catalog, 'Tower');
  const ids = new Map<string, number>();
  for (const { name, vector, confidence, changes } of members) {
    const { photoId } = addPhoto(catalog, root, name, changes);
    catalog.embeddings.put(photoId, modelId, Float32Array.from(vector));
    catalog.memberships.setSuggested(albumId, photoId, confidence);
    ids.set(name, photoId);
  }
  const asked: (readonly (string | null)[])[] = [];
  const byHash = new Map(members.map((member) => [hashOf(member.name), member]));
  const byVector = (x: number, y: number) =>
    members.find(({ vector }) => Math.fround(vector[0]) === x && Math.fround(vector[1]) === y);
  const request = (_method: string, { contentHashes, vectors }: EmbedderRequests['rateCovers']['params']) => {
    asked.push(contentHashes);
    return Promise.resolve({
      sharpness: Float64Array.from(contentHashes, (hash) => byHash.get(hash ?? '')?.sharpness ?? Number.NaN),
      landmarkness: Float64Array.from(
        contentHashes,
        (_, row) => byVector(vectors[row * 2] ?? 0, vectors[row * 2 + 1] ?? 0)?.landmarkness ?? 0,
      ),
    });
  };
  const choose = async (client: CoverTools['client'] = { request } as unknown as CoverTools['client']) => {
    await updateCover({ catalog, modelId, client, isClosed: () => false }, albumId);
    const cover = catalog.albums.get(albumId)?.coverPhotoId;
    return [...ids].find(([, id]) => id === cover)?.[0] ?? null;
  };
  return { catalog, albumId, ids, asked, choose };
};

const alike = { vector: [1, 0], confidence: 0.8 } as const;
const chosenBy = (catalog: Catalog, albumId: number, photoId: number): void => {
  const album = catalog.albums.get(albumId);
  if (album !== null) catalog.albums.put({ ...album, coverPhotoId: photoId, isCoverChosen: true });
};

describe('a cover', () => {
  it('is typical and sure', async () => {
    const { choose } = makeScene([
      { name: 'odd', vector: [0, 1], confidence: 0.8 },
      { name: 'doubtful', vector: [1, 0], confidence: 0.3 },
      { name: 'typical', vector: [0.999, 0.0447], confidence: 0.8 },
    ]);
    expect(await choose()).toBe('typical');
  });

  it('is sharp, but sharper than the others is no better', async () => {
    const blurred = { name: 'blurred', ...alike, confidence: 0.85, sharpness: 20 };
    const { choose } = makeScene([
      blurred,
      { name: 'sharp', ...alike, confidence: 0.82, sharpness: 300 },
      { name: 'leaves', ...alike, confidence: 0.8, sharpness: 5000 },
    ]);
    expect(await choose()).toBe('sharp');
  });

  it('looks like a landmark, and loses little in the shape of a card', async () => {
    const { choose } = makeScene([
      { name: 'panorama', ...alike, changes: { width: 9000, height: 1500 } },
      { name: 'dinner', vector: [0.9999, 0.0141], confidence: 0.8, landmarkness: 0.1 },
      { name: 'tower', vector: [0.9998, 0.02], confidence: 0.8, landmarkness: 0.9 },
    ]);
    expect(await choose()).toBe('tower');
  });

  it('is measured once a photo, and again where no thumbnail was there', async () => {
    const scene = makeScene([
      { name: 'a', ...alike, sharpness: 10 },
      { name: 'b', ...alike, sharpness: Number.NaN },
    ]);
    await scene.choose();
    await scene.choose();
    expect(scene.asked).toEqual([
      [hashOf('a'), hashOf('b')],
      [null, hashOf('b')],
    ]);
  });

  it('stays when a person chose it, also while the pictures are looked at', async () => {
    const scene = makeScene([
      { name: 'a', ...alike },
      { name: 'b', ...alike, confidence: 0.9 },
    ]);
    const [a = 0, b = 0] = scene.ids.values();
    const slow = {
      request: () => {
        chosenBy(scene.catalog, scene.albumId, a);
        return Promise.reject(new Error('gone'));
      },
    } as unknown as CoverTools['client'];
    expect(await scene.choose(slow)).toBe('a');
    expect(await scene.choose()).toBe('a');
    expect(scene.asked).toEqual([]);
    expect(b).toBeGreaterThan(0);
  });

  it('is chosen without an embedder, and never one that was rejected meanwhile', async () => {
    const scene = makeScene([
      { name: 'a', ...alike },
      { name: 'b', ...alike, confidence: 0.9 },
    ]);
    expect(await scene.choose(null)).toBe('b');
    const rejecting = {
      request: () => {
        decide(scene.catalog, scene.albumId, scene.ids.get('a') ?? 0, 'rejected');
        return Promise.reject(new Error('gone'));
      },
    } as unknown as CoverTools['client'];
    decide(scene.catalog, scene.albumId, scene.ids.get('b') ?? 0, 'rejected');
    expect(await scene.choose(rejecting)).toBe('b');
  });
});

it('is 1 for equal vectors and lowest for the odd one out', () => {
  const equal = measureTypicality(Float32Array.from([0, 1, 0, 1, 0, 1]), 3);
  expect([...equal]).toEqual([1, 1, 1]);
  const [a = 0, b = 0, odd = 1] = measureTypicality(Float32Array.from([1, 0, 0.8, 0.6, -1, 0]), 3);
  expect(odd).toBeLessThan(Math.min(a, b));
  expect(measureTypicality(new Float32Array(), 0)).toHaveLength(0);
});
