import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchNeighboursPlainly } from '../../../../src/ml/grouping/neighbour-search.ts';
import { normalizeVector } from '../../../../src/ml/model/embed-batch.ts';
import { createGroupSearch } from '../../../../src/ml/neighbours/group-search.ts';
import { createCoarseSession, type CoarseSession } from '../../../../src/ml/neighbours/coarse-session.ts';
import { createNeighbourIndex, type NeighbourIndex } from '../../../../src/ml/neighbours/neighbour-index.ts';
import { createSearchSession, type SearchSession } from '../../../../src/ml/neighbours/search-session.ts';

const dims = 24;
let session: CoarseSession;
let exactSession: SearchSession;

beforeAll(async () => {
  session = await createCoarseSession(dims, 1);
  exactSession = await createSearchSession(dims, 1);
});

afterAll(async () => {
  await session.close();
  await exactSession.close();
});

function makeVectors(count: number, seed = 1): Float32Array {
  let state = seed;
  const values = Float32Array.from({ length: count * dims }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  for (let row = 0; row < count; row += 1) normalizeVector(values.subarray(row * dims, (row + 1) * dims));
  return values;
}

function makeIndex(count: number, shardRows: number): { index: NeighbourIndex; vectors: Float32Array } {
  const index = createNeighbourIndex(session, shardRows);
  const vectors = makeVectors(count);
  index.load(
    Int32Array.from({ length: count }, (_, row) => row + 1),
    vectors,
  );
  return { index, vectors };
}

/** Vectors as the index keeps them. */
function readVectors(index: NeighbourIndex, count: number): Float32Array {
  const vectors = new Float32Array(count * dims);
  for (let row = 0; row < count; row += 1) vectors.set(index.getVector(row + 1) ?? [], row * dims);
  return vectors;
}

describe('search of the library', () => {
  it.each([
    [1000, 1_000_000],
    [1000, 64],
    [1000, 999],
    [130, 1],
  ])('finds what a plain loop finds (%i rows, shards of %i)', async (count, shardRows) => {
    const { index } = makeIndex(count, shardRows);
    const queries = makeVectors(150, 7);
    const [found, expected] = await Promise.all([
      index.search(queries, 10),
      searchNeighboursPlainly({ matrix: readVectors(index, count), queries, dims, k: 10 }),
    ]);
    expect(found.photoIds).toEqual(expected.indices.map((row) => row + 1));
    for (const [place, cosine] of expected.cosines.entries()) expect(found.cosines[place]).toBeCloseTo(cosine, 5);
  });

  it('pads with id 0 and cosine -2 where fewer photos are there', async () => {
    const { index } = makeIndex(3, 2);
    const { photoIds, cosines } = await index.search(makeVectors(2, 5), 5);
    expect(index.getEffort().queries).toBe(2);
    expect(index.getEffort().ms).toBeGreaterThan(0);
    for (const query of [0, 1]) {
      expect([...photoIds.subarray(query * 5, query * 5 + 3)].sort()).toEqual([1, 2, 3]);
      expect([...photoIds.subarray(query * 5 + 3, query * 5 + 5)]).toEqual([0, 0]);
      expect([...cosines.subarray(query * 5 + 3, query * 5 + 5)]).toEqual([-2, -2]);
    }
  });

  it('has another version after every change', () => {
    const { index } = makeIndex(3, 2);
    const versions = [index.version];
    index.load(Int32Array.of(9), makeVectors(1, 3));
    versions.push(index.version);
    index.load(Int32Array.of(9), makeVectors(1, 4));
    versions.push(index.version);
    index.clear();
    versions.push(index.version);
    expect(new Set(versions).size).toBe(4);
  });

  it('answers an empty library and no queries', async () => {
    const index = createNeighbourIndex(session);
    expect([...(await index.search(makeVectors(1), 2)).photoIds]).toEqual([0, 0]);
    expect((await index.search(new Float32Array(), 2)).photoIds).toHaveLength(0);
  });

  it.each([2, 3, 100])(
    'puts the lower id first among equals, whatever the order of loading (shards of %i)',
    async (rows) => {
      const index = createNeighbourIndex(session, rows);
      const vector = makeVectors(1);
      for (const photoId of [9, 4, 7, 2, 8, 1]) index.load(Int32Array.of(photoId), vector);
      expect([...(await index.search(vector, 4)).photoIds]).toEqual([1, 2, 4, 7]);
    },
  );

  it('replaces the vector of an id that is there, also after sorting', async () => {
    const { index } = makeIndex(10, 4);
    const target = makeVectors(1, 99);
    index.load(Int32Array.of(-5), makeVectors(1, 3));
    await index.search(target, 1);
    index.load(Int32Array.of(6), target);
    const { photoIds, cosines } = await index.search(target, 1);
    expect(photoIds[0]).toBe(6);
    expect(cosines[0]).toBeCloseTo(1, 5);
    expect(index.size).toBe(11);
    for (const [d, value] of target.entries()) expect(index.getVector(6)?.[d]).toBeCloseTo(value, 4);
    expect(index.getVector(77)).toBeNull();
  });

  it('forgets everything', async () => {
    const { index } = makeIndex(10, 4);
    index.clear();
    expect(index.size).toBe(0);
    expect((await index.search(makeVectors(1), 1)).photoIds[0]).toBe(0);
  });

  it('refuses vectors and queries of a wrong length', async () => {
    const index = createNeighbourIndex(session);
    expect(() => index.load(Int32Array.of(1, 2), makeVectors(1))).toThrow(RangeError);
    await expect(index.search(new Float32Array(dims + 1), 1)).rejects.toThrow(RangeError);
  });
});

describe('the search of grouping', () => {
  it('equals the plain one', async () => {
    const [matrix, queries] = [makeVectors(300), makeVectors(20, 8)];
    const input = { matrix, queries, dims, k: 5 };
    const [found, expected] = await Promise.all([
      createGroupSearch(exactSession)(input),
      searchNeighboursPlainly(input),
    ]);
    expect(found.indices).toEqual(expected.indices);
  });

  it('pads with -1', async () => {
    const { indices } = await createGroupSearch(exactSession)({
      matrix: makeVectors(1),
      queries: makeVectors(1),
      dims,
      k: 3,
    });
    expect([...indices]).toEqual([0, -1, -1]);
  });
});
