/** @file Parts and days of an album: the headings, and that every photo stands under one. */
import { describe, expect, test } from 'vitest';
import { createAlbumLayout } from '../../../../renderer/state/albums/album-layout.ts';
import { divideAlbum } from '../../../../renderer/state/albums/album-parts.ts';
import type { WholeAlbum } from '../../../../renderer/state/albums/album-photos.svelte.ts';

const createAlbum = (confirmed: readonly (number | null)[], suggested: number, tentative: number): WholeAlbum => {
  const times = [...confirmed, ...Array<null>(suggested + tentative).fill(null)];
  return {
    photos: times.map((takenMs, index) => ({
      id: index + 1,
      width: 3,
      height: 2,
      takenMs,
      fileName: 'a.jpg',
      availability: 'present',
      isFavourite: false,
      thumbhash: null,
      state: index < confirmed.length ? 'confirmed' : 'suggested',
      confidence: 0.8,
      isTentative: index >= confirmed.length + suggested,
    })),
    confirmedCount: confirmed.length,
    suggestedCount: suggested,
  };
};

const repeat = <Value>(value: Value, times: number): Value[] => Array<Value>(times).fill(value);

describe('an album', () => {
  test('of few photos has a heading for each part alone', () => {
    const runs = divideAlbum(createAlbum([Date.UTC(2024, 4, 3), Date.UTC(2019, 4, 3)], 3, 1));
    expect(runs.map(({ part, time, count }) => [part, time, count])).toEqual([
      ['confirmed', null, 2],
      ['suggested', null, 3],
      ['tentative', null, 1],
    ]);
    expect(divideAlbum(createAlbum([], 0, 0))).toEqual([]);
  });

  test('of long days has a heading for each of them', () => {
    const times = [
      ...repeat(Date.UTC(2024, 4, 3, 23, 59), 20),
      ...repeat(Date.UTC(2024, 4, 2, 0, 0), 20),
      ...repeat(null, 5),
    ];
    expect(divideAlbum(createAlbum(times, 0, 0))).toEqual([
      { part: 'confirmed', startsPart: true, time: { unit: 'day', atMs: Date.UTC(2024, 4, 3) }, count: 20 },
      { part: 'confirmed', startsPart: false, time: { unit: 'day', atMs: Date.UTC(2024, 4, 2) }, count: 20 },
      { part: 'confirmed', startsPart: false, time: { unit: 'day', atMs: null }, count: 5 },
    ]);
  });

  test('of many days has one for each month, unless all are of one', () => {
    const times = Array.from({ length: 40 }, (_, index) => Date.UTC(2024, 6, 1) - index * 86_400_000);
    expect(divideAlbum(createAlbum(times, 0, 0)).map(({ time, count }) => [time?.unit, count])).toEqual([
      ['month', 1],
      ['month', 30],
      ['month', 9],
    ]);
    const oneMonth = Array.from({ length: 31 }, (_, index) => Date.UTC(2024, 6, 31 - index));
    expect(divideAlbum(createAlbum(oneMonth, 0, 0)).map(({ time }) => time)).toEqual([null]);
  });

  test('has each photo in its layout once, whatever its parts', () => {
    const album = createAlbum([...repeat(Date.UTC(2024, 4, 3), 40), ...repeat(Date.UTC(2024, 4, 1), 9)], 50, 12);
    expect(divideAlbum(album).reduce((sum, { count }) => sum + count, 0)).toBe(album.photos.length);
    const layout = createAlbumLayout(900, album, album.photos.length);
    expect(layout.itemCount).toBe(album.photos.length);
    expect(layout.sectionTops).toHaveLength(divideAlbum(album).length);
  });
});
