import { describe, expect, test } from 'vitest';
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

const nothing: Remembered = { route: null, memories: {}, albumSort: null, settingsSection: null };

test('comes back as it was kept', () => {
  const { storage } = makeStorage(null);
  const kept: Remembered = {
    route: { view: 'album', albumId: 12 },
    memories: { photos: { scrollTop: 8140.5, activeIndex: 311 } },
    albumSort: 'recent',
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
    router.restore({ view: 'album', albumId: 3 }, {});
    expect(router.route).toEqual({ view: 'album', albumId: 3 });
    router.back();
    expect(router.route).toEqual({ view: 'landmarks' });
  });

  test('starts at the landmarks without a view', () => {
    const router = new Router();
    router.restore(null, { landmarks: { scrollTop: 5, activeIndex: 1 } });
    expect(router.route).toEqual({ view: 'landmarks' });
    expect(router.visit.memory.scrollTop).toBe(5);
    expect(Object.keys(router.listMemories())).toEqual(['landmarks']);
  });
});
