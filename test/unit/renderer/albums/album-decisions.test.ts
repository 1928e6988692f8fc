/** @file A decision about photos of an album: what happens, one after the other, to a main that answers late. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppState } from '../../../../renderer/state/app.svelte.ts';
import { AlbumDecisions } from '../../../../renderer/state/albums/album-decisions.svelte.ts';
import { AlbumState } from '../../../../renderer/state/albums/album.svelte.ts';

let log: string[];

beforeEach(() => {
  vi.useFakeTimers();
  log = [];
  vi.stubGlobal('window', {
    cairn: {
      call: async (name: string) => {
        log.push(name);
        await new Promise((resolve) => setTimeout(resolve, 20));
        const items = [1, 2, 3].map((id) => ({ id, state: 'suggested', isTentative: false }));
        const photos = { offset: 0, total: items.length, items };
        return { ok: true, value: name === 'albums.photos' ? photos : { name: 'Castle' } };
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function openAlbum(): Promise<{ readonly album: AlbumState; readonly decisions: AlbumDecisions }> {
  const album = new AlbumState(7, (error) => log.push(String(error)));
  void album.refresh();
  await vi.advanceTimersByTimeAsync(100);
  log = [];
  const toasts = {
    report: (message: string) => log.push(message),
    reportError: (error: unknown) => log.push(String(error)),
  };
  const app = { toasts } as unknown as AppState;
  const settle = (): Promise<void> => {
    log.push('focus');
    return Promise.resolve();
  };
  return { album, decisions: new AlbumDecisions(album, app, settle) };
}

test('it is said when the photos are there again and the next key is heard', async () => {
  const { decisions } = await openAlbum();
  void decisions.reject([1]);
  await vi.advanceTimersByTimeAsync(30);
  expect(log).toEqual(['albums.reject', 'albums.get', 'albums.photos']);
  expect(decisions.isBusy).toBe(true);
  await vi.advanceTimersByTimeAsync(100);
  expect(log.slice(3)).toEqual(['focus', '1 photo taken out of Castle. Cairn will not put it back.']);
  expect(decisions.isBusy).toBe(false);
});

test('what is selected while the photos are fetched again stays selected', async () => {
  const { album, decisions } = await openAlbum();
  album.selection.toggle(0);
  void decisions.reject(album.selection.ids);
  await vi.advanceTimersByTimeAsync(30);
  expect(album.selection.size).toBe(0);
  album.selection.toggle(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(album.selection.ids).toEqual([2]);
});
