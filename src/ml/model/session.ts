/**
 * @file The DOLG session. One process owns sessions, from one thread: several onnxruntime threads in Electron crash at random.
 *
 * [Note: blocking run] `InferenceSession.run` of onnxruntime-node computes inside a `setImmediate` callback and holds the event
 * loop meanwhile. Work that runs on threads (reading, hashing, decoding) goes on; their callbacks wait.
 */
import '../no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { failModel } from './fail-model.ts';
import type { LoadedModel } from './load-model.ts';

export type ProviderName = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';

/** `count` photos of one size: `count x height x width x 3` bytes of RGB. */
export interface PixelBatch {
  readonly data: Uint8Array;
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

/** Where the model looked: `height x width`, row-major, each at least 0. It covers the whole input. */
export interface AttentionMap {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export interface ModelSession {
  readonly provider: ProviderName;
  /** Embeddings, row-major `count x dims`, as the graph gives them. Holds the event loop while it runs. */
  readonly run: (batch: PixelBatch) => Promise<Float32Array>;
  /** The attention map of one photo (`count` 1); null when what the graph gives is no such map. Holds the event loop, too. */
  readonly attend: (batch: PixelBatch) => Promise<AttentionMap | null>;
  readonly close: () => Promise<void>;
}

export interface SessionSettings {
  readonly provider: ProviderName;
  /** Threads that one run computes on; what is left decodes. */
  readonly threads: number;
}

/** Only errors: warnings of a provider that is tried are no news to the person. */
const logSeverityLevel = 3;

export function buildSessionOptions({ provider, threads }: SessionSettings): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The arena makes a run a quarter faster on the CPU. It grows to what one batch needs (about 150 MB at 384 x 384), far
    // from the one allocation near 2 GiB that Electron's allocator answers by ending the process.
    enableCpuMemArena: true,
    logSeverityLevel,
  };
}

/** Compares what onnxruntime says of a graph with the manifest. Throws CairnError `model-unusable`. */
export function checkSessionGraph(session: InferenceSession, { manifest, folder }: LoadedModel): void {
  const input = session.inputMetadata.find(({ name }) => name === manifest.input.name);
  if (!input?.isTensor || input.type !== manifest.input.dtype || input.shape.length !== 4 || input.shape[3] !== 3) {
    throw failModel(`The model in ${folder} has no uint8 input "${manifest.input.name}" of shape [N, H, W, 3].`);
  }
  const output = session.outputMetadata.find(({ name }) => name === manifest.outputs.embedding);
  if (!output?.isTensor || output.type !== 'float32' || output.shape[1] !== manifest.dims) {
    throw failModel(
      `The model in ${folder} has no float32 output "${manifest.outputs.embedding}" of shape [N, ${manifest.dims}].`,
    );
  }
  if (!session.outputNames.includes(manifest.outputs.attention)) {
    throw failModel(`The model in ${folder} has no output "${manifest.outputs.attention}".`);
  }
}

/** Opens the model on one provider. Throws CairnError `model-unusable` for a wrong graph, else what onnxruntime throws. */
export async function createModelSession(model: LoadedModel, settings: SessionSettings): Promise<ModelSession> {
  const session = await InferenceSession.create(model.bytes, buildSessionOptions(settings));
  checkSessionGraph(session, model);
  const { input, outputs, dims } = model.manifest;
  return {
    provider: settings.provider,
    run: async ({ data, count, width, height }) => {
      const pixels = new Tensor('uint8', data, [count, height, width, 3]);
      // The attention map is left inside: nobody asked for it here.
      const { [outputs.embedding]: embedding } = await session.run({ [input.name]: pixels }, [outputs.embedding]);
      if (!(embedding?.data instanceof Float32Array) || embedding.data.length !== count * dims) {
        throw failModel(`The model gave no embedding of ${dims} numbers a photo.`);
      }
      return embedding.data;
    },
    attend: async ({ data, count, width, height }) => {
      const pixels = new Tensor('uint8', data, [count, height, width, 3]);
      const { [outputs.attention]: attention } = await session.run({ [input.name]: pixels }, [outputs.attention]);
      return attention === undefined ? null : readAttention(attention);
    },
    close: () => session.release(),
  };
}

/** The output is only named by the contract: what a model puts there is looked at before it is believed. */
function readAttention({ data, dims }: Tensor): AttentionMap | null {
  const [count, height = 0, width = 0, ...others] = dims;
  if (!(data instanceof Float32Array) || count !== 1 || others.length > 0) return null;
  if (width * height === 0 || data.length !== width * height) return null;
  return data.every((value) => Number.isFinite(value) && value >= 0) ? { width, height, values: data } : null;
}
