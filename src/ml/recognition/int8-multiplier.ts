/**
 * @file Cosines of photos with all references in onnxruntime, on the processor.
 *
 * [Note: int8 product] A query becomes an integer of 14 bits a number, `step * (128 * high + low)` with both parts in [-64, 63]. Both
 * go through one integer product, MatMulIntegerToFloat (onnxruntime, ContribOperators.md). What is left of rounding
 * is `step / 2` a number: at most 3e-4 and usually 1e-5 in cosine, against the 1e-3 that storing int8 costs. Parts of 7 bits, because
 * processors without VNNI add two products of uint8 and int8 in 16 bits: 2 * 127 * 127 still fits.
 */
import '../no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { writeModel } from '../onnx/graph-writer.ts';
import type { MultiplyRows } from './quantized-vectors.ts';

/** ONNX names, shared with the session. */
const names = {
  queries: 'queries',
  columns: 'columns',
  one: 'one',
  steps: 'steps',
  scales: 'scales',
  zero: 'zero',
  cosines: 'cosines',
} as const;

/** Zero of a part as uint8. */
const zeroPoint = 64;
const highStep = 128;
/** Largest integer of which both parts stay in [-64, 63]. */
const largestInteger = 63 * highStep + 63;

/**
 * Bytes of a ModelProto: `queries [2, m, dims]` (high parts, low parts) with the steps of the m queries, and
 * `columns [dims, n]` with the scales of the n vectors, give `cosines [m, n]`. A query's results do not depend on those beside it.
 */
function buildProductGraph(dims: number): Uint8Array {
  const { queries, columns, one, steps, scales, zero, cosines } = names;
  return writeModel({
    name: 'int8-product',
    opset: 13,
    inputs: [
      { name: queries, type: 'uint8', shape: [2, 'm', dims] },
      { name: columns, type: 'int8', shape: [dims, 'n'] },
      { name: steps, type: 'float32', shape: ['m', 1] },
      { name: scales, type: 'float32', shape: ['n'] },
      { name: zero, type: 'uint8', shape: [1] },
    ],
    outputs: [{ name: cosines, type: 'float32', shape: ['m', 'n'] }],
    nodes: [
      {
        type: 'MatMulIntegerToFloat',
        domain: 'com.microsoft',
        inputs: [queries, columns, one, scales, zero],
        outputs: ['parts'],
      },
      { type: 'Split', inputs: ['parts'], outputs: ['high', 'low'], attributes: { axis: 0 } },
      { type: 'Squeeze', inputs: ['high', 'first'], outputs: ['high_rows'] },
      { type: 'Squeeze', inputs: ['low', 'first'], outputs: ['low_rows'] },
      { type: 'Mul', inputs: ['high_rows', 'high_step'], outputs: ['high_products'] },
      { type: 'Add', inputs: ['high_products', 'low_rows'], outputs: ['products'] },
      { type: 'Mul', inputs: ['products', steps], outputs: [cosines] },
    ],
    tensors: [
      { name: 'first', shape: [1], data: BigInt64Array.of(0n) },
      { name: one, shape: [1], data: Float32Array.of(1) },
      { name: 'high_step', shape: [1], data: Float32Array.of(highStep) },
    ],
  });
}

export interface Int8Multiplier {
  readonly multiply: MultiplyRows;
  readonly close: () => Promise<void>;
}

/** `threads`: as many as the model's session, never beside it ([Note: blocking run]). */
export async function createInt8Multiplier(dims: number, threads: number): Promise<Int8Multiplier> {
  const session = await InferenceSession.create(buildProductGraph(dims), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableCpuMemArena: false,
    logSeverityLevel: 3,
  });
  const zero = new Tensor('uint8', Uint8Array.of(zeroPoint), [1]);
  return {
    close: () => session.release(),
    multiply: async ({ rows, scales, blocks }, queries) => {
      const count = queries.length / dims;
      const cosines = new Float32Array(count * rows);
      if (cosines.length === 0) return cosines;
      const { parts, steps } = splitQueries(queries, dims);
      const common = {
        [names.queries]: new Tensor('uint8', parts, [2, count, dims]),
        [names.steps]: new Tensor('float32', steps, [count, 1]),
        [names.zero]: zero,
      };
      let first = 0;
      for (const { rows: blockRows, columns } of blocks) {
        const output = await session.run({
          ...common,
          [names.columns]: new Tensor('int8', columns, [dims, blockRows]),
          [names.scales]: new Tensor('float32', scales.subarray(first, first + blockRows), [blockRows]),
        });
        const products = output[names.cosines]?.data;
        if (!(products instanceof Float32Array)) throw new Error('the product graph gave an output of a wrong type');
        for (let query = 0; query < count; query++) {
          cosines.set(products.subarray(query * blockRows, (query + 1) * blockRows), query * rows + first);
        }
        first += blockRows;
      }
      return cosines;
    },
  };
}

/** The queries' high parts, then their low parts, as uint8; and what an integer of each is worth. */
function splitQueries(queries: Float32Array, dims: number): { parts: Uint8Array; steps: Float32Array } {
  const parts = new Uint8Array(2 * queries.length);
  const steps = new Float32Array(queries.length / dims);
  for (let query = 0; query < steps.length; query++) {
    const start = query * dims;
    let largest = 0;
    for (let at = start; at < start + dims; at++) largest = Math.max(largest, Math.abs(queries[at] ?? 0));
    steps[query] = largest / largestInteger;
    const factor = largest === 0 ? 0 : largestInteger / largest;
    for (let at = start; at < start + dims; at++) {
      const integer = Math.round((queries[at] ?? 0) * factor);
      const high = Math.round(integer / highStep);
      parts[at] = high + zeroPoint;
      parts[queries.length + at] = integer - highStep * high + zeroPoint;
    }
  }
  return { parts, steps };
}
