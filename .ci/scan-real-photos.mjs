// `node .ci/scan-real-photos.mjs FOLDER`: the command line over about 1,000 of the photos under FOLDER, evenly chosen. Every file
// must be accounted for: indexed or failed with a reason, and listed once.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative } from 'node:path';

const wanted = 1000;
const photoEndings = new Set(['.jpg', '.jpeg', '.png', '.webp']);
const root = join(import.meta.dirname, '..');

/** Copies every n-th photo, so that all folders take part. Returns how many. */
function copyPhotos(source, target) {
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && photoEndings.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const step = Math.max(1, files.length / wanted);
  let copied = 0;
  for (let at = 0; at < files.length; at += step) {
    const path = files[Math.floor(at)];
    const copy = join(target, relative(source, path));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(path, copy);
    copied += 1;
  }
  return copied;
}

function runCairn(...args) {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'src', 'cli.ts'), ...args, '--json'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  check(status === 0, `cairn ${args[0]} ends with 0, not ${status}`);
  return JSON.parse(stdout);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function check(isTrue, what) {
  if (!isTrue) throw new Error(`Not so: ${what}`);
  say(`ok: ${what}`);
}

const folder = mkdtempSync(join(tmpdir(), 'cairn-real-'));
try {
  const photos = join(folder, 'photos');
  const catalog = join(folder, 'catalog');
  const copied = copyPhotos(process.argv[2], photos);
  const report = runCairn('scan', photos, '--catalog', catalog);
  check(report.found === copied, `all ${copied} files are found (${report.found})`);
  check(
    report.indexed + report.known + report.failed.length === copied,
    `each is indexed (${report.indexed}), a copy (${report.known}) or failed (${report.failed.length})`,
  );
  check(report.waiting === 0 && report.unreadable.length === 0, 'none is left over');
  const again = runCairn('scan', photos, '--catalog', catalog);
  check(again.indexed === 0 && again.unchanged + again.failed.length === copied, 'a second scan has nothing to do');
  const albums = runCairn('albums', '--catalog', catalog);
  const inAlbums = albums.reduce((sum, album) => sum + album.photos.length, 0);
  say(`${albums.length} albums hold ${inAlbums} photos; ${report.photosPerSecond} photos a second`);
  mkdirSync(join(root, 'artifacts'), { recursive: true });
  writeFileSync(
    join(root, 'artifacts', 'real-photos.json'),
    JSON.stringify(
      { report, albums: albums.map(({ name, kind, photos: list }) => ({ name, kind, photos: list.length })) },
      null,
      2,
    ),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
