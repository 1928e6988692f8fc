/** @file Embeddings: unit vectors of photos, by model. Vectors of two models are never mixed. */
import { CairnError } from '../api/errors.ts';
import type { Connection } from './connection.ts';
import { encodeContentHash } from './content-hash.ts';
import { decodeVectorInto, encodeVector } from './vector-blob.ts';

/** Rows of one model: row i of `vectors` (row-major, n x dims) belongs to `photoIds[i]`. */
export interface VectorChunk {
  readonly photoIds: Int32Array;
  readonly vectors: Float32Array;
}

export interface ModelRow {
  readonly id: number;
  readonly hash: string;
  readonly name: string;
  readonly dims: number;
  /** How many photos have a vector of it. */
  readonly photos: number;
}

export interface EmbeddingsRepository {
  /**
   * Id of the model with this hash, which is added when new.
   * @throws CairnError `model-unusable` when it is known with other dims.
   */
  readonly ensureModel: (model: { readonly hash: string; readonly name: string; readonly dims: number }) => number;
  /** Id of the model with this hash; null when the catalog has no vectors of it. */
  readonly findModel: (hash: string) => number | null;
  /** Keeps the vector of a photo, in place of an older one. @throws RangeError when its length is not the model's dims. */
  readonly put: (photoId: number, modelId: number, vector: Float32Array) => void;
  /** Null when there is none. */
  readonly get: (photoId: number, modelId: number) => Float32Array | null;
  /** Whether the photo with this content has a vector. */
  readonly has: (contentHash: string, modelId: number) => boolean;
  /** All vectors of a model by photo id. The catalog may be written between chunks. */
  readonly iterateChunks: (modelId: number, chunkSize: number) => Generator<VectorChunk, void, undefined>;
  /** Vectors of these photos in this order; those without one are left out. */
  readonly getMany: (photoIds: readonly number[], modelId: number) => VectorChunk;
  readonly count: (modelId: number) => number;
  /** Photos that have a file but no vector of the model, newest first. */
  readonly listPhotosWithout: (modelId: number) => number[];
  /** The same photos, by id: those among so many ids at a time, which may be none. The catalog may be written in between. */
  readonly iteratePhotosWithout: (modelId: number, idsAtOnce: number) => Generator<number[], void, undefined>;
  /** Every model that this catalog ever had vectors of, by id. */
  readonly listModels: () => ModelRow[];
  /**
   * Deletes vectors of other models of photos that have one of this model. Looks at `chunkSize` of them in a transaction and
   * yields how many went; the catalog may be written in between.
   */
  readonly dropSuperseded: (modelId: number, chunkSize: number) => Generator<number, void, undefined>;
}

type RawVector = [number, Buffer];

