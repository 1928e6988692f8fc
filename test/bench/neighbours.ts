/**
 * @file Exact search over 100,000 x 512 vectors, in batches of 128 and one by one, against faiss IndexFlatIP with as many threads:
 * `node test/bench/neighbours.ts [--rows 100000] [--json]`. Both take turns, and the median of the paired ratios counts.
 *
 * Needs Debian's python3-faiss and libopenblas0-pthread: as root they are installed, else the command is said that does.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bringSystemNeeds } from '../../build/scripts/runtime/debian-packages.ts';
import { rivalNeeds, systemPython } from '../../build/scripts/runtime/system-needs.ts';
import { normalizeVector } from '../../src/ml/model/embed-batch.ts';
import { createNeighbourIndex } from '../../src/ml/neighbours/neighbour-index.ts';
import { findMedian, startLineProcess } from './child-lines.ts';
import { createCoarseSession } from '../../src/ml/neighbours/coarse-session.ts';

const dims = 512;
const queryCount = 128;
const k = 20;
const rounds = 15;

interface Turns {
  readonly cairnMsPerQuery: number;
  readonly faissMsPerQuery: number;
  /** Median of the paired ratios. */
  readonly ratio: number;
}

/** What the comparison says. */
export interface NeighbourFigures {
  readonly rows: number;
  readonly dims: number;
  readonly k: number;
  readonly threads: number;
  readonly loadMs: number;
  /** 128 queries at a time. Target: at most 1.3. */
  readonly batch: Turns;
  /** One query at a time. */
  readonly single: Turns;
  /** Share of the neighbours that faiss found which Cairn found, too. Target: at least 0.999. */
  readonly agreement: number;
  /** What the vectors take in memory; faiss's are float32. */
  readonly cairnMegabytes: number;
  readonly faissMegabytes: number;
}

const faissSchema = z.object({ version: z.string(), rows: z.array(z.array(z.int())) });

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

function toBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Measures both sides. Throws when faiss cannot be had. */
export async function measureNeighbours(rows: number, threads: number): Promise<NeighbourFigures> {
  await bringSystemNeeds(rivalNeeds.faiss, (line) => console.error(line));
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  try {
    const vectors = makeVectors(rows);
    const queries = vectors.slice(0, queryCount * dims).map((value, index) => value + Math.sin(index) * 0.01);
    for (let row = 0; row < queryCount; row += 1) normalizeVector(queries.subarray(row * dims, (row + 1) * dims));
    await writeFile(join(folder, 'vectors.f32'), toBytes(vectors));
    await writeFile(join(folder, 'queries.f32'), toBytes(queries));

    const before = process.memoryUsage().arrayBuffers;
    const index = createNeighbourIndex(await createCoarseSession(dims, threads));
    const loadStart = performance.now();
    // In chunks, as main sends them.
    for (let first = 0; first < rows; first += 4096) {
      const end = Math.min(rows, first + 4096);
      const ids = Int32Array.from({ length: end - first }, (_, row) => first + row + 1);
      index.load(ids, vectors.subarray(first * dims, end * dims));
    }
    const loadMs = performance.now() - loadStart;
    globalThis.gc?.();
    const cairnBytes = process.memoryUsage().arrayBuffers - before;
    const { photoIds } = await index.search(queries, k);
    const script = join(import.meta.dirname, 'faiss_flat.py');
    const options = ['--dims', dims, '--k', k, '--threads', threads].map(String);
    const files = [join(folder, 'vectors.f32'), join(folder, 'queries.f32')];
    const faiss = startLineProcess(systemPython, [script, ...files, ...options], threads);
    const { rows: foundRows } = faissSchema.parse(JSON.parse(await faiss.readLine()));
    const takeTurns = async (count: number): Promise<Turns> => {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        const start = performance.now();
        await index.search(queries.subarray(0, count * dims), k);
        ours.push((performance.now() - start) / count);
        theirs.push(Number(await faiss.ask(String(count))));
      }
      const ratio = findMedian(ours.map((ms, round) => ms / (theirs[round] ?? Number.NaN)));
      return { cairnMsPerQuery: findMedian(ours), faissMsPerQuery: findMedian(theirs), ratio };
    };
    const batch = await takeTurns(queryCount);
    const single = await takeTurns(1);
    await faiss.close();
    const common = foundRows.map((found, query) => {
      const ours = new Set(photoIds.subarray(query * k, (query + 1) * k));
      return found.filter((row) => ours.has(row + 1)).length / k;
    });
    return {
      rows,
      dims,
      k,
      threads,
      loadMs,
      batch,
      single,
      agreement: common.reduce((sum, share) => sum + share, 0) / common.length,
      cairnMegabytes: cairnBytes / 1e6,
      faissMegabytes: (rows * dims * 4) / 1e6,
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
  if (!values.json) console.table({ batch: figures.batch, single: figures.single });
}
