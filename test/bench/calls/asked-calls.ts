/** @file What a window asks for: every call that a view makes, at the start, in the middle and at the end of each list. */
import type { CallInput, CallName } from '../../../src/api/calls.ts';
import { albumSorts } from '../../../src/api/calls/album-lists.ts';

/**
 * `page`: a page of a list, or one thing. `search`: while a person types. `whole`: of every photo at once, asked for once a view.
 * `embedder`: the answer takes work of the embedder; what counts is how long main is kept from others.
 */
export type CallKind = 'page' | 'search' | 'whole' | 'embedder';

export interface AskedCall {
  readonly name: CallName;
  readonly input: unknown;
  readonly kind: CallKind;
}

/** In one line. */
export function describeCall({ name, input }: AskedCall): string {
  const text = JSON.stringify(input);
  return `${name} ${text.length > 100 ? '...' : text}`;
}

const limit = 200;
/** As a person types it, with the errors that they make. */
const typed = ['o', 'old b', 'old bri', 'old brdige', 'towm 37', 'Town 11, France', 'June 2015', 'IMG_0420'] as const;

function ask<Name extends CallName>(name: Name, input: CallInput<Name>, kind: CallKind = 'page'): AskedCall {
  return { name, input, kind };
}

/** @param photos in the library of library/generate.ts */
export function listAskedCalls(photos: number): readonly AskedCall[] {
  const middle = Math.max(1, Math.floor(photos / 2));
  const offsets = [0, middle, Math.max(0, photos - limit)];
  const filters = [
    { isFavourite: true },
    { landmark: 'without' },
    { landmark: 'with' },
    { country: 'FR' },
    { year: 2015 },
    { camera: 'Canon EOS R5', landmark: 'without' },
    { albumId: 1 },
  ] as const;
  return [
    ask('library.overview', {}),
    ask('settings.get', {}),
    ask('preferences.get', {}),
    ask('preferences.set', {}),
    ask('roots.list', {}),
    ask('indexing.progress', {}),
    ask('activity.get', {}),
    ask('packs.list', {}),
    ...[0, 1000].map((offset) => ask('indexing.failures', { offset, limit })),

    ...offsets.map((offset) => ask('photos.list', { offset, limit })),
    ask('photos.timeline', {}),
    ask('photos.facets', {}),
    ...filters.flatMap((filter) => [
      ask('photos.list', { filter, offset: 0, limit }),
      ask('photos.timeline', { filter }),
    ]),
    ask('photos.list', { filter: { landmark: 'with' }, offset: Math.floor(photos / 2), limit }),
    ...(['exact', 'near'] as const).flatMap((kind) =>
      [0, 1000].map((offset) => ask('photos.duplicates', { kind, offset, limit: 20 })),
    ),

    ...albumSorts.flatMap((sort) => [
      ...[0, 1000, 1800].map((offset) => ask('albums.list', { sort, offset, limit })),
      ask('albums.sections', { sort }),
      ask('albums.findByName', { sort, words: 'town 1999' }),
    ]),
    ...([{ country: 'France' }, { year: 2015 }, { naming: 'unnamed' }, { isHidden: true }] as const).flatMap(
      (filter) => [
        ask('albums.list', { ...filter, sort: 'place', offset: 0, limit }),
        ask('albums.sections', { ...filter, sort: 'place' }),
        ask('albums.facets', filter),
      ],
    ),
    ask('albums.facets', {}),
    ask('albums.get', { albumId: 1 }),
    ...[0, 1000, 1800].map((offset) => ask('albums.photos', { albumId: 1, offset, limit })),
    ask('albums.photos', { albumId: 900, offset: 0, limit }),
    ask('albums.nameProposals', { albumId: 1 }),
    ask('albums.nameProposals', { albumId: 1501 }),
    ask('exports.estimate', { albumId: 1, photoIds: null }),

    ask('review.counts', { albumId: null }),
    ask('review.queue', { albumId: null, isSkipped: false, offset: 0, limit: 5 }),
    ask('review.queue', { albumId: null, isSkipped: false, offset: 3000, limit: 20 }),
    ask('review.queue', { albumId: null, isSkipped: true, offset: 0, limit: 20 }),
    ask('review.queue', { albumId: 1, isSkipped: false, offset: 0, limit: 20 }),
    ask('review.counts', { albumId: 1 }),

    ask('decisions.state', {}),
    ...[0, 1000, 2000].map((offset) => ask('decisions.history', { offset, limit })),

    ask('photos.get', { photoId: middle }),
    ask('photos.get', { photoId: 1 }),
    ask('photos.tiles', { photoIds: Array.from({ length: 1000 }, (_, index) => 1 + ((index * 37) % photos)) }),
    ask('map.points', {}, 'whole'),
    ask('map.cities', { south: 35, west: -10, north: 60, east: 30, limit: 200 }),

    ask('search.examples', {}, 'search'),
    ...typed.map((text) => ask('search.query', { text, limit: 12 }, 'search')),
    ...['', ...typed].map((text) => ask('names.find', { text, limit: 8 }, 'search')),
    ask('search.photos', { filter: [{ kind: 'album', albumId: 1 }], offset: 0, limit }, 'search'),
    ask('search.photos', { filter: [{ kind: 'file-name', text: 'img' }], offset: middle, limit }, 'search'),
  ];
}