export function createEmbeddingsRepository(connection: Connection): EmbeddingsRepository {
  const findModel = connection.prepare<[string], { id: number; dims: number }>(
    'SELECT id, dims FROM models WHERE hash = ?',
  );
  const insertModel = connection.prepare<[string, string, number]>(
    'INSERT INTO models (hash, name, dims) VALUES (?, ?, ?)',
  );
  const getDims = connection.prepare<[number], number>('SELECT dims FROM models WHERE id = ?', 'value');
  const put = connection.prepare<[number, number, Buffer]>(`
    INSERT INTO embeddings (photo_id, model_id, vector) VALUES (?, ?, ?)
    ON CONFLICT (model_id, photo_id) DO UPDATE SET vector = excluded.vector`);
  const get = connection.prepare<[number, number], Buffer>(
    'SELECT vector FROM embeddings WHERE model_id = ? AND photo_id = ?',
    'value',
  );
  const has = connection.prepare<[Buffer, number], number>(
    `SELECT 1 FROM photos JOIN embeddings ON embeddings.photo_id = photos.id
     WHERE photos.content_hash = ? AND embeddings.model_id = ?`,
    'value',
  );
  const listChunk = connection.prepare<[number, number, number], RawVector>(
    'SELECT photo_id, vector FROM embeddings WHERE model_id = ? AND photo_id > ? ORDER BY photo_id LIMIT ?',
    'raw',
  );
  const listSome = connection.prepare<[string, number], RawVector>(
    `SELECT photo_id, vector FROM json_each(?) AS wanted
     CROSS JOIN embeddings ON embeddings.photo_id = wanted.value AND embeddings.model_id = ?`,
    'raw',
  );
  const count = connection.prepare<[number], number>('SELECT count(*) FROM embeddings WHERE model_id = ?', 'value');
  const listWithout = connection.prepare<[number], number>(
    `SELECT id FROM photos WHERE present_files > 0
       AND NOT EXISTS (SELECT 1 FROM embeddings WHERE model_id = ? AND photo_id = photos.id)
     ORDER BY sort_ms DESC, id DESC`,
    'value',
  );
  const listWithoutAmong = connection.prepare<[number, number, number], number>(
    `SELECT id FROM photos WHERE id > ? AND id <= ? AND present_files > 0
       AND NOT EXISTS (SELECT 1 FROM embeddings WHERE model_id = ? AND photo_id = photos.id)
     ORDER BY id`,
    'value',
  );
  const getLastPhotoId = connection.prepare<[], number | null>('SELECT max(id) FROM photos', 'value');
  const listModels = connection.prepare<[], ModelRow>(
    `SELECT id, hash, name, dims, (SELECT count(*) FROM embeddings WHERE model_id = models.id) AS photos
     FROM models ORDER BY id`,
  );
  const listModelIds = connection.prepare<[], number>('SELECT id FROM models ORDER BY id', 'value');
  const listHeld = connection.prepare<
    [{ readonly oldId: number; readonly newId: number; readonly after: number; readonly limit: number }],
    [number, 0 | 1]
  >(
    `SELECT photo_id, EXISTS (SELECT 1 FROM embeddings AS new WHERE new.model_id = @newId AND new.photo_id = old.photo_id)
     FROM embeddings AS old WHERE model_id = @oldId AND photo_id > @after ORDER BY photo_id LIMIT @limit`,
    'raw',
  );
  const dropSome = connection.prepare<[number, string]>(
    'DELETE FROM embeddings WHERE model_id = ? AND photo_id IN (SELECT value FROM json_each(?))',
  );

  const dimsOfModels = new Map<number, number>();
  const readDims = (modelId: number): number => {
    const dims = dimsOfModels.get(modelId) ?? getDims.get(modelId);
    if (dims === undefined) throw new RangeError(`no model ${modelId} in the catalog`);
    dimsOfModels.set(modelId, dims);
    return dims;
  };
  const pack = (rows: readonly RawVector[], dims: number): VectorChunk => {
    const vectors = new Float32Array(rows.length * dims);
    rows.forEach(([, blob], index) => {
      decodeVectorInto(blob, vectors, index * dims);
    });
    return { photoIds: Int32Array.from(rows, ([photoId]) => photoId), vectors };
  };

  function* iterateChunks(modelId: number, chunkSize: number): Generator<VectorChunk, void, undefined> {
    const dims = readDims(modelId);
    let after = 0;
    for (;;) {
      const rows = listChunk.all(modelId, after, chunkSize);
      const last = rows.at(-1);
      if (last === undefined) return;
      yield pack(rows, dims);
      if (rows.length < chunkSize) return;
      after = last[0];
    }
  }

  function* dropSuperseded(newId: number, chunkSize: number): Generator<number, void, undefined> {
    for (const oldId of listModelIds.all()) {
      if (oldId === newId) continue;
      let after = 0;
      for (;;) {
        const { last, dropped } = connection.transaction(() => {
          const held = listHeld.all({ oldId, newId, after, limit: chunkSize });
          const superseded = held.flatMap(([photoId, isSuperseded]) => (isSuperseded === 1 ? [photoId] : []));
          if (superseded.length > 0) dropSome.run(oldId, JSON.stringify(superseded));
          return { last: held.at(-1), dropped: superseded.length };
        });
        if (last === undefined) break;
        yield dropped;
        after = last[0];
      }
    }
  }

  return {
    ensureModel: ({ hash, name, dims }) =>
      connection.transaction(() => {
        const known = findModel.get(hash);
        if (known === undefined) return insertModel.run(hash, name, dims).id;
        if (known.dims === dims) return known.id;
        throw new CairnError('model-unusable', `The model ${name} has ${dims} dims; it had ${known.dims} before.`);
      }),
    findModel: (hash) => findModel.get(hash)?.id ?? null,
    put: (photoId, modelId, vector) => {
      const dims = readDims(modelId);
      if (vector.length !== dims) throw new RangeError(`a vector of ${vector.length} values, not ${dims}`);
      put.run(photoId, modelId, encodeVector(vector));
    },
    get: (photoId, modelId) => {
      const blob = get.get(modelId, photoId);
      return blob === undefined ? null : pack([[photoId, blob]], readDims(modelId)).vectors;
    },
    has: (contentHash, modelId) => has.get(encodeContentHash(contentHash), modelId) !== undefined,
    iterateChunks,
    getMany: (photoIds, modelId) => {
      const blobs = new Map(listSome.all(JSON.stringify(photoIds), modelId));
      const rows = photoIds.flatMap((photoId): RawVector[] => {
        const blob = blobs.get(photoId);
        return blob === undefined ? [] : [[photoId, blob]];
      });
      return pack(rows, readDims(modelId));
    },
    count: (modelId) => count.get(modelId) ?? 0,
    listPhotosWithout: (modelId) => listWithout.all(modelId),
    *iteratePhotosWithout(modelId, idsAtOnce) {
      const last = getLastPhotoId.get() ?? 0;
      for (let after = 0; after < last; after += idsAtOnce) {
        yield listWithoutAmong.all(after, after + idsAtOnce, modelId);
      }
    },
    listModels: () => listModels.all(),
    dropSuperseded,
  };
}
