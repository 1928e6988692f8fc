/** @file An album's photos: whole and arranged when usual, paged when huge; a change in the middle brings no photo twice. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AlbumPhotos, arrangePhotos } from '../../../../renderer/state/albums/album-photos.svelte.ts';
import { createAlbumLayout } from '../../../../renderer/state/albums/album-layout.ts';
import type { AlbumPhoto } from '../../../../src/api/views.ts';

function createPhoto(id: number): AlbumPhoto {
  return {
    id,
    width: 4000,
    height: 3000,
    takenMs: 0,
    fileName: `${String(id)}.jpg`,
    availability: 'present',
    isFavourite: false,
    thumbhash: null,
    state: id % 3 === 0 ? 'confirmed' : 'suggested',
    confidence: 0.8,
    isTentative: false,
  };
}

/** Puts a main with one album on the window; returns the calls that it got. */
function stubMain(getPhotos: () => readonly AlbumPhoto[]): { offset: number; limit: number }[] {
  const asked: { offset: number; limit: number }[] = [];
  vi.stubGlobal('window', {
    cairn: {
      call: (_name: string, input: { offset: number; limit: number }) => {
        asked.push(input);
        const photos = getPhotos();
        const items = photos.slice(input.offset, input.offset + input.limit);
        return Promise.resolve({ ok: true, value: { offset: input.offset, total: photos.length, items } });
      },
    },
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('AlbumPhotos', () => {
  test('puts the sure photos first and keeps the order within both parts', () => {
    const arranged = arrangePhotos([1, 2, 3, 4, 5, 6].map(createPhoto));
    expect(arranged.photos.map((photo) => photo.id)).toEqual([3, 6, 1, 2, 4, 5]);
    expect(arranged.confirmedCount).toBe(2);
  });

  test('puts those that may belong here below all members', () => {
    const unsure = { ...createPhoto(1), isTentative: true, confidence: 0.55 };
    const arranged = arrangePhotos([unsure, ...[2, 3, 4].map(createPhoto)]);
    expect(arranged.photos.map((photo) => photo.id)).toEqual([3, 2, 4, 1]);
    expect([arranged.confirmedCount, arranged.suggestedCount]).toEqual([1, 2]);
    const layout = createAlbumLayout(1000, arranged, 4);
    expect(layout.sectionTops).toHaveLength(3);
    // Each part starts a row of its own.
    const rows = [0, 1, 2, 3].map((index) => layout.findRowOf(index));
    expect(rows).toEqual([0, 1, 1, 2]);
  });

  test('fetches a usual album whole: its first photos, then all others together', async () => {
    const photos = Array.from({ length: 1200 }, (_, index) => createPhoto(index + 1));
    const asked = stubMain(() => photos);
    const list = new AlbumPhotos(1, () => expect.fail('no error was due'));
    await list.refresh();
    expect(asked.map(({ offset }) => offset)).toEqual([0, 200, 650, 1100]);
    expect(list.total).toBe(1200);
    expect(list.itemAt(0)?.state).toBe('confirmed');
    expect(list.itemAt(1199)?.state).toBe('suggested');
  });

  test('shows each photo once when photos arrive between two pages', async () => {
    let photos = Array.from({ length: 400 }, (_, index) => createPhoto(index + 1));
    let calls = 0;
    stubMain(() => {
      if (++calls === 2) photos = [createPhoto(1000), ...photos];
      return photos;
    });
    const list = new AlbumPhotos(1, () => expect.fail('no error was due'));
    await list.refresh();
    const ids = Array.from({ length: list.total ?? 0 }, (_, index) => list.itemAt(index)?.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('pages through a huge album', async () => {
    const photos = Array.from({ length: 5000 }, (_, index) => createPhoto(index + 1));
    const asked = stubMain(() => photos);
    const list = new AlbumPhotos(1, () => expect.fail('no error was due'));
    await list.refresh();
    expect(list.whole).toBeNull();
    expect(list.total).toBe(5000);
    expect(asked.length).toBeLessThan(4);
    list.want(4000, 4050);
    await expect.poll(() => list.itemAt(4010)?.id).toBe(4011);
  });

  test('is laid out in shapes when whole, in squares when huge', () => {
    const whole = arrangePhotos([3, 6, 1].map(createPhoto));
    const justified = createAlbumLayout(1000, whole, 3);
    expect(justified.sectionTops).toHaveLength(2);
    const squares = createAlbumLayout(1000, null, 5000);
    expect(squares.getTile(0).width).toBeCloseTo(squares.getRow(0).height);
  });
});
