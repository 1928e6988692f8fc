/** @file Selecting as in a file manager: toggle, ranges that grow and shrink, all. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { ItemList } from '../../../../renderer/state/grid/item-list.ts';
import { Selection } from '../../../../renderer/state/grid/selection.svelte.ts';

const items = Array.from({ length: 20 }, (_, index) => ({ id: 100 + index }));
const list: ItemList<{ readonly id: number }> = {
  total: items.length,
  itemAt: (index) => items[index],
  want: () => undefined,
  collect: (first, last) => Promise.resolve(items.slice(first, last + 1)),
};
const errors: unknown[] = [];
let selection: Selection<{ readonly id: number }>;
const sorted = (): readonly number[] => [...selection.ids].sort((a, b) => a - b);

beforeEach(() => {
  errors.length = 0;
  selection = new Selection(list, (error) => errors.push(error));
});

describe('Selection', () => {
  test('toggles single items', () => {
    selection.toggle(3);
    selection.toggle(5);
    selection.toggle(3);
    expect(selection.ids).toEqual([105]);
    expect(selection.has(105)).toBe(true);
    expect(selection.size).toBe(1);
  });

  test('grows and shrinks a range from its anchor', async () => {
    selection.toggle(5);
    await selection.extendTo(8);
    expect(sorted()).toEqual([105, 106, 107, 108]);
    await selection.extendTo(6);
    expect(sorted()).toEqual([105, 106]);
    await selection.extendTo(4);
    expect(sorted()).toEqual([104, 105]);
  });

  test('leaves what was selected before the range alone', async () => {
    selection.toggle(0);
    selection.toggle(10);
    await selection.extendTo(12);
    await selection.extendTo(11);
    expect(sorted()).toEqual([100, 110, 111]);
  });

  test('selects all, and clears', async () => {
    await selection.selectAll();
    expect(selection.size).toBe(20);
    selection.clear();
    expect(selection.size).toBe(0);
    await selection.extendTo(0);
    expect(selection.size).toBeLessThan(20);
  });

  test('a later click wins over a range that is still being fetched', async () => {
    const range = selection.extendTo(9);
    selection.toggle(15);
    await range;
    expect(selection.ids).toEqual([115]);
  });

  test('reports a range that cannot be fetched and keeps what it had', async () => {
    const failing = new Selection({ ...list, collect: () => Promise.reject(new Error('gone')) }, (e) => errors.push(e));
    failing.toggle(2);
    await failing.selectAll();
    expect(failing.ids).toEqual([102]);
    expect(errors).toHaveLength(1);
  });
});
