import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/db/catalog.ts';
import { addPhoto, addRoot, defer, hashOf, openTestCatalog, samplePhoto } from './temporary-catalog.ts';

const open = (dims = 3) => {
  const catalog = openTestCatalog();
  return { catalog, modelId: catalog.embeddings.ensureModel({ hash: 'hash-1', name: 'model', dims }) };
};
const addPhotos = (catalog: Catalog, count: number): number[] =>
  catalog.transaction(() => Array.from({ length: count }, (_, i) => catalog.photos.insert(samplePhoto(String(i)))));

describe('embeddings', () => {
  it('stores float32 little-endian', () => {
    const { catalog, modelId } = open();
    const [photoId = 0] = addPhotos(catalog, 1);
    catalog.embeddings.put(photoId, modelId, Float32Array.of(1, -2.5, 2 ** -149));
    const database = new Database(catalog.path, { readonly: true });
    defer(() => database.close());
    const blob = database.prepare<[], Buffer>('SELECT vector FROM embeddings').pluck().get();
    expect(blob?.toString('hex')).toBe('0000803f' + '000020c0' + '01000000');
  });

  it('gives back every vector bit by bit, from a part of a bigger array too', () => {
    const { catalog, modelId } = open(4);
    const [photoId = 0] = addPhotos(catalog, 1);
    const values = fc.float32Array({ minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(values, fc.nat(2), (array, start) => {
        const vector = array.subarray(start, start + 4);
        catalog.embeddings.put(photoId, modelId, vector);
        expect(catalog.embeddings.get(photoId, modelId)).toEqual(vector);
      }),
    );
    expect(catalog.embeddings.count(modelId)).toBe(1);
  });

  it('refuses a vector of another length, and an unknown model or photo', () => {
    const { catalog, modelId } = open();
    const [photoId = 0] = addPhotos(catalog, 1);
    for (const length of [0, 2, 4, 512]) {
      expect(() => catalog.embeddings.put(photoId, modelId, new Float32Array(length))).toThrow(/not 3/);
    }
    expect(() => catalog.embeddings.put(photoId, 9, new Float32Array(3))).toThrow(/no model 9/);
    expect(() => catalog.embeddings.put(9, modelId, new Float32Array(3))).toThrow(/FOREIGN KEY/);
    expect(catalog.embeddings.count(modelId)).toBe(0);
  });

  it('knows a model by its hash, and refuses it with other dims', () => {
    const { catalog, modelId } = open();
    expect(catalog.embeddings.ensureModel({ hash: 'hash-1', name: 'renamed', dims: 3 })).toBe(modelId);
    expect(catalog.embeddings.findModel('hash-1')).toBe(modelId);
    expect(catalog.embeddings.findModel('hash-2')).toBeNull();
    expect(catalog.embeddings.ensureModel({ hash: 'hash-2', name: 'model', dims: 3 })).not.toBe(modelId);
    expect(() => catalog.embeddings.ensureModel({ hash: 'hash-1', name: 'model', dims: 4 })).toThrow(
      expect.objectContaining({ code: 'model-unusable' }) as Error,
    );
  });

  it('never mixes models', () => {
    const { catalog, modelId } = open();
    const otherId = catalog.embeddings.ensureModel({ hash: 'hash-2', name: 'other', dims: 2 });
    const [a = 0, b = 0] = addPhotos(catalog, 2);
    catalog.embeddings.put(a, modelId, Float32Array.of(1, 2, 3));
    catalog.embeddings.put(a, otherId, Float32Array.of(8, 9));
    catalog.embeddings.put(b, otherId, Float32Array.of(6, 7));
    expect([...catalog.embeddings.iterateChunks(otherId, 10)]).toEqual([
      { photoIds: Int32Array.of(a, b), vectors: Float32Array.of(8, 9, 6, 7) },
    ]);
    expect(catalog.embeddings.get(b, modelId)).toBeNull();
    expect(catalog.embeddings.has(hashOf('0'), modelId)).toBe(true);
    expect(catalog.embeddings.has(hashOf('1'), modelId)).toBe(false);
    expect(catalog.embeddings.has(hashOf('unknown'), modelId)).toBe(false);
    expect(catalog.embeddings.count(otherId)).toBe(2);
  });

  it('iterates in chunks that together hold every vector once, while vectors are added', () => {
    const { catalog, modelId } = open(1);
    const photoIds = addPhotos(catalog, 25);
    for (const photoId of photoIds.slice(0, 20)) catalog.embeddings.put(photoId, modelId, Float32Array.of(photoId));
    for (const chunkSize of [1, 5, 7, 20, 100]) {
      const chunks = [...catalog.embeddings.iterateChunks(modelId, chunkSize)];
      expect(chunks.every(({ photoIds: ids }) => ids.length <= chunkSize)).toBe(true);
      expect(chunks.flatMap(({ photoIds: ids }) => [...ids])).toEqual(photoIds.slice(0, 20));
      expect(chunks.flatMap(({ vectors }) => [...vectors])).toEqual(photoIds.slice(0, 20));
    }
    const seen: number[] = [];
    for (const chunk of catalog.embeddings.iterateChunks(modelId, 5)) {
      seen.push(...chunk.photoIds);
      for (const photoId of photoIds.slice(20)) catalog.embeddings.put(photoId, modelId, Float32Array.of(photoId));
    }
    expect(seen).toEqual(photoIds);
    const empty = catalog.embeddings.ensureModel({ hash: 'new', name: 'new', dims: 1 });
    expect([...catalog.embeddings.iterateChunks(empty, 5)]).toEqual([]);
  });

  it('gives many in the order asked, without those that have none', () => {
    const { catalog, modelId } = open(1);
    const [a = 0, b = 0, c = 0] = addPhotos(catalog, 3);
    catalog.embeddings.put(a, modelId, Float32Array.of(10));
    catalog.embeddings.put(c, modelId, Float32Array.of(30));
    expect(catalog.embeddings.getMany([c, b, a, c, 99], modelId)).toEqual({
      photoIds: Int32Array.of(c, a, c),
      vectors: Float32Array.of(30, 10, 30),
    });
    expect(catalog.embeddings.getMany([], modelId).vectors).toHaveLength(0);
  });

  it('lists photos that have a file but no vector, newest first', () => {
    const { catalog, modelId } = open(1);
    const rootId = addRoot(catalog);
    const first = addPhoto(catalog, rootId, 'first', { takenMs: 1 }).photoId;
    const second = addPhoto(catalog, rootId, 'second', { takenMs: 2 }).photoId;
    const done = addPhoto(catalog, rootId, 'done', { takenMs: 3 }).photoId;
    catalog.photos.insert(samplePhoto('no file'));
    catalog.embeddings.put(done, modelId, Float32Array.of(1));
    expect(catalog.embeddings.listPhotosWithout(modelId)).toEqual([second, first]);
    expect(catalog.embeddings.listPhotosWithout(77)).toEqual([done, second, first]);
    for (const idsAtOnce of [1, 2, 100]) {
      const { embeddings } = catalog;
      expect([...embeddings.iteratePhotosWithout(modelId, idsAtOnce)].flat()).toEqual(
        embeddings.listPhotosWithout(modelId).toSorted((a, b) => a - b),
      );
    }
  });

  it('tells every model and how many photos have its vector', () => {
    const { catalog, modelId } = open(1);
    const otherId = catalog.embeddings.ensureModel({ hash: 'hash-2', name: 'other', dims: 2 });
    for (const photoId of addPhotos(catalog, 3)) catalog.embeddings.put(photoId, modelId, Float32Array.of(1));
    expect(catalog.embeddings.listModels()).toEqual([
      { id: modelId, hash: 'hash-1', name: 'model', dims: 1, photos: 3 },
      { id: otherId, hash: 'hash-2', name: 'other', dims: 2, photos: 0 },
    ]);
  });

  it('drops the vectors of other models where there is a new one, and no others', () => {
    const { catalog, modelId } = open(1);
    const newId = catalog.embeddings.ensureModel({ hash: 'hash-2', name: 'new', dims: 1 });
    const olderId = catalog.embeddings.ensureModel({ hash: 'hash-0', name: 'older', dims: 1 });
    const photoIds = addPhotos(catalog, 9);
    for (const photoId of photoIds) catalog.embeddings.put(photoId, modelId, Float32Array.of(1));
    for (const photoId of photoIds.slice(0, 2)) catalog.embeddings.put(photoId, olderId, Float32Array.of(1));
    const again = photoIds.filter((photoId) => photoId % 3 !== 0);
    for (const photoId of again) catalog.embeddings.put(photoId, newId, Float32Array.of(2));
    expect([...catalog.embeddings.dropSuperseded(newId, 4)]).toEqual([3, 3, 0, 2]);
    expect([...catalog.embeddings.iterateChunks(modelId, 99)].flatMap(({ photoIds: ids }) => [...ids])).toEqual(
      photoIds.filter((photoId) => photoId % 3 === 0),
    );
    expect(catalog.embeddings.count(olderId)).toBe(0);
    expect(catalog.embeddings.count(newId)).toBe(again.length);
    expect([...catalog.embeddings.dropSuperseded(newId, 4)]).toEqual([0]);
  });
});
