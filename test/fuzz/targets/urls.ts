/** @file Addresses that no page of ours writes: nothing but the photos of the person's folders and Cairn's own pictures is sent. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerPhotoRequest, type PhotoSource } from '../../../electron/main/answer-photo-request.ts';
import { listPageFiles, findPageFile } from '../../../electron/main/page-files.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTarget, type FuzzTally } from '../fuzz-report.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';

const secret = 'correct horse battery staple';

interface Sandbox {
  readonly folder: string;
  readonly page: string;
  readonly source: PhotoSource;
}

/** A root with photos, links out of it, a folder of a page, and secrets beside them. */
function makeSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  const [root, page, cache] = [join(folder, 'root'), join(folder, 'page'), join(folder, 'cache')];
  for (const path of [root, page, cache, join(page, 'assets'), join(folder, 'root2')]) mkdirSync(path);
  for (const path of ['secret.jpg', 'root2/secret.jpg', 'secret.html']) writeFileSync(join(folder, path), secret);
  writeFileSync(join(root, 'a.jpg'), 'public');
  writeFileSync(join(cache, 'thumb.webp'), 'public');
  writeFileSync(join(page, 'index.html'), 'public');
  writeFileSync(join(page, 'assets', 'a b%2e.js'), 'public');
  symlinkSync(join(folder, 'secret.jpg'), join(root, 'link.jpg'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync(join(folder, 'secret.html'), join(page, 'link.html'));
  symlinkSync('/dev/zero', join(root, 'zero.jpg'));
  const paths = [
    'a.jpg',
    'link.jpg',
    'up/secret.jpg',
    '../root2/secret.jpg',
    'zero.jpg',
    'a.jpg/../../secret.jpg',
    'gone.jpg',
    '.',
  ];
  const source: PhotoSource = {
    locatePhoto: (photoId) => {
      const path = paths[photoId - 1];
      return path === undefined ? null : { path: join(root, path), format: photoId % 2 === 0 ? 'jpeg' : 'png' };
    },
    getThumbnail: (photoId) => Promise.resolve(photoId === 1 ? join(cache, 'thumb.webp') : null),
    renderOriginal: () => Promise.resolve(null),
    listRootFolders: () => Promise.resolve([root]),
  };
  return { folder, page, source };
}

const pieces = [
  '..',
  '.',
  '%2e%2e',
  '%252e%252e',
  '%2e.',
  '..%2f',
  '..\\',
  '%5c..%5c',
  '//host/share',
  '\\\\host\\share',
  '%00',
  '\u0000',
  '\u2024\u2024',
  '\uff0e\uff0e',
  'secret.jpg',
  'secret.html',
  'index.html',
  'assets',
  'a%20b%252e.js',
  'link.html',
  'grid',
  'screen',
  'original',
  'library',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '-1',
  '0',
  '1e3',
  '99999999999999999999',
  '1.0',
  ' 1',
  '1?path=/etc/passwd',
  '1#x',
  '١',
  'C:',
  'file:',
  'etc/passwd',
  '?',
  '#',
  '@',
  'a'.repeat(5000),
] as const;
const hosts = [
  'library',
  'cairn',
  'LIBRARY',
  'library.',
  'library:80',
  'u:p@library',
  'evil',
  '',
  '..',
  'xn--library',
  'localhost',
] as const;
const methods = [
  'GET',
  'GET',
  'GET',
  'GET',
  'get',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
  '',
  'G\u0000ET',
] as const;

function drawUrl(scheme: string, host: string, random: Random): string {
  const path = Array.from({ length: random.drawInteger(0, 6) }, () => random.pick(pieces)).join(
    random.pick(['/', '/', '/', '', '\\', '%2f']),
  );
  // Nearly right: what differs in one place only gets furthest.
  if (random.isLucky(0.4)) {
    const last = random.isLucky(0.5) ? String(random.drawInteger(-1, 9)) : random.pick(pieces);
    const path =
      scheme === 'app'
        ? random.pick(['', 'assets/', './', '../'])
        : random.pick(['grid/', 'original/', 'original/', 'screen/']);
    return `${scheme}://${host}/${path}${last}`;
  }
  return `${random.isLucky(0.95) ? scheme : random.pick(['file', 'http', scheme.toUpperCase()])}://${random.isLucky(0.7) ? host : random.pick(hosts)}/${path}`;
}

/** Reads what was sent, and never more than a little of it. */
async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunk = (await reader?.read())?.value as Uint8Array | undefined;
  await reader?.cancel();
  return Buffer.from(chunk ?? []).toString('latin1', 0, 100);
}

async function tryPhoto(key: number, { source }: Sandbox, random: Random, tally: FuzzTally): Promise<void> {
  const [method, url] = [random.pick(methods), drawUrl('photo', 'library', random)];
  const response = await answerPhotoRequest(source, method, url);
  const text = await readStart(response);
  if (response.status === 200 && (text !== 'public' || method !== 'GET'))
    tally.accuse(key, `${method} ${url} gives ${text}`);
  if (response.status !== 200 && response.status !== 404)
    tally.accuse(key, `${method} ${url} gives ${response.status}`);
  tally.note(`photo: ${response.status}`);
}

function tryPage(
  key: number,
  files: ReadonlyMap<string, string>,
  { page }: Sandbox,
  random: Random,
  tally: FuzzTally,
): void {
  const [method, url] = [random.pick(methods), drawUrl('app', 'cairn', random)];
  const path = findPageFile(files, method, url);
  if (
    path !== null &&
    !(method === 'GET' && [join(page, 'index.html'), join(page, 'assets', 'a b%2e.js')].includes(path))
  ) {
    tally.accuse(key, `${method} ${url} gives ${path}`);
  }
  tally.note(`app: ${path === null ? 404 : 200}`);
}

async function fuzzUrls({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally(seed);
  const sandbox = makeSandbox();
  try {
    const files = await listPageFiles(sandbox.page);
    for (let key = firstCase; key < firstCase + count; key += 1) {
      const random = createRandom(seed, key);
      try {
        await tryPhoto(key, sandbox, random, tally);
        tryPage(key, files, sandbox, random, tally);
      } catch (error) {
        tally.accuse(key, `it throws ${String(error)}`);
      }
    }
  } finally {
    rmSync(sandbox.folder, { recursive: true, force: true });
  }
  return tally.finish(count);
}

export const urlsTarget: FuzzTarget = { name: 'urls', wholeCount: 100_000, run: fuzzUrls };
