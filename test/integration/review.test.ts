/** @file The review over a real library: answers change the queue, and hold over restarts, regrouping and another model. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReviewCard, ReviewQueue } from '../../src/api/review-views.ts';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { writeLandmarkFacts } from './support/landmark-facts.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

let folders: TestFolders;
let fake: FakeEmbedder;
let library: Library;

const add = (label: string, count: number, first = 0): void => {
  mkdirSync(join(folders.photos, label), { recursive: true });
  for (let index = first; index < first + count; index += 1) {
    writeFakePhoto(join(folders.photos, label, `${index}.jpg`), { label, index });
  }
};
const ask = async (isSkipped = false): Promise<ReviewQueue> =>
  library.handlers['review.queue']({ albumId: null, isSkipped, offset: 0, limit: 20 });
/** With what is found, and drafted anew, beside the first answer. */
const askAll = async (): Promise<ReviewQueue> => {
  await expect.poll(async () => (await ask()).isComplete, { timeout: 20_000 }).toBe(true);
  return ask();
};
const listQuestions = ({ cards }: ReviewQueue): readonly string[] =>
  cards.map((card) => `${card.kind} ${card.album.name}`).toSorted();
const pick = (cards: readonly ReviewCard[], kind: ReviewCard['kind']): ReviewCard => {
  const found = cards.find((card) => card.kind === kind);
  if (found === undefined) throw new Error(`no card "${kind}"`);
  return found;
};
const reopen = async (): Promise<void> => {
  await library.close();
  library = openFakeLibrary(folders.data, fake);
};

