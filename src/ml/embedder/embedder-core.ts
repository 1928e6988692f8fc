/** @file Everything an initialized embedder holds, and how it is put together. */
import { join } from 'node:path';
import sharp from 'sharp';
import { createHeifDecoder } from '../decode/heif-decoder.ts';
import { createPhotoLoader, type PhotoLoader } from '../decode/photo-loader.ts';
import type { InitializeParams, InitializeResult } from '../embedder-messages.ts';
import { loadModel, type LoadedModel } from '../model/load-model.ts';
import { createCoarseSession } from '../neighbours/coarse-session.ts';
import { createNeighbourIndex, type NeighbourIndex } from '../neighbours/neighbour-index.ts';
import { createSearchSession, type SearchSession } from '../neighbours/search-session.ts';
import { bundledAtlasName, type Atlas } from '../recognition/atlas.ts';
import { createInt8Multiplier } from '../recognition/int8-multiplier.ts';
import { createDecodeGate } from './decode-gate.ts';
import { loadKnowledge, type LoadedKnowledge } from './knowledge.ts';
import { createModelRunner, type ModelRunner } from './model-runner.ts';
import { openModelSessions, type ProviderState } from './model-sessions.ts';
import { applyPriority, planPace } from './pace.ts';
import { createPhotoIndexer, type PhotoIndexer } from './photo-indexer.ts';

export interface EmbedderCore {
  readonly model: LoadedModel;
  readonly loader: PhotoLoader;
  readonly runner: ModelRunner;
  readonly indexer: PhotoIndexer;
  readonly searchSession: SearchSession;
  readonly index: NeighbourIndex;
  readonly knowledge: LoadedKnowledge;
  readonly thumbnailFolder: string;
  readonly initialized: InitializeResult;
}

export interface CoreOptions {
  readonly params: InitializeParams;
  /** Module that runs in the HEIC thread. */
  readonly heifWorkerEntry: URL;
  readonly onStarted: (key: number) => void;
  readonly isKnown: (key: number, contentHash: string) => Promise<boolean>;
  /** A provider was lost in the middle of the work, another goes on ([Note: lost provider]). */
  readonly onProviderLost: (state: ProviderState, reason: string) => void;
}

/** Ready photos between which decoders and model take turns ([Note: bursts]). */
const gateLevels = { low: 2, high: 6 };

/** True while sharp computes or has work waiting. */
function isDecoding(): boolean {
  const { process: active, queue } = sharp.counters();
  return active + queue > 0;
}

function listAtlasFiles({ atlasFolder, atlasPacks = [] }: InitializeParams): readonly string[] {
  return [...(atlasFolder === null ? [] : [join(atlasFolder, bundledAtlasName)]), ...atlasPacks];
}

function nameAtlases(atlases: readonly Atlas[]): string | null {
  return atlases.length === 0 ? null : atlases.map(({ name, version }) => `${name} ${version}`).join(', ');
}

/** Loads model, provider, atlases. Throws CairnError. */
export async function createEmbedderCore(options: CoreOptions): Promise<EmbedderCore> {
  const { params } = options;
  const plan = planPace(params.pace ?? 'fast');
  // Before any thread is made that would have the old one.
  applyPriority(plan);
  const { threads } = plan;
  const model = await loadModel(params.modelFolder);
  const { multiply } = await createInt8Multiplier(model.manifest.dims, threads.whole);
  const searchSession = await createSearchSession(model.manifest.dims, threads.whole);
  const index = createNeighbourIndex(await createCoarseSession(model.manifest.dims, threads.whole));
  const knowledge = await loadKnowledge(model, listAtlasFiles(params), multiply, index);
  const { provider, fallsBack, cacheFolder } = params;
  const sessions = await openModelSessions({
    model,
    provider,
    fallsBack,
    cacheFolder,
    threads,
    endedBy: params.endedBy,
    onProviderLost: options.onProviderLost,
  });
  const gate = createDecodeGate(gateLevels);
  const runner = createModelRunner({
    ...sessions,
    isDecoding,
    onReadyCount: gate.update,
    restShare: plan.restShare,
  });
  const loader = createPhotoLoader(createHeifDecoder(options.heifWorkerEntry));
  const { manifest } = model;
  const indexer = createPhotoIndexer({
    loader,
    runner,
    manifest,
    thumbnailFolder: params.thumbnailFolder,
    enterGate: gate.enter,
    onStarted: options.onStarted,
    isKnown: options.isKnown,
  });
  return {
    model,
    loader,
    runner,
    indexer,
    searchSession,
    index,
    knowledge,
    thumbnailFolder: params.thumbnailFolder,
    initialized: {
      modelName: `${manifest.name} ${manifest.version}`,
      modelHash: manifest.sha256,
      dims: manifest.dims,
      provider: sessions.whole.provider,
      verdicts: sessions.verdicts,
      atlasName: nameAtlases(knowledge.atlases),
      atlasLandmarks: new Set(knowledge.atlases.flatMap(({ landmarks }) => landmarks.map(({ id }) => id))).size,
      atlasProblem: knowledge.problem,
      hasLandmarkness: knowledge.hasLandmarkness,
    },
  };
}
