/** @file Leafing through a list that changes under the viewer. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ItemList } from '../../../../renderer/state/grid/item-list.ts';
import { PhotoViewer } from '../../../../renderer/state/viewer/photo-viewer.svelte.ts';
import type { PhotoTile } from '../../../../src/api/views.ts';

const createTile = (id: number): PhotoTile => ({
  id,
  width: 4,
  height: 3,
  takenMs: null,
  fileName: `${String(id)}.jpg`,
  availability: 'present',
  isFavourite: false,
  thumbhash: null,
});

let ids: number[];
const list: ItemList<PhotoTile> = {
  get total() {
    return ids.length;
  },
  itemAt: (index) => (ids[index] === undefined ? undefined : createTile(ids[index])),
  want: () => undefined,
  collect: (first, last) => Promise.resolve(ids.slice(first, last + 1).map(createTile)),
};

beforeEach(() => {
  ids = [10, 20, 30, 40];
  vi.stubGlobal('window', {
    cairn: {
      call: (name: string, input: { photoId: number }) =>
        Promise.resolve(
          name === 'photos.similar'
            ? { ok: false, error: { code: 'embedder-unavailable', message: 'no embedder' } }
            : { ok: true, value: { ...createTile(input.photoId), memberships: [] } },
        ),
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

function open(index: number) {
  const viewer = new PhotoViewer();
  const left: number[] = [];
  viewer.open({ list, onLeave: (last) => left.push(last) }, index);
  const viewing = viewer.current;
  if (viewing === null) throw new Error('The photo did not open.');
  return { viewer, viewing, left };
}

describe('PhotoViewer', () => {
  test('goes to the neighbours and stops at the ends', async () => {
    const { viewing } = open(2);
    await viewing.goNext();
    expect(viewing.tile.id).toBe(40);
    expect(viewing.canGoNext).toBe(false);
    await viewing.goNext();
    expect(viewing.tile.id).toBe(40);
    await viewing.goPrevious();
    expect(viewing.tile.id).toBe(30);
  });

  test('tells the list where the person was when it closes', async () => {
    const { viewer, viewing, left } = open(0);
    await viewing.goNext();
    viewer.close();
    expect(viewer.isOpen).toBe(false);
    expect(left).toEqual([1]);
  });

  test('does what asks for what is known of a photo once it is known, and for that photo alone', async () => {
    const { viewing } = open(0);
    const done: string[] = [];
    const note = (what: string) => () => done.push(`${what} ${String(viewing.details?.id)}`);
    const first = viewing.whenKnown(note('first'));
    expect(done).toEqual([]);
    await first;
    expect(done).toEqual(['first 10']);
    // Known already: at once.
    void viewing.whenKnown(note('again'));
    expect(done).toEqual(['first 10', 'again 10']);
    await viewing.goNext();
    const left = viewing.whenKnown(note('left'));
    await viewing.goNext();
    await left;
    await viewing.whenKnown(note('third'));
    expect(done).toEqual(['first 10', 'again 10', 'third 30']);
  });

  test('after a rejection the next photo is the one that moved up', async () => {
    const { viewing } = open(1);
    ids = [10, 30, 40];
    await viewing.refresh();
    expect(viewing.tile.id).toBe(20);
    expect(viewing.canGoNext).toBe(true);
    await viewing.goNext();
    expect(viewing.tile.id).toBe(30);
  });

  test('after a rejection of the last photo there is no next one, and the one before is', async () => {
    const { viewing } = open(3);
    ids = [10, 20, 30];
    await viewing.refresh();
    expect(viewing.canGoNext).toBe(false);
    await viewing.goPrevious();
    expect(viewing.tile.id).toBe(30);
  });

  test('follows its photo when new ones come before it', async () => {
    const { viewing } = open(1);
    ids = [5, 7, 10, 20, 30, 40];
    await viewing.refresh();
    expect(viewing.index).toBe(3);
    await viewing.goNext();
    expect(viewing.tile.id).toBe(30);
  });

  test('shows no similar photos when there is no embedder', async () => {
    const { viewing } = open(1);
    await expect.poll(() => viewing.similar).toEqual([]);
    expect(viewing.problem).toBeNull();
    expect(viewing.details?.id).toBe(20);
  });

  test('goes back one photo at a time from similar photos', () => {
    const { viewer, left } = open(1);
    const inner: number[] = [];
    viewer.open({ list, onLeave: (last) => inner.push(last) }, 2);
    viewer.close();
    expect(viewer.current?.tile.id).toBe(20);
    expect([inner, left]).toEqual([[2], []]);
  });
});