beforeEach(async () => {
  folders = makeFolders();
  writeLandmarkFacts(folders.data);
  fake = createFakeEmbedder();
  library = openFakeLibrary(folders.data, fake);
  library.addRoot(folders.photos);
  add('known-tower', 5);
  add('perhaps known-tower', 2);
  add('a', 4);
  await scanAndIndex(library);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

describe('the review', () => {
  it('asks for a name of a group, for a word about a landmark, and about what is not sure', async () => {
    const queue = await askAll();
    expect(listQuestions(queue)).toEqual([
      expect.stringMatching(/^name Unnamed landmark/u),
      'same-place The tower',
      'same-place The tower',
    ]);
    expect(queue).toMatchObject({ open: 3, skipped: 0 });
    expect(await library.handlers['review.counts']({ albumId: null })).toMatchObject({ open: 3, skipped: 0 });
  });

  it('does not ask again what was answered: after a restart, with new photos, and with another model', async () => {
    const { cards } = await askAll();
    const group = pick(cards, 'name');
    const answered: string[] = [];
    await library.handlers['albums.rename']({ albumId: group.album.id, name: 'Signal Hill' });
    for (const card of cards) {
      if (card.kind !== 'same-place') continue;
      const photoIds = card.photos.map(({ id }) => id);
      answered.push(...photoIds.map((id) => `${card.album.id} ${id}`));
      const isTentative = card.photos.some(({ confidence }) => (confidence ?? 0) < 0.9);
      await library.handlers[isTentative ? 'albums.reject' : 'albums.confirm']({ albumId: card.album.id, photoIds });
    }
    expect(answered).toHaveLength(7);
    // Photos that are not of one album may be of another.
    const isAnswered = ({ cards: left }: ReviewQueue): boolean =>
      left.every(
        (card) =>
          (card.kind !== 'name' || card.album.id !== group.album.id) &&
          (card.kind !== 'same-place' || card.photos.every(({ id }) => !answered.includes(`${card.album.id} ${id}`))),
      );
    expect(isAnswered(await ask())).toBe(true);
    await reopen();
    expect(isAnswered(await ask())).toBe(true);
    add('known-tower', 2, 20);
    add('perhaps known-tower', 1, 20);
    await scanAndIndex(library);
    const grown = await askAll();
    expect(isAnswered(grown)).toBe(true);
    // What is new is asked about.
    expect(grown.cards.some((card) => card.kind === 'same-place')).toBe(true);
    await library.close();
    fake.modelHash = 'b'.repeat(64);
    library = openFakeLibrary(folders.data, fake);
    await scanAndIndex(library);
    expect(isAnswered(await ask())).toBe(true);
  });

  it('asks again what was undone, also after a restart', async () => {
    const { cards } = await askAll();
    const group = pick(cards, 'name');
    expect(await library.handlers['albums.notLandmark']({ albumId: group.album.id })).toEqual({ photoCount: 4 });
    expect(listQuestions(await ask())).toHaveLength(2);
    await reopen();
    await library.handlers['decisions.undo']({});
    expect((await ask()).cards.map(({ key }) => key)).toContain(group.key);
  });

  it('remembers what was skipped, and asks about it again when the group has grown to twice its size', async () => {
    const group = pick((await askAll()).cards, 'name');
    await library.handlers['review.skip']({ key: group.key });
    await reopen();
    expect(await ask()).toMatchObject({ open: 2, skipped: 1 });
    expect((await ask(true)).cards.map(({ key }) => key)).toEqual([group.key]);
    add('a', 1, 30);
    await scanAndIndex(library);
    expect(await askAll()).toMatchObject({ skipped: 1 });
    add('a', 3, 40);
    await scanAndIndex(library);
    const grown = await askAll();
    expect(grown).toMatchObject({ skipped: 0 });
    expect(grown.cards.at(-1)?.key).toBe(group.key);
  });

  it('proposes two albums that look like one place; no is kept for ever, yes makes them one', async () => {
    add('b', 4);
    await scanAndIndex(library);
    fake.changeGroups = (groups) => {
      const members = groups.flatMap((group) => group.members);
      return [{ certainty: 0.8, members }];
    };
    const proposed = await library.proposeRegroup();
    expect(proposed.map(({ kind }) => kind)).toContain('merge');
    await reopen();
    const card = pick((await askAll()).cards, 'regroup');
    if (card.kind !== 'regroup' || card.from === null) throw new Error('no merge');
    await library.handlers['albums.dismissProposal']({ key: card.proposalKey });
    expect((await ask()).cards.map(({ key }) => key)).not.toContain(card.key);
    await reopen();
    expect((await askAll()).cards.map(({ key }) => key)).not.toContain(card.key);
    await library.handlers['decisions.undo']({});
    expect((await ask()).cards.map(({ key }) => key)).toContain(card.key);
    await library.handlers['albums.acceptProposal']({ key: card.proposalKey });
    const merged = readCatalog(folders.data, (catalog) => catalog.albums.get(card.from?.id ?? 0));
    expect(merged?.mergedIntoId).toBe(card.album.id);
    expect((await ask()).cards.map(({ key }) => key)).not.toContain(card.key);
  });
});

describe('the history', () => {
  it('lists every decision in words of its own, and turns several at once, across restarts', async () => {
    const { cards } = await askAll();
    const group = pick(cards, 'name');
    const pack = pick(cards, 'same-place');
    if (pack.kind !== 'same-place') throw new Error('no pack');
    await library.handlers['albums.rename']({ albumId: group.album.id, name: 'Signal Hill' });
    await library.handlers['albums.reject']({ albumId: pack.album.id, photoIds: pack.photos.map(({ id }) => id) });
    await library.handlers['albums.hide']({ albumId: group.album.id });
    await reopen();
    const list = async () => (await library.handlers['decisions.history']({ offset: 0, limit: 10 })).items;
    expect(await list()).toMatchObject([
      { kind: 'hide', album: { id: group.album.id, name: 'Signal Hill' }, steps: 1, isUndone: false },
      { kind: 'reject', album: { id: pack.album.id }, photoCount: pack.photos.length, steps: 2 },
      { kind: 'rename', name: 'Signal Hill', album: { name: group.album.name }, steps: 3 },
    ]);
    for (const { photoIds } of await list()) expect(photoIds.length).toBeGreaterThan(0);
    const [, second, third] = await list();
    expect(await library.handlers['decisions.turnTo']({ decisionId: second?.id ?? 0, turn: 'undo' })).toEqual({
      turned: 2,
    });
    expect((await list()).map(({ isUndone, steps }) => [isUndone, steps])).toEqual([
      [true, 2],
      [true, 1],
      [false, 1],
    ]);
    await reopen();
    expect(
      await library.handlers['decisions.turnTo']({ decisionId: (await list())[0]?.id ?? 0, turn: 'redo' }),
    ).toEqual({ turned: 2 });
    // A new decision ends what could be redone; it is still told.
    await library.handlers['decisions.undo']({});
    await library.handlers['albums.rename']({ albumId: group.album.id, name: 'Castle' });
    expect((await list()).map(({ kind, isUndone, steps }) => [kind, isUndone, steps])).toEqual([
      ['rename', false, 1],
      ['hide', true, null],
      ['reject', false, 2],
      ['rename', false, 3],
    ]);
    expect(await library.handlers['decisions.turnTo']({ decisionId: third?.id ?? 0, turn: 'redo' })).toEqual({
      turned: 0,
    });
    const paged = await library.handlers['decisions.history']({ offset: 1, limit: 2 });
    expect(paged).toMatchObject({ offset: 1, total: 4 });
    expect(paged.items).toEqual((await list()).slice(1, 3));
  });
});
