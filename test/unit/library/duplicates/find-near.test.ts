import { describe, expect, it } from 'vitest';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { readDecisionFile, writeDecisionFile } from '../../../../src/library/decisions/decision-file.ts';
import {
  findNearDuplicates,
  groupPairs,
  hasDuplicatesPending,
  noteDuplicatesPending,
} from '../../../../src/library/duplicates/find-near.ts';
import type { EmbedderClient } from '../../../../src/library/embedder/embedder-client.ts';
import { createDuplicateHandlers } from '../../../../src/library/views/duplicate-handlers.ts';
import { addFile, addPhoto, addRoot, openTestCatalog } from '../../db/temporary-catalog.ts';

/** An embedder that finds these pairs. */
function answer(pairs: readonly number[]): EmbedderClient {
  return {
    isAlive: () => true,
    kill: () => undefined,
    request: () => Promise.resolve(Int32Array.from(pairs) as never),
  };
}

function openScene(count = 6) {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const photos = Array.from({ length: count }, (_, index) => addPhoto(catalog, rootId, `p${index}`));
  const decisions = createDecisionService({ catalog, onDecided: () => undefined });
  const list = () => catalog.duplicates.listNear({ offset: 0, limit: 100 });
  return { catalog, rootId, photos, decisions, list };
}

describe('groups of near duplicates', () => {
  it('are what pairs lead between, the smallest id first, without pairs that a person took apart', () => {
    expect(groupPairs(Int32Array.of(5, 3, 9, 8, 3, 1, 8, 9), [])).toEqual([
      [1, 3, 5],
      [8, 9],
    ]);
    expect(groupPairs(Int32Array.of(5, 3, 9, 8, 3, 1), [8, 9])).toEqual([[1, 3, 5]]);
    expect(groupPairs(Int32Array.of(1, 2, 2, 3, 1, 3), [1, 3])).toEqual([[1, 2, 3]]);
    expect(groupPairs(new Int32Array(), [])).toEqual([]);
  });

  it('are kept until photos come, and follow what the search finds then', async () => {
    const { catalog, list } = openScene();
    noteDuplicatesPending(catalog);
    await findNearDuplicates(catalog, answer([1, 2, 2, 3, 5, 6]));
    expect(list()).toEqual([
      [5, 6],
      [1, 2, 3],
    ]);
    expect(hasDuplicatesPending(catalog)).toBe(false);
    await findNearDuplicates(catalog, answer([2, 3, 3, 4]));
    expect(list()).toEqual([[2, 3, 4]]);
    expect(catalog.duplicates.countNear()).toBe(1);
  });

  it('grow by what photos that came are found to look like; nothing else is looked at again', async () => {
    const { catalog, rootId, photos, decisions, list } = openScene();
    const setHash = (photoId: number): number => {
      catalog.placeholders.set(photoId, { thumbhash: Uint8Array.of(1), perceptualHash: new Uint8Array(8) });
      return photoId;
    };
    photos.forEach(({ photoId }) => setHash(photoId));
    const asked: number[] = [];
    const search = async (pairs: readonly number[]): Promise<void> => {
      const client = answer(pairs);
      const request: EmbedderClient['request'] = (method, params) => {
        asked.push((params as { readonly knownUpTo: number }).knownUpTo);
        return client.request(method, params);
      };
      await findNearDuplicates(catalog, { ...client, request });
    };
    noteDuplicatesPending(catalog, [1, 2, 3, 4, 5, 6]);
    await search([1, 2, 2, 3, 5, 6]);
    decisions.setDifferent([5, 6]);
    const add = (name: string): number => setHash(addPhoto(catalog, rootId, name).photoId);
    noteDuplicatesPending(catalog, [add('p6'), add('p7')]);
    await search([4, 7]);
    expect(list()).toEqual([
      [4, 7],
      [1, 2, 3],
    ]);
    // It leads from one group to another, and to one that was not shown any more.
    noteDuplicatesPending(catalog, [add('p8')]);
    await search([3, 9, 4, 9, 6, 9]);
    expect(list()).toEqual([[1, 2, 3, 4, 5, 6, 7, 9]]);
    expect(catalog.checkIntegrity()).toEqual([]);
    // Another vector of a photo that is known: anything may be different.
    noteDuplicatesPending(catalog, [add('p9')]);
    noteDuplicatesPending(catalog, [9]);
    noteDuplicatesPending(catalog, [add('p10')]);
    await search([1, 2]);
    expect([list(), asked]).toEqual([[[1, 2]], [0, 6, 8, 0]]);
    expect(hasDuplicatesPending(catalog)).toBe(false);
  });

  it('are looked for again when the app closed while they were stored', async () => {
    const { catalog, list } = openScene();
    noteDuplicatesPending(catalog);
    await findNearDuplicates(catalog, { ...answer([1, 2, 5, 6]), isAlive: () => false });
    expect(hasDuplicatesPending(catalog)).toBe(true);
    await findNearDuplicates(catalog, answer([1, 2, 5, 6]));
    expect([list(), hasDuplicatesPending(catalog)]).toEqual([
      [
        [5, 6],
        [1, 2],
      ],
      false,
    ]);
  });

  it('are shown while two of their photos have a file', async () => {
    const { catalog, photos, list } = openScene();
    await findNearDuplicates(catalog, answer([1, 2, 2, 3]));
    catalog.files.markMissing([photos[0]?.fileId ?? 0]);
    expect(list()).toEqual([[2, 3]]);
    catalog.files.markMissing([photos[1]?.fileId ?? 0]);
    expect([list(), catalog.duplicates.countNear()]).toEqual([[], 0]);
    catalog.files.markPresent([photos[0]?.fileId ?? 0]);
    expect(list()).toEqual([[1, 3]]);
  });
});