/** What the window asks for before somebody sees the library: frame and albums. */
export function listFirstView(): readonly AskedCall[] {
  return [
    ask('preferences.get', {}),
    ask('settings.get', {}),
    ask('library.overview', {}),
    ask('roots.list', {}),
    ask('indexing.progress', {}),
    ask('decisions.state', {}),
    ask('albums.sections', { sort: 'photos' }),
    ask('albums.list', { sort: 'photos', offset: 0, limit }),
  ];
}

/** What every list of the window asks for when it is opened. */
export function listFirstPages(): readonly AskedCall[] {
  return [
    ask('library.overview', {}),
    ask('settings.get', {}),
    ask('roots.list', {}),
    ask('activity.get', {}),
    ask('albums.list', { sort: 'photos', offset: 0, limit }),
    ask('albums.facets', {}),
    ask('albums.photos', { albumId: 1, offset: 0, limit }),
    ask('photos.list', { offset: 0, limit }),
    ask('photos.timeline', {}),
    ask('photos.facets', {}),
    ask('photos.list', { filter: { landmark: 'without' }, offset: 0, limit }),
    ask('photos.list', { filter: { isFavourite: true }, offset: 0, limit }),
    ask('photos.duplicates', { kind: 'near', offset: 0, limit: 20 }),
    ask('review.counts', { albumId: null }),
    ask('review.queue', { albumId: null, isSkipped: false, offset: 0, limit: 5 }),
    ask('decisions.history', { offset: 0, limit }),
    ask('indexing.failures', { offset: 0, limit }),
    ask('map.points', {}, 'whole'),
  ];
}

/** What a search asks for while somebody types. */
export function listTyped(): readonly AskedCall[] {
  return typed.map((text) => ask('search.query', { text, limit: 12 }, 'search'));
}

/** Those that ask the embedder, for a library of real pictures. */
export function listEmbedderCalls(photos: number): readonly AskedCall[] {
  const middle = Math.max(1, Math.floor(photos / 2));
  return [
    ask('photos.similar', { photoId: middle, limit: 60 }, 'embedder'),
    ask('photos.why', { photoId: 1 }, 'embedder'),
    ask('photos.why', { photoId: middle }, 'embedder'),
    ask('photos.attention', { photoId: middle }, 'embedder'),
    ask('photos.exposure', { photoId: middle }, 'embedder'),
    ask('photos.doubtful', {}, 'embedder'),
  ];
}
