/**
 * @file Candidates of a search in onnxruntime, on the processor: queries of 7 bits a number times the high bytes of the library's vectors.
 *
 * [Note: coarse search] The vectors are the left side of the integer product, as their rows lie in memory: nothing is rearranged when
 * photos come. Queries have 7 bits a number, because processors without VNNI add two products of uint8 and int8 in 16 bits:
 * 2 * 255 * 63 still fits. Coarse cosines are off by 1.3e-3 (standard deviation), so the k nearest are among somewhat more than k
 * candidates, which are then compared exactly; where too many are as near as that, more candidates are asked for (neighbour-index.ts).
 */
import '../no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { writeModel } from '../onnx/graph-writer.ts';
import { highWorth, highZero } from './two-byte-rows.ts';
import type { CoarseRows } from './vector-shard.ts';

/** ONNX names, shared with the session. */
const names = {
  vectors: 'vectors',
  queries: 'queries',
  steps: 'steps',
  querySteps: 'query_steps',
  one: 'one',
  zero: 'zero',
  k: 'k',
  cosines: 'cosines',
  rows: 'rows',
} as const;

/** Largest number of a query. */
const largestPart = 63;

/**
 * Standard deviation of coarse cosines from exact ones for a query: both sides are rounded, and the vectors are taken to have as large
 * a largest number as the query.
 */
export function estimateCoarseError(query: Float32Array): number {
  const rounding = 1 / Math.sqrt(12);
  return findLargest(query) * rounding * Math.hypot(1 / largestPart, 1 / (highZero - 1));
}

function findLargest(vector: Float32Array): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/**
 * Bytes of a ModelProto: `vectors [n, dims]` with their steps, `queries [dims, q]` with theirs, and `k [1]`, give `cosines [q, k]` and
 * `rows [q, k]`, best first; of equals the lower row first.
 */
function buildCoarseGraph(dims: number): Uint8Array {
  const { vectors, queries, steps, querySteps, one, zero, k, cosines, rows } = names;
  return writeModel({
    name: 'coarse-search',
    opset: 13,
    inputs: [
      { name: vectors, type: 'uint8', shape: ['n', dims] },
      { name: queries, type: 'int8', shape: [dims, 'q'] },
      { name: steps, type: 'float32', shape: ['n'] },
      { name: querySteps, type: 'float32', shape: ['q'] },
      { name: zero, type: 'uint8', shape: [1] },
      { name: k, type: 'int64', shape: [1] },
    ],
    outputs: [
      { name: cosines, type: 'float32', shape: ['q', 'best'] },
      { name: rows, type: 'int64', shape: ['q', 'best'] },
    ],
    nodes: [
      {
        type: 'MatMulIntegerToFloat',
        domain: 'com.microsoft',
        inputs: [vectors, queries, one, querySteps, zero],
        outputs: ['products'],
      },
      { type: 'Transpose', inputs: ['products'], outputs: ['by_query'], attributes: { perm: [1, 0] } },
      { type: 'Mul', inputs: ['by_query', steps], outputs: ['scores'] },
      {
        type: 'TopK',
        inputs: ['scores', k],
        outputs: [cosines, rows],
        attributes: { axis: 1, largest: 1, sorted: 1 },
      },
    ],
    tensors: [{ name: one, shape: [1], data: Float32Array.of(1) }],
  });
}

export interface CoarseSession {
  readonly dims: number;
  /**
   * The `k` best rows (at most as many as there are) of each query (`count x dims`, row-major) by their coarse cosine, best first,
   * `count x k` each. Holds the event loop while it runs.
   */
  readonly search: (
    vectors: CoarseRows,
    queries: Float32Array,
    k: number,
  ) => Promise<{ readonly rows: BigInt64Array; readonly cosines: Float32Array }>;
  readonly close: () => Promise<void>;
}

/** `threads`: as many as the model's session, never beside it ([Note: blocking run]). */
export async function createCoarseSession(dims: number, threads: number): Promise<CoarseSession> {
  const session = await InferenceSession.create(buildCoarseGraph(dims), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Twice a run's scores stay allocated (32 MB): given back and taken again they would cost as much as the product itself.
    enableCpuMemArena: true,
    logSeverityLevel: 3,
  });
  const zero = new Tensor('uint8', Uint8Array.of(highZero), [1]);
  return {
    dims,
    search: async ({ high, steps }, queries, k) => {
      const count = queries.length / dims;
      const { parts, querySteps } = quantizeQueries(queries, dims);
      const output = await session.run({
        [names.vectors]: new Tensor('uint8', high, [steps.length, dims]),
        [names.queries]: new Tensor('int8', parts, [dims, count]),
        [names.steps]: new Tensor('float32', steps, [steps.length]),
        [names.querySteps]: new Tensor('float32', querySteps, [count]),
        [names.zero]: zero,
        [names.k]: new Tensor('int64', BigInt64Array.of(BigInt(k)), [1]),
      });
      const rows = output[names.rows]?.data;
      const cosines = output[names.cosines]?.data;
      if (!(rows instanceof BigInt64Array) || !(cosines instanceof Float32Array)) {
        throw new Error('the coarse search gave outputs of wrong types');
      }
      return { rows, cosines };
    },
    close: () => session.release(),
  };
}

/** The queries as columns of small integers, and what 1 of each is worth beside a high byte. */
function quantizeQueries(queries: Float32Array, dims: number): { parts: Int8Array; querySteps: Float32Array } {
  const count = queries.length / dims;
  const parts = new Int8Array(queries.length);
  const querySteps = new Float32Array(count);
  for (let query = 0; query < count; query++) {
    const start = query * dims;
    const largest = findLargest(queries.subarray(start, start + dims));
    querySteps[query] = (highWorth * largest) / largestPart;
    const factor = largest === 0 ? 0 : largestPart / largest;
    for (let d = 0; d < dims; d++) parts[d * count + query] = Math.round((queries[start + d] ?? 0) * factor);
  }
  return { parts, querySteps };
}
