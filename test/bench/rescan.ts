/**
 * @file Rescan of unchanged files against `find -printf '%s %T@'` over the same files: `node test/bench/rescan.ts [--files 20000] [--json]`.
 *
 * Both run in turn, so that both meet the same state of the machine and warm caches; medians are compared. The rescan is the
 * library's own, with the catalog that holds every file and its photo; `find` is a process of its own, start-up included.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCatalog } from '../../src/db/catalog.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';

export interface RescanFigures {
  readonly files: number;
  readonly findMs: number;
  readonly rescanMs: number;
  readonly findAllMs: readonly number[];
  readonly rescanAllMs: readonly number[];
  /** Target: at most 3. */
  readonly ratio: number;
}

const rounds = 9;
const filesPerFolder = 200;

/** A tree as a camera and a person make it: folders of some hundred files, two levels deep. */
function makeTree(folder: string, files: number): void {
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

async function measure(files: number): Promise<RescanFigures> {
  const base = mkdtempSync(join(tmpdir(), 'cairn-rescan-'));
  const [photos, data] = [join(base, 'photos'), join(base, 'data')];
  const { signal } = new AbortController();
  let library: Library | null = null;
  try {
    makeTree(photos, files);
    library = open(data);
    library.addRoot(photos);
    await library.scan({ signal });
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
    return { files, findMs: find, rescanMs: rescan, findAllMs: findMs, rescanAllMs: rescanMs, ratio: rescan / find };
  } finally {
    await library?.close();
    rmSync(base, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { files: { type: 'string', default: '20000' }, json: { type: 'boolean' } } });
const figures = await measure(Number(values.files));
if (values.json === true) console.log(JSON.stringify(figures, null, 2));
else {
  const { files, findMs, rescanMs, ratio } = figures;
  console.log('files   find ms  rescan ms  ratio (target <= 3)');
  console.log(`${files}   ${findMs.toFixed(0)}       ${rescanMs.toFixed(0)}        ${ratio.toFixed(2)}`);
}
