/** @file What a started embedder is given before it works: all vectors of the catalog and the person's references. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../db/catalog.ts';
import { loadLandmarkFacts } from '../ml/atlas/load-facts.ts';
import type { InitializeResult } from '../ml/embedder-messages.ts';
import { noteBasis } from './albums/album-space.ts';
import { sendPersonalReferences } from './albums/personal-references.ts';
import type { EmbedderClient } from './embedder/embedder-client.ts';
import { storeLandmarkFacts, type AtlasFacts } from './landmark-facts.ts';
import type { ModelInUse } from './model-in-use.ts';

/** Vectors a message: 0.5 MB at 512 dims, a millisecond or two of main. */
const chunkSize = 250;
const enqueueChunk = 200;
/** Photos asked about at once: some milliseconds where none is missing. */
const idsAtOnce = 5_000;

export interface PrepareParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly result: InitializeResult;
  readonly atlasFacts: AtlasFacts | null;
}

/** Makes the catalog and a freshly started embedder agree. */
export async function prepareForWriting(params: PrepareParams): Promise<ModelInUse> {
  const { catalog, client, result } = params;
  const { modelHash: hash, modelName: name, dims } = result;
  const isNewModel = catalog.embeddings.findModel(hash) === null;
  const id = catalog.embeddings.ensureModel({ hash, name, dims });
  const atlas = result.atlasName === null ? null : params.atlasFacts;
  storeLandmarkFacts(catalog, atlas, await loadLandmarkFacts());
  const knownLandmarks = new Set(atlas?.landmarks.map((landmark) => landmark.id));
  const model: ModelInUse = { id, hash, atlas: atlas?.fingerprint ?? null, knownLandmarks };
  noteBasis(catalog, model);
  await queueMissingVectors(catalog, id, isNewModel);
  await loadCatalogVectors({ catalog, client, modelId: id, isReferencesOnly: false });
  return model;
}

export interface LoadVectorsParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  /** True: the person's references without the library's vectors, for look-ups in the atlas alone. */
  readonly isReferencesOnly: boolean;
}

/** Loads vectors of the model and the personal references. Reads the catalog only. */
export async function loadCatalogVectors({
  catalog,
  client,
  modelId,
  isReferencesOnly,
}: LoadVectorsParams): Promise<void> {
  if (!isReferencesOnly) {
    // The next ones are read while the embedder takes the last ones in.
    let taken: Promise<unknown> = Promise.resolve();
    for (const chunk of catalog.embeddings.iterateChunks(modelId, chunkSize)) {
      const request = client.request('loadVectors', chunk);
      // Whoever waits for it below hears of its failure.
      request.catch(() => undefined);
      await taken;
      taken = request;
      await yieldToEventLoop();
    }
    await taken;
  }
  await sendPersonalReferences({ catalog, client, modelId, isEmptySent: false });
}

/**
 * Queues every photo that has no vector of the model ([Note: spaces]). What failed with another model is tried with a new one;
 * what failed with this one is left, or a photo that ends the embedder would do so at each start.
 */
async function queueMissingVectors(catalog: Catalog, modelId: number, isNewModel: boolean): Promise<void> {
  for (const photoIds of catalog.embeddings.iteratePhotosWithout(modelId, idsAtOnce)) {
    for (let start = 0; start < photoIds.length; start += enqueueChunk) {
      catalog.transaction(() => {
        const fileIds = photoIds.slice(start, start + enqueueChunk).flatMap((photoId) => {
          // The best place comes first: on an online root.
          const file = catalog.files.listForPhoto(photoId).find(({ state }) => state === 'present');
          return file === undefined ? [] : [file.id];
        });
        if (isNewModel) catalog.jobs.retry(fileIds);
        catalog.jobs.enqueueUnembedded(fileIds, modelId);
      });
      await yieldToEventLoop();
    }
    await yieldToEventLoop();
  }
}
