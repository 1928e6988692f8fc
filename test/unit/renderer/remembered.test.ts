import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { albumFilterShape } from '../../../src/api/calls/album-lists.ts';
import { photoFilterSchema } from '../../../src/api/photo-filter.ts';
import { parseYears } from '../../../renderer/state/map/camera-memory.ts';
import { parseAlbumFilter, parsePhotoFilter } from '../../../renderer/state/remembered-filters.ts';
import { readRemembered, writeRemembered, type Remembered } from '../../../renderer/state/remembered.ts';
import { Router } from '../../../renderer/state/router.svelte.ts';

function makeStorage(text: string | null) {
  const stored = { text };
  return {
    stored,
    storage: {
      getItem: () => stored.text,
      setItem: (_key: string, value: string) => {
        stored.text = value;
      },
    },
  };
}

const nothing: Remembered = {
  route: null,
  memories: {},
  albumSort: null,
  albumFilter: {},
  photoFilter: {},
  searchText: '',
  settingsSection: null,
};

test('comes back as it was kept', () => {
  const { storage } = makeStorage(null);
  const kept: Remembered = {
    route: { view: 'album', albumId: 12 },
    memories: { photos: { scrollTop: 8140.5, activeIndex: 311 }, album: { scrollTop: 90, activeIndex: 4 } },
    albumSort: 'recent',
    albumFilter: { country: 'France', year: 2019, naming: 'unnamed' },
    photoFilter: { albumId: 3, landmark: 'with', country: 'FR', year: 'none', camera: 'X100', isFavourite: true },
    searchText: 'bridge 2019',
    settingsSection: 'privacy',
  };
  writeRemembered(storage, kept);
  expect(readRemembered(storage)).toEqual(kept);
});

test.each([
  ['nothing', null],
  ['text that is no JSON', '{'],
  ['a number', '7'],
  ['a list', '[]'],
  ['null', 'null'],
  ['other types', '{"route":7,"memories":[],"albumSort":{},"settingsSection":null}'],
  ['views that there are not', '{"route":{"view":"constructor"},"settingsSection":"__proto__"}'],
  ['an album that cannot be', '{"route":{"view":"album","albumId":-1}}'],
  ['an album by text', '{"route":{"view":"album","albumId":"1; DROP TABLE"}}'],
  ['places that cannot be', '{"memories":{"photos":{"scrollTop":-5,"activeIndex":1}}}'],
  ['places without end', '{"memories":{"photos":{"scrollTop":1e999,"activeIndex":1}}}'],
  ['places in between', '{"memories":{"photos":{"scrollTop":5,"activeIndex":1.5}}}'],
  ['views of no grid', '{"memories":{"__proto__":{"scrollTop":5,"activeIndex":1}}}'],
  ['a review of an album that cannot be', '{"route":{"view":"reviews","albumId":3}}'],
  ['a text to search for that is too long', `{"searchText":"${'x'.repeat(201)}"}`],
  [
    'filters that cannot be',
    '{"photoFilter":{"year":"2019","country":"<b>","isFavourite":1},"albumFilter":{"year":0}}',
  ],
  ['filters of another kind', '{"photoFilter":[1],"albumFilter":"all"}'],
  ['a word with markup', '{"albumSort":"<img src=x>"}'],
  ['too much text', `{"albumSort":"recent","x":"${'x'.repeat(30_000)}"}`],
])('%s is as good as none', (_name, text) => {
  expect(readRemembered(makeStorage(text).storage)).toEqual(nothing);
});

test('what is understood counts, whatever stands beside it', () => {
  const text =
    '{"route":{"view":"later"},"albumSort":"name","memories":{"photos":{"scrollTop":9,"activeIndex":2},"x":1}}';
  expect(readRemembered(makeStorage(text).storage)).toEqual({
    ...nothing,
    albumSort: 'name',
    memories: { photos: { scrollTop: 9, activeIndex: 2 } },
  });
});

test('a storage that is switched off or full costs the memory alone', () => {
  const refuse = (): never => {
    throw new DOMException('refused', 'SecurityError');
  };
  const storage = { getItem: refuse, setItem: refuse };
  expect(readRemembered(storage)).toEqual(nothing);
  expect(() => writeRemembered(storage, nothing)).not.toThrow();
});

describe('filters that were kept', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('FR', 'with', 'named', null, true, false, 2019, 'none', ''),
  );
  const record = fc.dictionary(
    fc.constantFrom(
      'albumId',
      'landmark',
      'country',
      'year',
      'camera',
      'format',
      'isFavourite',
      'naming',
      'isHidden',
      'x',
    ),
    anything,
  );

  test('are such as main takes, whatever the text says', () => {
    fc.assert(
      fc.property(fc.oneof(record, anything), (value) => {
        expect(photoFilterSchema.safeParse(parsePhotoFilter(value)).success).toBe(true);
        expect(z.strictObject(albumFilterShape).safeParse(parseAlbumFilter(value)).success).toBe(true);
      }),
    );
  });

  test('of the map are years in their order', () => {
    expect(parseYears('{"from":2010,"to":2014}')).toEqual({ from: 2010, to: 2014 });
    for (const text of [
      null,
      '',
      '[]',
      'null',
      '{"from":2014,"to":2010}',
      '{"from":"2010","to":2014}',
      '{"from":1e9}',
    ]) {
      expect(parseYears(text), String(text)).toBeNull();
    }
  });
});

describe('Router.restore', () => {
  test('opens the view of the last time where it was scrolled to', () => {
    const router = new Router();
    router.restore({ view: 'photos' }, { photos: { scrollTop: 700, activeIndex: 40 } });
    expect(router.route).toEqual({ view: 'photos' });
    expect(router.visit.memory).toEqual({ scrollTop: 700, activeIndex: 40 });
    expect(router.canGoBack).toBe(false);
    // Nobody moved: the first view takes no focus.
    expect(router.hasMoved).toBe(false);
  });

  test('the way back from an album leads to the landmarks', () => {
    const router = new Router();
    router.restore({ view: 'album', albumId: 3 }, { album: { scrollTop: 90, activeIndex: 4 } });
    expect(router.route).toEqual({ view: 'album', albumId: 3 });
    expect(router.visit.memory).toEqual({ scrollTop: 90, activeIndex: 4 });
    expect(router.listMemories()['album']).toEqual({ scrollTop: 90, activeIndex: 4 });
    router.back();
    expect(router.listMemories()['album']).toBeUndefined();
    expect(router.route).toEqual({ view: 'landmarks' });
  });

  test.each([
    ['duplicates', 'photos'],
    ['history', 'landmarks'],
  ] as const)('the way back from %s leads to %s', (view, before) => {
    const router = new Router();
    router.restore({ view }, {});
    router.back();
    expect(router.route).toEqual({ view: before });
  });

  test('starts at the landmarks without a view', () => {
    const router = new Router();
    router.restore(null, { landmarks: { scrollTop: 5, activeIndex: 1 } });
    expect(router.route).toEqual({ view: 'landmarks' });
    expect(router.visit.memory.scrollTop).toBe(5);
    expect(Object.keys(router.listMemories())).toEqual(['landmarks']);
  });
});
