/** @file What a started embedder is given before it works: all vectors of the catalog and the person's references. */
import type { Catalog } from '../db/catalog.ts';
import type { InitializeResult } from '../ml/embedder-messages.ts';
import { collectPersonalReferences } from './albums/personal-references.ts';
import { noteBasis } from './albums/pending-work.ts';
import type { EmbedderClient } from './embedder/embedder-client.ts';
import { storeAtlasFacts, type AtlasFacts } from './landmark-facts.ts';

/** Vectors a message: 0.5 MB at 512 dims, a millisecond or two of main. */
const chunkSize = 250;
const enqueueChunk = 200;

export interface PrepareParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly result: InitializeResult;
  readonly atlasFacts: AtlasFacts | null;
}

/** Makes the catalog and a freshly started embedder agree. Returns the model's id in the catalog. */
export async function prepareForWriting(params: PrepareParams): Promise<number> {
  const { catalog, client, result, atlasFacts } = params;
  const { modelHash: hash, modelName: name, dims } = result;
  const modelId = catalog.embeddings.ensureModel({ hash, name, dims });
  const isAtlasInUse = result.atlasName !== null && atlasFacts !== null;
  if (isAtlasInUse) storeAtlasFacts(catalog, atlasFacts);
  noteBasis(catalog, `${hash} ${isAtlasInUse ? atlasFacts.fingerprint : 'no atlas'}`);
  queueMissingVectors(catalog, modelId);
  await loadCatalogVectors({ catalog, client, modelId, isReferencesOnly: false });
  return modelId;
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
    for (const chunk of catalog.embeddings.iterateChunks(modelId, chunkSize))
      await client.request('loadVectors', chunk);
  }
  const references = collectPersonalReferences(catalog, modelId);
  if (references.photoIds.length > 0) await client.request('setPersonalReferences', references);
}

/** After a change of model: every photo that can be read is queued again. Albums and decisions stay meanwhile. */
function queueMissingVectors(catalog: Catalog, modelId: number): void {
  const photoIds = catalog.embeddings.listPhotosWithout(modelId);
  for (let start = 0; start < photoIds.length; start += enqueueChunk) {
    catalog.transaction(() => {
      for (const photoId of photoIds.slice(start, start + enqueueChunk)) {
        const file = catalog.files.listForPhoto(photoId).find(({ state }) => state === 'present');
        const mtimeMs = file === undefined ? undefined : catalog.files.get(file.id)?.mtimeMs;
        if (file !== undefined && mtimeMs !== undefined) catalog.jobs.enqueue({ fileId: file.id, priority: mtimeMs });
      }
    });
  }
}
