/** @file The way between the views and back. */
import { describe, expect, test } from 'vitest';
import { Router } from '../../../renderer/state/router.svelte.ts';

describe('Router', () => {
  test('starts at the landmarks, with no way back', () => {
    const router = new Router();
    expect(router.route).toEqual({ view: 'landmarks' });
    expect(router.canGoBack).toBe(false);
    router.back();
    expect(router.route.view).toBe('landmarks');
  });

  test('goes back to the same visit with what it remembered', () => {
    const router = new Router();
    router.visit.memory.scrollTop = 640;
    router.visit.memory.activeIndex = 7;
    const { key } = router.visit;
    router.open({ view: 'album', albumId: 3 });
    expect(router.visit.memory).toEqual({ scrollTop: 0, activeIndex: 0 });
    router.back();
    expect(router.visit.key).toBe(key);
    expect(router.visit.memory).toEqual({ scrollTop: 640, activeIndex: 7 });
  });

  test('finds top-level views as they were left, by the sidebar too', () => {
    const router = new Router();
    router.goTo({ view: 'photos' });
    router.visit.memory.scrollTop = 9000;
    router.goTo({ view: 'settings' });
    router.goTo({ view: 'photos' });
    expect(router.visit.memory.scrollTop).toBe(9000);
  });

  test('the sidebar goes back to a view that is on the way', () => {
    const router = new Router();
    router.open({ view: 'album', albumId: 1 });
    router.open({ view: 'album', albumId: 2 });
    router.goTo({ view: 'landmarks' });
    expect(router.canGoBack).toBe(false);
  });

  test('opens the same album once, another one beside it', () => {
    const router = new Router();
    router.open({ view: 'album', albumId: 1 });
    const { key } = router.visit;
    router.open({ view: 'album', albumId: 1 });
    expect(router.visit.key).toBe(key);
    router.open({ view: 'album', albumId: 2 });
    expect(router.visit.key).not.toBe(key);
  });

  test('leaves no way back to an album that was merged away', () => {
    const router = new Router();
    router.open({ view: 'album', albumId: 1 });
    router.replace({ view: 'album', albumId: 2 });
    router.back();
    expect(router.route.view).toBe('landmarks');
  });
});
