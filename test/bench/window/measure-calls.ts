/** @file How long the window waits for pages of every list and for answers while a person types. */
import type { Page } from 'playwright-core';
import type { CallInput, CallName } from '../../../src/api/calls.ts';

export interface CallFigure {
  readonly call: string;
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly kind: CallKind;
}

/** `page`: a page of a list, or one thing. `search`: while a person types. `whole`: of every photo at once, asked for once a view. */
export type CallKind = 'page' | 'search' | 'whole';

interface Asked {
  readonly name: string;
  readonly input: unknown;
  readonly kind: CallKind;
}

const askings = 7;
/** As a person types it, with the errors that they make. */
const typed = ['o', 'old b', 'old bri', 'old brdige', 'towm 37', 'Town 12, France', 'June 2015', 'IMG_0420'] as const;
const limit = 200;

const ask = <Name extends CallName>(name: Name, input: CallInput<Name>, kind: CallKind = 'page'): Asked => ({
  name,
  input,
  kind,
});

/** Pages at the start, in the middle and at the end of each list, with each order; the first ones that a view asks for. */
function listCalls(photos: number): readonly Asked[] {
  const offsets = [0, Math.floor(photos / 2), photos - limit];
  return [
    ask('library.overview', {}),
    ...offsets.map((offset) => ask('photos.list', { offset, limit })),
    ask('photos.timeline', {}),
    ask('photos.facets', {}),
    ask('photos.timeline', { filter: { isFavourite: true } }),
    ...(['photos', 'name', 'recent', 'place'] as const).flatMap((sort) => [
      ask('albums.list', { offset: 0, limit, sort }),
      ask('albums.list', { offset: 200, limit, sort }),
      ask('albums.sections', { sort }),
    ]),
    ask('albums.facets', {}),
    ...[0, 1000, 1800].map((offset) => ask('albums.photos', { albumId: 1, offset, limit })),
    ask('indexing.failures', { offset: 0, limit }),
    ask('albums.nameProposals', { albumId: 1 }),
    ask('map.points', {}, 'whole'),
    ask('photos.get', { photoId: Math.floor(photos / 2) }),
    ...typed.map((text) => ask('search.query', { text, limit: 12 }, 'search')),
    ...typed.map((text) => ask('names.find', { text, limit: 8 }, 'search')),
  ];
}

/** Asks each several times through the page's bridge. A call that fails is a fault of the bench: it throws. */
export async function measureCalls(page: Page, photos: number): Promise<readonly CallFigure[]> {
  const figures: CallFigure[] = [];
  for (const { name, input, kind } of listCalls(photos)) {
    const times = await page.evaluate<number[]>(`(async () => {
      const times = [];
      for (let asking = 0; asking < ${String(askings)}; asking += 1) {
        const start = performance.now();
        const result = await window.cairn.call(${JSON.stringify(name)}, ${JSON.stringify(input)});
        times.push(performance.now() - start);
        if (!result.ok) throw new Error(${JSON.stringify(name)} + ': ' + result.error.message);
      }
      return times;
    })()`);
    const sorted = [...times].sort((a, b) => a - b);
    figures.push({
      call: `${name} ${JSON.stringify(input)}`,
      medianMs: sorted[sorted.length >> 1] ?? 0,
      slowestMs: sorted.at(-1) ?? 0,
      kind,
    });
  }
  return figures;
}
