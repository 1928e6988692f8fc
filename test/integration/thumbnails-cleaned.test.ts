/**
 * @file A cleaner goes through Cairn's data while it runs: thumbnails are deleted, emptied, cut or replaced by something else. Whoever
 * asks for one gets it all the same. With the real embedder.
 */
import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { buildThumbnailPath } from '../../src/ml/thumbnails-path.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { makeFolders, makeOptions, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

const variants = ['grid', 'screen'] as const;
let folders: TestFolders;
let library: Library;
let photos: readonly { readonly id: number; readonly hash: string }[] = [];
const thumbnails = (): string => join(folders.data, 'thumbnails');

beforeEach(async () => {
  folders = makeFolders();
  writeTinyModel(join(folders.root, 'model'), { seed: 3, hasLandmarkness: true });
  await makeScenes(folders.photos, [1, 2], 3);
  library = openLibrary({ ...makeOptions(folders.data), modelFolder: join(folders.root, 'model') });
  library.addRoot(folders.photos);
  await scanAndIndex(library);
  const { items } = await library.handlers['photos.list']({ offset: 0, limit: 10 });
  photos = readCatalog(folders.data, (catalog) =>
    items.map(({ id }) => ({ id, hash: catalog.photos.get(id)?.contentHash ?? '' })),
  );
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

/** All at once, as the grid asks for them while it scrolls. */
async function expectPictures(what: string): Promise<void> {
  const paths = await Promise.all(
    photos.flatMap(({ id }) => [...variants, ...variants].map((variant) => library.getThumbnail(id, variant))),
  );
  for (const path of paths) {
    expect(path, what).not.toBeNull();
    const { width, height, format } = await sharp(readFileSync(path ?? '')).metadata();
    const wanted = path?.endsWith('.jpg') === true ? 'jpeg' : 'webp';
    expect({ format, isPicture: width > 0 && height > 0 }, what).toEqual({ format: wanted, isPicture: true });
  }
}

it('made again on demand, whatever a cleaner left of them', async () => {
  await expectPictures('untouched');
  const damages: Readonly<Record<string, (path: string) => void>> = {
    deleted: (path) => rmSync(path),
    emptied: (path) => truncateSync(path, 0),
    cut: (path) => truncateSync(path, statSync(path).size - 10),
    'filled with zeros': (path) => writeFileSync(path, Buffer.alloc(statSync(path).size)),
    'replaced by text': (path) => writeFileSync(path, 'This file was removed to free some space.'),
    'replaced by a link to nowhere': (path) => {
      rmSync(path);
      symlinkSync('/nowhere', path);
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    for (const { hash } of photos)
      for (const variant of variants) damage(buildThumbnailPath(thumbnails(), hash, variant));
    await expectPictures(what);
  }
  rmSync(thumbnails(), { recursive: true });
  await expectPictures('the whole folder');
  writeFileSync(join(thumbnails(), 'stranger.txt'), 'kept');
  expect(readdirSync(thumbnails()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('a photo whose drive is away keeps what is left, and shows nothing broken', async () => {
  const [first, second] = photos;
  truncateSync(buildThumbnailPath(thumbnails(), first?.hash ?? '', 'grid'), 100);
  rmSync(folders.photos, { recursive: true });
  await library.scan({ signal: new AbortController().signal });
  expect(await library.getThumbnail(first?.id ?? 0, 'grid')).toBeNull();
  expect(await library.getThumbnail(second?.id ?? 0, 'grid')).not.toBeNull();
});
