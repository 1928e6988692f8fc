import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyNeutrally, hash, shuffle } from '../../../bench/album-bench/labelled-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('shuffles by the path alone: whatever order the table has', () => {
  const photos = ['x/1.jpg', 'x/2.jpg', 'y/1.jpg', 'y/2.jpg', 'z/1.jpg'].map((path) => ({ path }));
  const shuffled = shuffle(photos);
  expect(shuffled).not.toEqual(photos);
  expect(shuffle(photos.toReversed())).toEqual(shuffled);
  expect([...shuffled].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(photos);
});

it('makes numbers of texts', () => {
  expect(hash('a')).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb');
});

it('copies bytes under names and times that say nothing, and leaves the originals alone', async () => {
  const photos = await Promise.all(
    [
      ['eiffel_tower/night.WEBP', 'Paris'],
      ['cats/tom.jpg', null],
    ].map(async ([path, landmark], index) => {
      const file = join(folder, `source-${String(index)}`);
      await writeFile(file, `bytes of ${String(path)}`);
      return { path: String(path), file, landmark: landmark ?? null };
    }),
  );
  const target = join(folder, 'copies');
  const copies = copyNeutrally({ target, photos, findPlace: () => null });
  expect([...copies]).toEqual([
    ['eiffel_tower/night.WEBP', join(target, '00001.webp')],
    ['cats/tom.jpg', join(target, '00002.jpg')],
  ]);
  expect((await readdir(target)).sort()).toEqual(['00001.webp', '00002.jpg']);
  expect(await readFile(join(target, '00001.webp'), 'utf8')).toBe('bytes of eiffel_tower/night.WEBP');
  const times = await Promise.all([...copies.values()].map(async (copy) => (await stat(copy)).mtimeMs));
  expect(new Set(times).size).toBe(1);
  expect(await readFile(photos[0]?.file ?? '', 'utf8')).toBe('bytes of eiffel_tower/night.WEBP');
});
