/** @file Everything an initialized embedder holds, and how it is put together. */
import { createHeifDecoder } from '../decode/heif-decoder.ts';
import { createPhotoLoader, type PhotoLoader } from '../decode/photo-loader.ts';
import type { InitializeParams, InitializeResult } from '../embedder-messages.ts';
import { loadModel, type LoadedModel } from '../model/load-model.ts';
import { openSession } from '../model/open-session.ts';
import { createModelSession } from '../model/session.ts';
import { createNeighbourIndex, type NeighbourIndex } from '../neighbours/neighbour-index.ts';
import { createSearchSession, type SearchSession } from '../neighbours/search-session.ts';
import { createFallbackSession } from './fallback-session.ts';
import { loadKnowledge, type LoadedKnowledge } from './knowledge.ts';
import { createModelRunner } from './model-runner.ts';
import { createPhotoIndexer, type PhotoIndexer } from './photo-indexer.ts';
import { planThreads } from './threads.ts';

export interface EmbedderCore {
  readonly model: LoadedModel;
  readonly loader: PhotoLoader;
  readonly indexer: PhotoIndexer;
  readonly searchSession: SearchSession;
  readonly index: NeighbourIndex;
  readonly knowledge: LoadedKnowledge;
  readonly initialized: InitializeResult;
}

export interface CoreOptions {
  readonly params: InitializeParams;
  /** Module that runs in the HEIC thread. */
  readonly heifWorkerEntry: URL;
  readonly onStarted: (key: number) => void;
  readonly isKnown: (key: number, contentHash: string) => Promise<boolean>;
  /** For the log of the parent. */
  readonly warn: (message: string) => void;
}

/** Photos of one run: a GPU gains from several, and takes far less than 250 ms for them. */
const gpuBatchSize = 8;

/** Loads model, provider, atlas. Throws CairnError. */
export async function createEmbedderCore(options: CoreOptions): Promise<EmbedderCore> {
  const { params, warn } = options;
  const threads = planThreads();
  const model = await loadModel(params.modelFolder);
  const knowledge = await loadKnowledge(model, params.atlasFolder);
  const opened = await openSession({
    model,
    provider: params.provider,
    cacheFolder: params.cacheFolder,
    cpuThreads: threads.session,
  });
  const session = createFallbackSession(
    opened.session,
    () => createModelSession(model, { provider: 'cpu', threads: threads.session }),
    (error) => warn(`${opened.session.provider} failed, the processor takes over: ${String(error)}`),
  );
  const runner = createModelRunner(session, session.provider === 'cpu' ? 1 : gpuBatchSize);
  const loader = createPhotoLoader(createHeifDecoder(options.heifWorkerEntry));
  const { manifest } = model;
  const indexer = createPhotoIndexer({
    loader,
    runner,
    manifest,
    thumbnailFolder: params.thumbnailFolder,
    onStarted: options.onStarted,
    isKnown: options.isKnown,
  });
  const searchSession = await createSearchSession(manifest.dims, threads.session);
  return {
    model,
    loader,
    indexer,
    searchSession,
    index: createNeighbourIndex(searchSession),
    knowledge,
    initialized: {
      modelName: `${manifest.name} ${manifest.version}`,
      modelHash: manifest.sha256,
      dims: manifest.dims,
      provider: session.provider,
      verdicts: opened.verdicts,
      atlasName: knowledge.atlas === null ? null : `${knowledge.atlas.name} ${knowledge.atlas.version}`,
      atlasLandmarks: knowledge.atlas?.landmarks.length ?? 0,
      atlasProblem: knowledge.problem,
    },
  };
}
