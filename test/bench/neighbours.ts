/**
 * @file Exact search over 100,000 x 512 vectors in batches of 128, against faiss IndexFlatIP with as many threads, in one run:
 * `node test/bench/neighbours.ts [--rows 100000] [--json]`. Needs Debian's python3-faiss and libopenblas0-pthread (with Debian's
 * plain BLAS faiss is forty times slower, and the comparison worth nothing).
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { normalizeVector } from '../../src/ml/model/embed-batch.ts';
import { createNeighbourIndex } from '../../src/ml/neighbours/neighbour-index.ts';
import { createCoarseSession } from '../../src/ml/neighbours/coarse-session.ts';

const dims = 512;
const queryCount = 128;
const k = 20;
const rounds = 7;

/** What the comparison says. */
export interface NeighbourFigures {
  readonly rows: number;
  readonly dims: number;
  readonly batch: number;
  readonly k: number;
  readonly threads: number;
  readonly loadMs: number;
  readonly cairnMsPerQuery: number;
  readonly faissMsPerQuery: number;
  /** Target: at most 1.3. */
  readonly ratio: number;
  /** Share of neighbours that both found. */
  readonly agreement: number;
  readonly rssMegabytes: number;
}

const faissSchema = z.object({
  version: z.string(),
  msPerQuery: z.array(z.number()),
  rows: z.array(z.array(z.int())),
});

/** Unit vectors around random centres, as photos of landmarks lie. */
function makeVectors(rows: number): Float32Array {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const centres = Array.from({ length: 200 }, () => Float32Array.from({ length: dims }, random));
  const vectors = new Float32Array(rows * dims);
  for (let row = 0; row < rows; row += 1) {
    const centre = centres[row % centres.length];
    const vector = vectors.subarray(row * dims, (row + 1) * dims);
    for (let index = 0; index < dims; index += 1) vector[index] = (centre?.[index] ?? 0) * 0.7 + random();
    normalizeVector(vector);
  }
  return vectors;
}

function findMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function toBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Measures both sides. Throws when faiss is not installed. */
export async function measureNeighbours(rows: number, threads: number): Promise<NeighbourFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  try {
    const vectors = makeVectors(rows);
    const queries = vectors.slice(0, queryCount * dims).map((value, index) => value + Math.sin(index) * 0.01);
    for (let row = 0; row < queryCount; row += 1) normalizeVector(queries.subarray(row * dims, (row + 1) * dims));
    await writeFile(join(folder, 'vectors.f32'), toBytes(vectors));
    await writeFile(join(folder, 'queries.f32'), toBytes(queries));

    const index = createNeighbourIndex(await createCoarseSession(dims, threads));
    const loadStart = performance.now();
    // In chunks, as main sends them.
    for (let first = 0; first < rows; first += 4096) {
      const end = Math.min(rows, first + 4096);
      const ids = Int32Array.from({ length: end - first }, (_, row) => first + row + 1);
      index.load(ids, vectors.subarray(first * dims, end * dims));
    }
    const loadMs = performance.now() - loadStart;
    const { photoIds } = await index.search(queries, k);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      await index.search(queries, k);
      times.push((performance.now() - start) / queryCount);
    }
    const rss = process.memoryUsage.rss();
    const script = join(import.meta.dirname, 'faiss_flat.py');
    const files = [join(folder, 'vectors.f32'), join(folder, 'queries.f32')];
    const options = ['--dims', dims, '--k', k, '--threads', threads, '--rounds', rounds].map(String);
    const { stdout } = await promisify(execFile)('/usr/bin/python3', [script, ...files, ...options], {
      env: { ...process.env, OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) },
      maxBuffer: 64 * 1024 * 1024,
    });
    const faiss = faissSchema.parse(JSON.parse(stdout));
    const common = faiss.rows.map((found, query) => {
      const ours = new Set(photoIds.subarray(query * k, (query + 1) * k));
      return found.filter((row) => ours.has(row + 1)).length / k;
    });
    const [cairnMsPerQuery, faissMsPerQuery] = [findMedian(times), findMedian(faiss.msPerQuery)];
    return {
      rows,
      dims,
      batch: queryCount,
      k,
      threads,
      loadMs,
      cairnMsPerQuery,
      faissMsPerQuery,
      ratio: cairnMsPerQuery / faissMsPerQuery,
      agreement: common.reduce((sum, share) => sum + share, 0) / common.length,
      rssMegabytes: rss / 1e6,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { rows: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
  });
  const figures = await measureNeighbours(Number(values.rows), availableParallelism());
  console.log(JSON.stringify(figures, null, 2));
  if (!values.json) console.table(figures);
}
