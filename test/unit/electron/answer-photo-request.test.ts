import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerPhotoRequest, type PhotoSource } from '../../../electron/main/answer-photo-request.ts';

let folder = '';
let root = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-photos-'));
  root = join(folder, 'root');
  await mkdir(root);
  await writeFile(join(root, 'a.jpg'), 'jpeg bytes');
  await writeFile(join(root, 'b.heic'), 'heic bytes');
  await writeFile(join(folder, 'secret.jpg'), 'secret');
  await writeFile(join(folder, 'thumb.webp'), 'webp bytes');
  await writeFile(join(folder, 'thumb.jpg'), 'small jpeg');
  await writeFile(join(folder, 'rendition.jpg'), 'rendered');
  await symlink(join(folder, 'secret.jpg'), join(root, 'link.jpg'));
  await mkdir(join(root, 'folder.jpg'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A catalog of photos by id: 1 JPEG, 2 HEIC, 3 a link out of the root, 4 gone, 5 a folder, 6 outside, 7 of unknown format. */
function makeSource(): PhotoSource {
  const photos: Record<number, { path: string; format: string }> = {
    1: { path: join(root, 'a.jpg'), format: 'jpeg' },
    2: { path: join(root, 'b.heic'), format: 'heic' },
    3: { path: join(root, 'link.jpg'), format: 'jpeg' },
    4: { path: join(root, 'gone.jpg'), format: 'jpeg' },
    5: { path: join(root, 'folder.jpg'), format: 'jpeg' },
    6: { path: join(root, '..', 'secret.jpg'), format: 'jpeg' },
    7: { path: join(root, 'a.jpg'), format: 'constructor' },
  };
  return {
    locatePhoto: (photoId) => photos[photoId] ?? null,
    getThumbnail: (photoId, variant) =>
      Promise.resolve(photoId === 1 ? join(folder, variant === 'grid' ? 'thumb.webp' : 'thumb.jpg') : null),
    renderOriginal: (photoId) => Promise.resolve(photoId === 2 ? join(folder, 'rendition.jpg') : null),
    listRootFolders: () => Promise.resolve([join(folder, 'absent'), root]),
  };
}

test('sends a thumbnail as what it is, and it may be kept', async () => {
  const response = await answerPhotoRequest(makeSource(), 'GET', 'photo://library/grid/1');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/webp');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toBe('webp bytes');
  const screen = await answerPhotoRequest(makeSource(), 'GET', 'photo://library/screen/1');
  expect(screen.headers.get('content-type')).toBe('image/jpeg');
  expect(await screen.text()).toBe('small jpeg');
});

test('streams an original with its own type and length', async () => {
  const response = await answerPhotoRequest(makeSource(), 'GET', 'photo://library/original/1');
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(response.headers.get('content-length')).toBe('10');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await response.text()).toBe('jpeg bytes');
});

test('sends the rendition of a format that a page cannot show', async () => {
  const response = await answerPhotoRequest(makeSource(), 'GET', 'photo://library/original/2');
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(await response.text()).toBe('rendered');
});

test('a link that leads out of the folders is shown as a rendition, never as its bytes', async () => {
  const source: PhotoSource = { ...makeSource(), renderOriginal: () => Promise.resolve(join(folder, 'rendition.jpg')) };
  const response = await answerPhotoRequest(source, 'GET', 'photo://library/original/3');
  expect(await response.text()).toBe('rendered');
});

test.each([
  ['an unknown photo', 'photo://library/original/99'],
  ['a photo without thumbnail', 'photo://library/grid/2'],
  ['a link that leads out of the folder', 'photo://library/original/3'],
  ['a file that is gone', 'photo://library/original/4'],
  ['a folder', 'photo://library/original/5'],
  ['a path outside every folder', 'photo://library/original/6'],
  ['a format named like an inherited property', 'photo://library/original/7'],
  ['another variant', 'photo://library/huge/1'],
  ['a negative id', 'photo://library/grid/-1'],
  ['a path', 'photo://library/grid/../../../../etc/passwd'],
  ['an encoded path', 'photo://library/original/..%2f..%2fetc%2fpasswd'],
  ['a path after the id', 'photo://library/original/1/../../secret.jpg'],
  ['a query', 'photo://library/original/1?path=/etc/passwd'],
  ['another host', 'photo://elsewhere/original/1'],
  ['another scheme', 'file:///etc/passwd'],
  ['nothing', ''],
])('answers 404 for %s', async (_what, url) => {
  const response = await answerPhotoRequest(makeSource(), 'GET', url);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('secret');
});

test('answers 404 for anything but GET', async () => {
  expect((await answerPhotoRequest(makeSource(), 'POST', 'photo://library/grid/1')).status).toBe(404);
});
