/** @file The windowed page cache: what is fetched, what is kept, what a change does. */
import { describe, expect, test } from 'vitest';
import { findNear } from '../../../../renderer/state/grid/item-list.ts';
import { PagedList } from '../../../../renderer/state/grid/paged-list.svelte.ts';
import type { Page } from '../../../../src/api/views.ts';

interface Item {
  readonly id: number;
  readonly version: number;
}

/** A list of `total` items in main, with a log of what was asked for. */
function createSource(total: number) {
  const source = {
    total,
    /** Added to each id: a change of the library. */
    shift: 0,
    version: 0,
    offsets: [] as number[],
    errors: [] as unknown[],
    isBroken: false,
    fetchPage: async (offset: number, limit: number): Promise<Page<Item>> => {
      source.offsets.push(offset);
      expect(limit).toBeLessThanOrEqual(200);
      const { shift, version } = source;
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (source.isBroken) throw new Error('main is gone');
      const count = Math.max(0, Math.min(limit, source.total - offset));
      const items = Array.from({ length: count }, (_, index) => ({ id: offset + index + 1 + shift, version }));
      return { offset, total: source.total, items };
    },
  };
  return source;
}

function createList(source: ReturnType<typeof createSource>, maxPages = 4): PagedList<Item> {
  const onError = (error: unknown): void => void source.errors.push(error);
  return new PagedList({ fetchPage: source.fetchPage, onError, pageSize: 100, maxPages });
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('PagedList', () => {
  test('fetches the wanted pages only, each once', async () => {
    const source = createSource(100_000);
    const list = createList(source);
    list.want(0, 30);
    list.want(0, 40);
    await settle();
    expect(list.total).toBe(100_000);
    list.want(49_950, 50_020);
    list.want(49_960, 50_030);
    await settle();
    expect(source.offsets).toEqual([0, 49_900, 50_000]);
    expect(list.itemAt(49_999)?.id).toBe(50_000);
    expect(list.itemAt(70_000)).toBeUndefined();
  });

  test('forgets the pages farthest from the view', async () => {
    const source = createSource(10_000);
    const list = createList(source);
    for (let page = 0; page < 10; page++) {
      list.want(page * 100, page * 100 + 20);
      await settle();
    }
    expect(list.itemAt(0)).toBeUndefined();
    expect(list.itemAt(905)?.id).toBe(906);
    expect(list.itemAt(650)?.id).toBe(651);
  });

  test('keeps the old items on screen while it refreshes, and exchanges all at once', async () => {
    const source = createSource(1000);
    const list = createList(source);
    list.want(90, 110);
    await settle();
    source.version = 1;
    const refreshing = list.refresh();
    expect(list.itemAt(95)?.version).toBe(0);
    await refreshing;
    expect([list.itemAt(95)?.version, list.itemAt(105)?.version]).toEqual([1, 1]);
  });

  test('turns a burst of changes into two refreshes', async () => {
    const source = createSource(1000);
    const list = createList(source);
    list.want(0, 10);
    await settle();
    source.offsets.length = 0;
    await Promise.all(Array.from({ length: 20 }, () => list.refresh()));
    expect(source.offsets).toEqual([0, 0]);
  });

  test('fetches a stale page again when it comes on view', async () => {
    const source = createSource(1000);
    const list = createList(source);
    list.want(0, 10);
    await settle();
    list.want(500, 510);
    await settle();
    source.version = 1;
    await list.refresh();
    expect(list.itemAt(5)?.version).toBe(0);
    list.want(0, 10);
    expect(list.itemAt(5)?.version).toBe(0);
    await settle();
    expect(list.itemAt(5)?.version).toBe(1);
  });

  test('lets go of pages beyond the end when the list shrinks', async () => {
    const source = createSource(1000);
    const list = createList(source);
    list.want(900, 950);
    await settle();
    source.total = 40;
    await list.refresh();
    expect(list.total).toBe(40);
    expect(list.itemAt(950)).toBeUndefined();
  });

  test('drops answers that belong to the list before a restart', async () => {
    const source = createSource(1000);
    const list = createList(source);
    list.want(300, 310);
    source.shift = 5000;
    list.restart();
    await settle();
    expect(list.itemAt(0)?.id).toBe(5001);
    expect(list.itemAt(300)).toBeUndefined();
  });

  test('reports a failure and works again afterwards', async () => {
    const source = createSource(1000);
    const list = createList(source);
    source.isBroken = true;
    list.want(0, 10);
    await settle();
    expect(list.hasFailed).toBe(true);
    expect(source.errors).toHaveLength(1);
    source.isBroken = false;
    list.want(0, 10);
    await settle();
    expect(list.hasFailed).toBe(false);
    expect(list.itemAt(0)?.id).toBe(1);
  });

  test('collects a range without keeping it', async () => {
    const source = createSource(950);
    const list = createList(source);
    list.want(0, 10);
    await settle();
    const all = await list.collect(0, 949);
    expect(all.map((item) => item.id)).toEqual(Array.from({ length: 950 }, (_, index) => index + 1));
    expect((await list.collect(98, 102)).map((item) => item.id)).toEqual([99, 100, 101, 102, 103]);
    expect(list.itemAt(800)).toBeUndefined();
  });
});

describe('findNear', () => {
  test('finds an item that moved, and says so when it is gone', async () => {
    const source = createSource(1000);
    const list = createList(source);
    list.want(0, 99);
    await settle();
    expect(findNear(list, 50, 49)).toBe(49);
    source.shift = -3;
    await list.refresh();
    expect(findNear(list, 50, 49)).toBe(52);
    expect(findNear(list, 5000, 49)).toBeNull();
  });
});
