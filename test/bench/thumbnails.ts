/**
 * @file Both thumbnails of JPEG files of 12 megapixels as the embedder makes them (read once, hash, metadata, one decode), against
 * `vipsthumbnail` making the same sizes, formats and qualities: `node test/bench/thumbnails.ts [--photos 24] [--json]`.
 *
 * Both keep all cores busy: Cairn with one process and several photos under way, vipsthumbnail with as many processes as cores, one
 * thread each. They run in turn, and the median of the paired ratios counts. Needs Debian's libvips-tools: as root it is installed,
 * else the command is said that does.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { bringSystemNeeds } from '../../build/scripts/runtime/debian-packages.ts';
import { rivalNeeds } from '../../build/scripts/runtime/system-needs.ts';
import { createHeifDecoder } from '../../src/ml/decode/heif-decoder.ts';
import { createPhotoLoader, type PhotoLoader } from '../../src/ml/decode/photo-loader.ts';
import { writeThumbnails } from '../../src/ml/decode/thumbnails.ts';
import { createSemaphore } from '../../src/ml/embedder/semaphore.ts';
import { buildThumbnailPath, thumbnailSizes } from '../../src/ml/thumbnails-path.ts';
import { findMedian } from './child-lines.ts';
import { makePhotoFiles } from './photo-files.ts';

const rounds = 5;

export interface ThumbnailFigures {
  readonly photos: number;
  readonly cores: number;
  readonly cairnMsPerPhoto: number;
  readonly vipsMsPerPhoto: number;
  /** Median of the paired ratios. Target: at most 1. */
  readonly ratio: number;
  readonly cairnKilobytes: number;
  readonly vipsKilobytes: number;
}

/** As written by src/ml/decode/thumbnails.ts. */
const vipsOutputs = [
  { size: thumbnailSizes.grid, ending: 'grid.webp', options: '[Q=80,effort=0,strip]' },
  { size: thumbnailSizes.screen, ending: 'screen.jpg', options: '[Q=80,optimize_coding,strip]' },
] as const;

async function makeOurs(loader: PhotoLoader, paths: readonly string[], folder: string): Promise<readonly string[]> {
  const places = createSemaphore(availableParallelism());
  return Promise.all(
    paths.map((path) =>
      places.run(async () => {
        const photo = await loader.read(path);
        const { image } = await loader.decode(photo, [{ width: 480, height: 352 }]);
        await writeThumbnails(folder, photo.contentHash, image);
        photo.release();
        return photo.contentHash;
      }),
    ),
  );
}

async function runVips(paths: readonly string[], folder: string): Promise<void> {
  for (const { size, ending, options } of vipsOutputs) {
    const output = join(folder, `%s.${ending}${options}`);
    const child = spawn('vipsthumbnail', ['--size', `${size}x${size}>`, '-o', output, ...paths], {
      env: { ...process.env, VIPS_CONCURRENCY: '1' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const code = await new Promise((resolve) => void child.on('close', resolve));
    if (code !== 0) throw new Error(`vipsthumbnail ended with ${String(code)}`);
  }
}

async function makeTheirs(paths: readonly string[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const processes = availableParallelism();
  const shares = Array.from({ length: processes }, (_, share) =>
    paths.filter((_path, place) => place % processes === share),
  );
  await Promise.all(shares.filter((share) => share.length > 0).map((share) => runVips(share, folder)));
}

/** Throws unless both sides made the same: formats and sizes in pixels. Gives the mean bytes of a photo's two files. */
async function compareFiles(ours: readonly string[], theirs: readonly string[]): Promise<readonly [number, number]> {
  let [ourBytes, theirBytes] = [0, 0];
  for (const [place, path] of ours.entries()) {
    const [one, other] = await Promise.all([sharp(path).metadata(), sharp(theirs[place] ?? '').metadata()]);
    if (one.format !== other.format || one.width !== other.width || one.height !== other.height) {
      throw new Error(`${path} and ${theirs[place] ?? ''} differ in size or format`);
    }
    ourBytes += (await stat(path)).size;
    theirBytes += (await stat(theirs[place] ?? '')).size;
  }
  return [ourBytes, theirBytes];
}

/** Measures both sides. Throws when vipsthumbnail cannot be had. */
export async function measureThumbnails(photos: number): Promise<ThumbnailFigures> {
  await bringSystemNeeds(rivalNeeds.vips, (line) => console.error(line));
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  try {
    sharp.concurrency(1);
    sharp.cache(false);
    const { paths } = await makePhotoFiles(join(folder, 'photos'), photos);
    const loader = createPhotoLoader(createHeifDecoder(new URL('../../src/ml/decode/heif-worker.ts', import.meta.url)));
    const [ourMs, theirMs]: [number[], number[]] = [[], []];
    let kilobytes: readonly [number, number] = [0, 0];
    // The first round warms the files' pages and the thread pool.
    for (let round = 0; round <= rounds; round += 1) {
      const [ours, theirs] = [join(folder, `ours-${round}`), join(folder, `theirs-${round}`)];
      const startMs = performance.now();
      const hashes = await makeOurs(loader, paths, ours);
      const betweenMs = performance.now();
      await makeTheirs(paths, theirs);
      const endMs = performance.now();
      if (round > 0) {
        ourMs.push(betweenMs - startMs);
        theirMs.push(endMs - betweenMs);
        continue;
      }
      const listOurs = (variant: 'grid' | 'screen'): string[] =>
        hashes.map((hash) => buildThumbnailPath(ours, hash, variant));
      const listTheirs = (ending: string): string[] =>
        paths.map((path) => join(theirs, `${basename(path, '.jpg')}.${ending}`));
      const bytes = await compareFiles(
        [...listOurs('grid'), ...listOurs('screen')],
        [...listTheirs('grid.webp'), ...listTheirs('screen.jpg')],
      );
      kilobytes = [bytes[0] / photos / 1000, bytes[1] / photos / 1000];
    }
    return {
      photos,
      cores: availableParallelism(),
      cairnMsPerPhoto: findMedian(ourMs) / photos,
      vipsMsPerPhoto: findMedian(theirMs) / photos,
      ratio: findMedian(ourMs.map((ms, round) => ms / (theirMs[round] ?? Number.NaN))),
      cairnKilobytes: kilobytes[0],
      vipsKilobytes: kilobytes[1],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { photos: { type: 'string', default: '24' }, json: { type: 'boolean', default: false } },
  });
  const figures = await measureThumbnails(Number(values.photos));
  console.log(JSON.stringify(figures, null, 2));
  if (!values.json) console.table(figures);
}
