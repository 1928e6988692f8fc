/**
 * @file Rescan of unchanged files against `find -printf '%s %T@'` over the same files: `node test/bench/rescan.ts [--files 20000]
 * [--flat] [--json]`; with `--flat` all files lie in one folder.
 *
 * Both run in turn, so that both meet the same state of the machine and warm caches; medians are compared. The rescan is the
 * library's own, with the catalog that holds every file and its photo; `find` is a process of its own, start-up included.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openCatalog } from '../../src/db/catalog.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';

export interface RescanFigures {
  readonly files: number;
  /** Of the first scan, which writes a row and a job for each file. */
  readonly firstScanMs: number;
  /** How long main answered nobody else during it, at most. */
  readonly firstScanDelayMs: number;
  readonly firstScanMegabytes: number;
  readonly findMs: number;
  readonly rescanMs: number;
  readonly findAllMs: readonly number[];
  readonly rescanAllMs: readonly number[];
  /** Target: at most 3. */
  readonly ratio: number;
}

const rounds = 9;
const usualFilesPerFolder = 200;

/** A tree as a camera and a person make it: folders of some hundred files, two levels deep. */
function makeTree(folder: string, files: number, filesPerFolder: number): void {
  for (let index = 0; index < files; index += 1) {
    const album = Math.floor(index / filesPerFolder);
    const parent = join(folder, `20${String(10 + (album % 10))}`, `trip ${album}`);
    if (index % filesPerFolder === 0) mkdirSync(parent, { recursive: true });
    writeFileSync(join(parent, `IMG_${String(index).padStart(5, '0')}.JPG`), String(index));
  }
}

function open(dataFolder: string): Library {
  return openLibrary({
    dataFolder,
    scanWorkerEntry: new URL('../../src/library/scan/scan-worker.ts', import.meta.url),
    launchEmbedder: () => {
      throw new Error('a rescan starts no embedder');
    },
    modelFolder: dataFolder,
    atlasFolder: null,
    version: 'bench',
    sampleLibraryFolder: null,
  });
}

/** Gives every file a photo, as if all had been indexed. */
function tieToPhotos(dataFolder: string): void {
  const catalog = openCatalog({ folder: dataFolder });
  catalog.transaction(() => {
    for (const root of catalog.roots.list()) {
      for (const file of [...catalog.files.listForRoot(root.id)]) {
        const photoId = catalog.photos.insert({
          contentHash: createHash('sha256').update(file.relativePath).digest('hex'),
          sizeBytes: file.sizeBytes,
          format: 'jpeg',
          width: 4000,
          height: 3000,
          orientation: 1,
          takenMs: file.mtimeMs,
          takenOffsetMinutes: null,
          takenSource: 'exif',
          latitude: null,
          longitude: null,
          cameraMake: null,
          cameraModel: null,
          addedMs: file.mtimeMs,
        });
        catalog.files.setPhoto(file.id, photoId);
      }
    }
    for (const { jobId } of catalog.jobs.takeNext(1_000_000)) catalog.jobs.finish(jobId);
  });
  catalog.close();
}

function findMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function runFind(folder: string): number {
  const startMs = performance.now();
  const { status } = spawnSync('find', [folder, '-printf', '%s %T@\n'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('find failed');
  return performance.now() - startMs;
}

async function measureFirstScan(
  library: Library,
): Promise<Pick<RescanFigures, 'firstScanMs' | 'firstScanDelayMs' | 'firstScanMegabytes'>> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.memoryUsage.rss();
  let highest = before;
  const watch = setInterval(() => void (highest = Math.max(highest, process.memoryUsage.rss())), 20);
  delay.enable();
  const startMs = performance.now();
  await library.scan({ signal: new AbortController().signal });
  const firstScanMs = performance.now() - startMs;
  clearInterval(watch);
  return { firstScanMs, firstScanDelayMs: delay.max / 1e6, firstScanMegabytes: (highest - before) / 2 ** 20 };
}

async function measure(files: number, filesPerFolder: number): Promise<RescanFigures> {
  const base = mkdtempSync(join(tmpdir(), 'cairn-rescan-'));
  const [photos, data] = [join(base, 'photos'), join(base, 'data')];
  const { signal } = new AbortController();
  let library: Library | null = null;
  try {
    makeTree(photos, files, filesPerFolder);
    library = open(data);
    library.addRoot(photos);
    const first = await measureFirstScan(library);
    await library.close();
    tieToPhotos(data);
    library = open(data);
    const [findMs, rescanMs]: [number[], number[]] = [[], []];
    // The first round of each warms caches and the thread.
    for (let round = 0; round <= rounds; round += 1) {
      const found = runFind(photos);
      const startMs = performance.now();
      const totals = await library.scan({ signal });
      const scanned = performance.now() - startMs;
      if (totals.unchanged !== files || totals.changed !== 0) throw new Error('the files were not found unchanged');
      if (round > 0) {
        findMs.push(found);
        rescanMs.push(scanned);
      }
    }
    const [find, rescan] = [findMedian(findMs), findMedian(rescanMs)];
    return {
      files,
      ...first,
      findMs: find,
      rescanMs: rescan,
      findAllMs: findMs,
      rescanAllMs: rescanMs,
      ratio: rescan / find,
    };
  } finally {
    await library?.close();
    rmSync(base, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    flat: { type: 'boolean', default: false },
    json: { type: 'boolean' },
  },
});
const figures = await measure(Number(values.files), values.flat ? Number.MAX_SAFE_INTEGER : usualFilesPerFolder);
if (values.json === true) console.log(JSON.stringify(figures, null, 2));
else {
  const { files, findMs, rescanMs, ratio } = figures;
  console.log('files   find ms  rescan ms  ratio (target <= 3)');
  console.log(`${files}   ${findMs.toFixed(0)}       ${rescanMs.toFixed(0)}        ${ratio.toFixed(2)}`);
  const { firstScanMs, firstScanDelayMs, firstScanMegabytes } = figures;
  console.log(
    `first scan ${(firstScanMs / 1000).toFixed(1)} s, main kept busy for ${firstScanDelayMs.toFixed(0)} ms at most, ${firstScanMegabytes.toFixed(0)} MB more`,
  );
}