describe('photos that a person said are different', () => {
  it('are not asked about again, unless another one joins them', async () => {
    const { catalog, decisions, list } = openScene();
    await findNearDuplicates(catalog, answer([1, 2, 4, 5]));
    decisions.setDifferent([1, 2]);
    expect(list()).toEqual([[4, 5]]);
    await findNearDuplicates(catalog, answer([1, 2, 4, 5]));
    expect(list()).toEqual([[4, 5]]);
    await findNearDuplicates(catalog, answer([1, 2, 1, 3, 2, 3]));
    expect(list()).toEqual([[1, 2, 3]]);
    decisions.setDifferent([1, 2, 3]);
    expect(list()).toEqual([]);
    for (const photoIds of [[1], [1, 1], [1, 999]]) expect(() => decisions.setDifferent(photoIds)).toThrow();
  });

  it('are asked about again when that is undone, at once', async () => {
    const { catalog, decisions, list } = openScene();
    await findNearDuplicates(catalog, answer([1, 2, 2, 3]));
    decisions.setDifferent([1, 2, 3]);
    expect(list()).toEqual([]);
    expect(decisions.undo()).toBe('different');
    expect(list()).toEqual([[1, 2, 3]]);
    decisions.redo();
    expect(list()).toEqual([]);
  });

  it('are different on another computer, too, before they come there', async () => {
    const home = openScene();
    home.decisions.setDifferent([1, 2]);
    const other = openScene(0);
    expect(readDecisionFile(other.catalog, [...writeDecisionFile(home.catalog)].join('\n'))).toMatchObject({
      made: 1,
      awaited: 0,
      refused: [],
    });
    for (const name of ['p1', 'p0', 'p2']) addPhoto(other.catalog, other.rootId, name);
    await findNearDuplicates(other.catalog, answer([1, 2]));
    expect(other.list()).toEqual([]);
    other.decisions.undo();
    await findNearDuplicates(other.catalog, answer([1, 2]));
    expect(other.list()).toEqual([[1, 2]]);
  });
});

describe('the view of duplicates', () => {
  it('shows the files of one content side by side, those that are there', () => {
    const { catalog, rootId, photos } = openScene();
    const copy = addFile(catalog, rootId, 'From the old computer/p1.jpg');
    const lost = addFile(catalog, rootId, 'lost/p1.jpg');
    for (const fileId of [copy, lost]) catalog.files.setPhoto(fileId, photos[1]?.photoId ?? 0);
    catalog.files.markMissing([lost]);
    const page = createDuplicateHandlers(catalog)['photos.duplicates']({ kind: 'exact', offset: 0, limit: 10 });
    expect(page).toMatchObject({ total: 1, items: [{ id: 2, count: 2, largestFileId: null }] });
    expect('items' in page ? page.items[0]?.photos.map(({ folder, fileName }) => [folder, fileName]) : []).toEqual([
      ['/home/ada/photos', 'p1.jpg'],
      ['/home/ada/photos/From the old computer', 'p1.jpg'],
    ]);
  });

  it('says which of several sizes is the largest', async () => {
    const { catalog, rootId } = openScene(1);
    addPhoto(catalog, rootId, 'small', { width: 800, height: 600, sizeBytes: 90_000 });
    await findNearDuplicates(catalog, answer([1, 2]));
    const page = createDuplicateHandlers(catalog)['photos.duplicates']({ kind: 'near', offset: 0, limit: 10 });
    expect(page).toMatchObject({ total: 1, items: [{ id: 1, count: 2, largestFileId: 1 }] });
  });
});
