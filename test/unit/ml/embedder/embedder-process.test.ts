import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IndexedPhoto } from '../../../../src/ml/embedder-messages.ts';
import { buildThumbnailPath, listThumbnailPaths } from '../../../../src/ml/thumbnails-path.ts';
import { packPhotos, unpackGroups } from '../../../../src/ml/grouping/packed-groups.ts';
import { startEmbedderProcess, type EmbedderProcess } from '../../../fixtures/embedder-process.ts';
import {
  makeBrokenFiles,
  makeGoodFiles,
  makeSpecialFiles,
  sceneSize,
  writeFiles,
} from '../../../fixtures/make-fixtures.ts';

const modelFolder = join(import.meta.dirname, '../../../../src/ml/models/dolg-b4-vit');
const limits = { timeout: 120_000 };
let folder = '';
let thumbnailFolder = '';
let embedder: EmbedderProcess;
let paths = new Map<string, string>();
const known = new Set<string>();

async function initialize(target: EmbedderProcess): Promise<void> {
  const initialized = await target.ask('initialize', {
    modelFolder,
    atlasFolder: null,
    thumbnailFolder,
    provider: 'cpu',
    cacheFolder: null,
  });
  expect(initialized).toMatchObject({ dims: 512, provider: 'cpu', atlasName: null, atlasLandmarks: 0 });
  expect(initialized.verdicts).toMatchObject([{ provider: 'cpu', verdict: 'passed' }]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-embedder-'));
  thumbnailFolder = join(folder, 'thumbnails');
  const broken = [...(await makeBrokenFiles())].map(([name, { bytes }]) => [name, bytes] as const);
  const files = new Map([...(await makeGoodFiles()), ...(await makeSpecialFiles(folder)), ...broken]);
  paths = await writeFiles(join(folder, 'photos'), files);
  embedder = startEmbedderProcess((contentHash) => known.has(contentHash));
  await initialize(embedder);
}, 120_000);

afterAll(async () => {
  embedder.kill();
  await embedder.exited;
  await rm(folder, { recursive: true, force: true });
});

const getPath = (name: string): string => paths.get(name) ?? join(folder, name);

async function index(key: number, name: string): Promise<IndexedPhoto> {
  const outcome = await embedder.ask('indexPhoto', { key, path: getPath(name) });
  if (outcome.kind !== 'indexed') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome;
}

function computeDot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, place) => sum + value * (b[place] ?? NaN), 0);
}

