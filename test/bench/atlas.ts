/**
 * @file Look-up in an atlas of the size of Google Landmarks v2: 81,313 landmarks of three references each, invented, written to a
 * pack, read again and asked as the embedder asks it: `node test/bench/atlas.ts [--landmarks 81313] [--json]`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RecognizePhoto } from '../../src/ml/embedder-messages.ts';
import { loadAtlas } from '../../src/ml/recognition/load-atlas.ts';
import { createInt8Multiplier } from '../../src/ml/recognition/int8-multiplier.ts';
import { arrangeRows, expandRows, multiplyInLoops } from '../../src/ml/recognition/quantized-vectors.ts';
import { createRecognizer } from '../../src/ml/recognition/recognizer.ts';
import { normalizeRows } from '../../src/ml/recognition/unit-vectors.ts';
import { writeAtlas } from '../../src/ml/recognition/write-atlas.ts';

const dims = 512;
const referencesEach = 3;
const strangers = 1500;
const batch = 128;
const rounds = 5;

/** What the look-up costs. */
export interface AtlasFigures {
  readonly landmarks: number;
  readonly references: number;
  readonly threads: number;
  /** Target: at most 150. */
  readonly packMegabytes: number;
  readonly loadMs: number;
  /** Target: at most 30. */
  readonly onePhotoMs: number;
  /** A photo of a batch of 128. Target: at most 4. */
  readonly batchMsPerPhoto: number;
  /** The same with GPS. */
  readonly batchWithGpsMsPerPhoto: number;
  /** Largest difference of a cosine to plain loops over the stored vectors. */
  readonly worstCosineError: number;
  /** Photos close to a reference that came first among the candidates. Must be 1. */
  readonly found: number;
  readonly rssMegabytes: number;
}

/** Integers in [0, 2^32) that every machine makes alike. */
function createRandom(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

/** Rows of a landmark lie around a centre of its own, as photos of one place do. */
function makeDirections(landmarks: number): Int8Array {
  const random = createRandom();
  const rows = landmarks * referencesEach;
  const values = new Int8Array((rows + strangers) * dims);
  const centre = new Int8Array(dims);
  for (let row = 0; row < rows + strangers; row += 1) {
    if (row >= rows || row % referencesEach === 0) for (let d = 0; d < dims; d += 1) centre[d] = (random() >>> 25) - 64;
    for (let d = 0; d < dims; d += 1) values[row * dims + d] = (centre[d] ?? 0) + (random() >>> 26) - 32;
  }
  return values;
}

function findMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function timeRounds(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return findMedian(times);
}

/** Writes, reads and asks an atlas of so many landmarks. */
export async function measureAtlas(landmarks: number, threads: number): Promise<AtlasFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const modelHash = 'ab'.repeat(32);
  const rows = landmarks * referencesEach;
  try {
    const file = join(folder, 'large.cairn-atlas');
    const values = makeDirections(landmarks);
    const { sizeBytes } = await writeAtlas(
      file,
      {
        name: 'Invented',
        version: '1',
        modelName: 'invented 1',
        modelHash,
        dims,
        landmarks: Array.from({ length: landmarks }, (_, landmark) => ({
          id: `landmark-${landmark}`,
          name: `Category:An invented landmark with a name of usual length, number ${landmark}`,
          aliases: [],
          names: {},
          kind: 'other' as const,
          country: null,
          latitude: ((landmark * 7) % 170) - 85,
          longitude: ((landmark * 13) % 360) - 180,
          reachMeters: 500,
        })),
        references: arrangeRows(values.subarray(0, rows * dims), dims),
        landmarkOf: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / referencesEach)),
        photosOf: new Int32Array(landmarks).fill(referencesEach),
        penalties: new Float32Array(rows).fill(0.3),
        nonLandmarks: arrangeRows(values.subarray(rows * dims), dims),
        calibration: null,
      },
      { licence: 'CC0-1.0', attribution: 'Invented for a benchmark.' },
    );
    const loadStart = performance.now();
    const atlas = await loadAtlas(file, { modelHash, dims });
    const loadMs = performance.now() - loadStart;
    const { multiply } = await createInt8Multiplier(dims, threads);
    const { recognize } = createRecognizer({
      atlases: [atlas],
      landmarkness: { weights: new Float32Array(dims), bias: 5 },
      multiply,
    });
    const asked = Array.from({ length: batch }, (_, photo) => Math.floor((photo * rows) / batch));
    const queries = expandRows(atlas.references, asked).map((value, index) => value + Math.sin(index) * 0.01);
    normalizeRows(queries, dims);
    const makePhotos = (count: number, hasPlace: boolean): RecognizePhoto[] =>
      Array.from({ length: count }, (_, photo) => {
        const facts = atlas.landmarks[atlas.landmarkOf[asked[photo] ?? 0] ?? 0];
        return {
          vector: queries.subarray(photo * dims, (photo + 1) * dims),
          latitude: hasPlace ? (facts?.latitude ?? null) : null,
          longitude: hasPlace ? (facts?.longitude ?? null) : null,
          photoId: null,
        };
      });
    const onePhotoMs = await timeRounds(() => recognize(makePhotos(1, false)));
    const batchMs = await timeRounds(() => recognize(makePhotos(batch, false)));
    const batchWithGpsMs = await timeRounds(() => recognize(makePhotos(batch, true)));
    const recognitions = await recognize(makePhotos(batch, false));
    const found = recognitions.filter(({ candidates }, photo) => {
      const landmark = atlas.landmarkOf[asked[photo] ?? 0];
      return candidates[0]?.landmarkId === `landmark-${landmark ?? -1}`;
    }).length;
    const exact = multiplyInLoops(atlas.references, queries.subarray(0, dims));
    const fast = await multiply(atlas.references, queries.subarray(0, dims));
    return {
      landmarks,
      references: rows,
      threads,
      packMegabytes: sizeBytes / 1e6,
      loadMs,
      onePhotoMs,
      batchMsPerPhoto: batchMs / batch,
      batchWithGpsMsPerPhoto: batchWithGpsMs / batch,
      worstCosineError: exact.reduce((worst, cosine, row) => Math.max(worst, Math.abs(cosine - (fast[row] ?? 9))), 0),
      found: found / batch,
      rssMegabytes: process.memoryUsage.rss() / 1e6,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { landmarks: { type: 'string', default: '81313' }, json: { type: 'boolean', default: false } },
  });
  const figures = await measureAtlas(Number(values.landmarks), availableParallelism());
  console.log(JSON.stringify(figures, null, 2));
  if (!values.json) console.table(figures);
}
