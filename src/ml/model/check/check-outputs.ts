/** @file What the model computes, against the contract (design.md section 5). */
import '../../no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { failModel } from '../fail-model.ts';
import type { LoadedModel } from '../load-model.ts';
import type { ModelSize } from '../manifest.ts';
import { makeSelfTestPixels } from '../self-test.ts';
import { buildSessionOptions, checkSessionGraph } from '../session.ts';

/** Both outputs of one run of `count` photos. */
export interface CheckedOutput {
  readonly size: ModelSize;
  /** `count x dims`, row-major. */
  readonly embeddings: Float32Array;
  /** `count x rows x columns`. */
  readonly attention: { readonly values: Float32Array; readonly rows: number; readonly columns: number };
}

export interface CheckSession {
  /** Runs photos made of these seeds, one batch. Throws CairnError `model-unusable` when an output breaks the contract. */
  readonly run: (size: ModelSize, seeds: readonly number[]) => Promise<CheckedOutput>;
  readonly close: () => Promise<void>;
}

/** How far a vector's length may be from 1. */
const lengthTolerance = 1e-3;

/** Opens the model on the processor. Throws CairnError `model-unusable`, or what onnxruntime throws. */
export async function openCheckSession(model: LoadedModel, threads: number): Promise<CheckSession> {
  const session = await InferenceSession.create(model.bytes, buildSessionOptions({ provider: 'cpu', threads }));
  checkSessionGraph(session, model);
  const { input, outputs, dims } = model.manifest;
  return {
    run: async (size, seeds) => {
      const { width, height } = size;
      const count = seeds.length;
      const data = Buffer.concat(seeds.map((seed) => makeSelfTestPixels(width, height, seed)));
      const pixels = new Tensor('uint8', new Uint8Array(data), [count, height, width, 3]);
      const results = await session.run({ [input.name]: pixels });
      const [embedding, attention] = [results[outputs.embedding], results[outputs.attention]];
      const at = `at ${width} x ${height}`;
      const embeddings = requireFloats(embedding, [count, dims], `the embedding ${at}`);
      for (let row = 0; row < count; row += 1) requireUnit(embeddings.subarray(row * dims, (row + 1) * dims), at);
      const [, rows = 0, columns = 0] = attention?.dims ?? [];
      const values = requireFloats(attention, [count, rows, columns], `the attention ${at}`);
      return { size, embeddings, attention: { values, rows, columns } };
    },
    close: () => session.release(),
  };
}

function requireFloats(tensor: Tensor | undefined, shape: readonly number[], what: string): Float32Array {
  const isRight = tensor?.dims.length === shape.length && tensor.dims.every((size, axis) => size === shape[axis]);
  if (!isRight || !(tensor.data instanceof Float32Array)) {
    const found = `${tensor?.type ?? 'nothing'} [${tensor?.dims.join(', ') ?? ''}]`;
    throw failModel(`It gave ${what} as ${found}, not as float32 [${shape.join(', ')}].`);
  }
  if (!tensor.data.every(Number.isFinite)) throw failModel(`It gave ${what} with values that are no numbers.`);
  return tensor.data;
}

function requireUnit(vector: Float32Array, at: string): void {
  const length = Math.hypot(...vector);
  if (Math.abs(length - 1) <= lengthTolerance) return;
  throw failModel(`It gave an embedding of length ${length.toPrecision(4)} ${at}, not of length 1.`);
}

/** Attention is positive and a map of the photo: one value for a square of pixels. Returns the side of that square. */
export function checkAttention({ size, attention: { values, rows, columns } }: CheckedOutput): number {
  const at = `at ${size.width} x ${size.height}`;
  const stride = size.height / rows;
  if (!Number.isInteger(stride) || size.width / columns !== stride) {
    throw failModel(`Its attention ${at} is ${columns} x ${rows}, which is no map of the photo.`);
  }
  // A softplus may round to zero, but not everywhere.
  if (values.some((value) => value < 0) || !values.some((value) => value > 0)) {
    throw failModel(`Its attention ${at} is not positive.`);
  }
  return stride;
}

/** Largest difference of two arrays of one length. */
export function findDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? NaN))), 0);
}