describe('indexing', () => {
  it('indexes every good file, all at once', limits, async () => {
    const names = [...(await makeGoodFiles()).keys()];
    const photos = await Promise.all(names.map((name, place) => index(100 + place, name)));
    for (const [place, photo] of photos.entries()) {
      expect(Math.hypot(...photo.embedding), names[place]).toBeCloseTo(1, 5);
      expect(photo.contentHash).toMatch(/^[0-9a-f]{64}$/);
      expect(photo.sizeBytes).toBe((await stat(getPath(names[place] ?? ''))).size);
    }
    // The same scene turned any way, in any format: nearly the same vector.
    const plain = photos[names.indexOf('plain.png')]?.embedding ?? new Float32Array();
    for (const name of [
      'plain.jpg',
      'plain.tif',
      'orientation-3.jpg',
      'orientation-6.jpg',
      'orientation-5.jpg',
      'plain.heic',
    ]) {
      expect(computeDot(plain, photos[names.indexOf(name)]?.embedding ?? plain), name).toBeGreaterThan(0.97);
    }
    for (let place = 0; place < names.length; place += 1) expect(embedder.started).toContain(100 + place);
  });

  it('writes both thumbnails, upright and never enlarged, and leaves no other files', limits, async () => {
    const { contentHash } = await index(1, 'orientation-6.jpg');
    const large = await index(2, 'large.jpg');
    const measure = async (hash: string, variant: 'grid' | 'screen'): Promise<unknown[]> => {
      const { format, width, height } = await sharp(buildThumbnailPath(thumbnailFolder, hash, variant)).metadata();
      return [format, width, height];
    };
    expect(await measure(contentHash, 'grid')).toEqual(['webp', 320, 213]);
    expect(await measure(contentHash, 'screen')).toEqual(['jpeg', sceneSize.width, sceneSize.height]);
    expect(await measure(large.contentHash, 'grid')).toEqual(['webp', 320, 240]);
    expect(await measure(large.contentHash, 'screen')).toEqual(['jpeg', 1024, 768]);
    const files = (await readdir(thumbnailFolder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    expect(files.every(({ name }) => /^[0-9a-f]{64}\.(grid\.webp|screen\.jpg)$/.test(name))).toBe(true);
  });

  it('leaves thumbnails alone that are there, and renders missing or empty ones again', limits, async () => {
    const { contentHash } = await index(3, 'plain.jpg');
    const [grid, screen] = (['grid', 'screen'] as const).map((variant) =>
      buildThumbnailPath(thumbnailFolder, contentHash, variant),
    );
    const mine = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#248' } })
      .webp()
      .toBuffer();
    await writeFile(grid ?? '', mine);
    await writeFile(screen ?? '', '');
    await embedder.ask('renderThumbnails', { path: getPath('plain.jpg'), contentHash });
    expect((await readFile(grid ?? '')).equals(mine)).toBe(true);
    expect((await sharp(screen ?? '').metadata()).width).toBe(sceneSize.width);
    await rm(grid ?? '');
    await embedder.ask('renderThumbnails', { path: getPath('plain.jpg'), contentHash });
    expect((await sharp(grid ?? '').metadata()).width).toBe(320);
  });

  it('makes no second picture beside one that an earlier version wrote', limits, async () => {
    const { contentHash } = await index(3, 'plain.jpg');
    const [now = '', former = ''] = listThumbnailPaths(thumbnailFolder, contentHash, 'screen');
    await sharp(await readFile(now))
      .webp()
      .toFile(former);
    await rm(now);
    await embedder.ask('renderThumbnails', { path: getPath('plain.jpg'), contentHash });
    await expect(stat(now)).rejects.toThrow('ENOENT');
    await rm(former);
    await embedder.ask('renderThumbnails', { path: getPath('plain.jpg'), contentHash });
    expect((await stat(now)).size).toBeGreaterThan(0);
  });

  it('gives the reason of each broken file', limits, async () => {
    for (const [name, { reason }] of await makeBrokenFiles()) {
      const outcome = await embedder.ask('indexPhoto', { key: 4, path: getPath(name) });
      expect(outcome, name).toMatchObject({
        kind: 'failed',
        isTransient: false,
        reason: expect.stringMatching(reason) as string,
      });
    }
    const gone = await embedder.ask('indexPhoto', { key: 5, path: getPath('gone.jpg') });
    expect(gone).toMatchObject({ kind: 'failed', isTransient: true });
  });

  it('decodes nothing that is known', limits, async () => {
    const path = getPath('known.jpg');
    await copyFile(getPath('plain.jpg'), path);
    await writeFile(path, randomBytes(8), { flag: 'a' });
    const { contentHash } = await index(6, 'known.jpg');
    await rm(buildThumbnailPath(thumbnailFolder, contentHash, 'grid'));
    known.add(contentHash);
    const outcome = await embedder.ask('indexPhoto', { key: 7, path });
    expect(outcome).toMatchObject({ kind: 'known', contentHash });
    await expect(stat(buildThumbnailPath(thumbnailFolder, contentHash, 'grid'))).rejects.toThrow('ENOENT');
  });
});

describe('single files', () => {
  it('embeds a file like indexing does', limits, async () => {
    const { embedding, metadata } = await embedder.ask('embedFile', { path: getPath('metadata.jpg') });
    expect(metadata.cameraModel).toBe('Fixture One');
    expect(computeDot(embedding, (await index(8, 'metadata.jpg')).embedding)).toBeGreaterThan(0.99999);
  });

  it('says why a file cannot be embedded', limits, async () => {
    await expect(embedder.ask('embedFile', { path: getPath('truncated.jpg') })).rejects.toMatchObject({
      code: 'photo-unreadable',
    });
    await expect(embedder.ask('embedFile', { path: getPath('gone.jpg') })).rejects.toMatchObject({
      code: 'photo-unavailable',
    });
  });

  it('renders a whole photo as an upright JPEG', limits, async () => {
    for (const [name, size] of [
      ['plain.heic', [480, 320]],
      ['nef-like.nef', [1200, 800]],
      ['plain.tif', [480, 320]],
    ] as const) {
      const outputPath = join(folder, 'views', `${name}.jpg`);
      await embedder.ask('renderView', { path: getPath(name), outputPath });
      const { format, width, height, orientation } = await sharp(outputPath).metadata();
      expect([format, width, height, orientation]).toEqual(['jpeg', ...size, undefined]);
    }
  });
});

describe('vectors', () => {
  it('loads, replaces and searches', limits, async () => {
    const vectors = new Float32Array(3 * 512);
    vectors[0] = vectors[512 + 1] = vectors[1024 + 2] = 1;
    await embedder.ask('loadVectors', { photoIds: Int32Array.of(10, 20, 30), vectors });
    const query = new Float32Array(512);
    query[1] = 0.8;
    query[2] = 0.6;
    const { photoIds, cosines } = await embedder.ask('neighbours', { queries: query, k: 4 });
    expect([...photoIds]).toEqual([20, 30, 10, 0]);
    expect(cosines[0]).toBeCloseTo(0.8, 5);
    expect(cosines[3]).toBe(-2);
    await embedder.ask('clearVectors', {});
    expect([...(await embedder.ask('neighbours', { queries: query, k: 1 })).photoIds]).toEqual([0]);
  });

  it('groups photos that are alike and recognizes nothing without an atlas', limits, async () => {
    const photos = await Promise.all(['plain.jpg', 'large.jpg'].map((name, place) => index(40 + place, name)));
    const vectors = new Float32Array(photos.flatMap(({ embedding }) => [...embedding]));
    await embedder.ask('loadVectors', { photoIds: Int32Array.of(1, 2), vectors });
    const nowhere = { latitude: null, longitude: null };
    const groups = await embedder.ask('group', {
      photos: packPhotos([1, 2].map((photoId) => ({ photoId, ...nowhere, takenMs: null }))),
      mustLinks: Int32Array.of(1, 2),
      cannotLinks: new Int32Array(),
    });
    expect(unpackGroups(groups).map(({ members }) => members.map(({ photoId }) => photoId))).toEqual([[1, 2]]);
    const [recognition] = await embedder.ask('recognize', {
      photos: [{ vector: photos[0]?.embedding ?? new Float32Array(), ...nowhere, photoId: null }],
    });
    expect(recognition).toMatchObject({ landmarkId: null, candidates: [] });
    await embedder.ask('clearVectors', {});
  });
});

it('learns references that come in parts when the last one is there, and not before', limits, async () => {
  const { embedding: vector } = await embedder.ask('embedFile', { path: getPath('large.jpg') });
  const send = (photoId: number, firstRow: number, isLast: boolean): Promise<unknown> =>
    embedder.ask('setPersonalReferences', {
      landmarkIds: ['bridge'],
      photoIds: Int32Array.of(photoId),
      vectors: vector,
      firstRow,
      isLast,
    });
  const listKnown = async (): Promise<readonly string[]> => {
    const photo = { vector, latitude: null, longitude: null, photoId: null };
    const [recognition] = await embedder.ask('recognize', { photos: [photo] });
    return recognition?.candidates.map(({ landmarkId }) => landmarkId) ?? [];
  };
  expect(await send(1, 0, false)).toBeNull();
  expect(await listKnown()).toEqual([]);
  await expect(send(3, 5, true)).rejects.toMatchObject({ code: 'internal' });
  expect(await listKnown()).toEqual([]);
  expect(await send(1, 0, false)).toBeNull();
  expect(await send(2, 1, true)).toEqual({ setAside: [] });
  expect(await listKnown()).toEqual(['bridge']);
});

describe('the process', () => {
  it('answers memory, refuses what it does not know, and a second start', limits, async () => {
    expect((await embedder.ask('memory', {})).rssBytes).toBeGreaterThan(50e6);
    await expect(embedder.ask('nonsense' as 'memory', {})).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(initialize(embedder)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('refuses work before it is initialized, and a wrong model with the reason', limits, async () => {
    const fresh = startEmbedderProcess();
    await expect(fresh.ask('embedFile', { path: 'x' })).rejects.toMatchObject({ code: 'embedder-unavailable' });
    const params = {
      modelFolder: folder,
      atlasFolder: null,
      thumbnailFolder,
      provider: 'cpu',
      cacheFolder: null,
    } as const;
    await expect(fresh.ask('initialize', params)).rejects.toMatchObject({ code: 'model-unusable' });
    fresh.kill();
    await fresh.exited;
  });

  it('ends by itself, within a second of work, when its parent is gone', limits, async () => {
    const orphan = startEmbedderProcess();
    await initialize(orphan);
    void orphan.ask('indexPhoto', { key: 1, path: getPath('large.jpg') }).catch(() => undefined);
    orphan.disconnect();
    expect(await orphan.exited).toEqual({ code: 0, signal: null });
    expect(orphan.readErrors()).toBe('');
  });

  it('leaves whole thumbnails or none when it is killed in the middle of the work', limits, async () => {
    const victim = startEmbedderProcess();
    const victimFolder = join(folder, 'victim');
    await victim.ask('initialize', {
      modelFolder,
      atlasFolder: null,
      thumbnailFolder: victimFolder,
      provider: 'cpu',
      cacheFolder: null,
    });
    const names = [...(await makeGoodFiles()).keys()];
    const work = names.map((name, place) =>
      victim.ask('indexPhoto', { key: place, path: getPath(name) }).catch(() => null),
    );
    await Promise.race(work);
    victim.kill();
    await victim.exited;
    const entries = await readdir(victimFolder, { recursive: true, withFileTypes: true });
    const thumbnails = entries.filter((entry) => /\.(?:webp|jpg)$/.test(entry.name));
    expect(thumbnails.length).toBeGreaterThan(0);
    for (const { parentPath, name } of thumbnails) {
      await sharp(join(parentPath, name), { failOn: 'warning' }).raw().toBuffer();
    }
  });
});
