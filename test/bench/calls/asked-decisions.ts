/** @file Decisions about much at once, each made and taken back again. */
import type { LibraryCallHandlers } from '../../../src/api/calls.ts';

export interface AskedDecision {
  readonly call: string;
  /** The bench undoes and redoes it afterwards. */
  readonly decide: (handlers: LibraryCallHandlers) => unknown;
}

/** Photos of one answer: somebody pressed Ctrl+A. */
const many = 500;
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

/** The first two albums hold 2,000 photos each, the last photos are in none. @param photos in the library of library/generate.ts */
export const listAskedDecisions = (photos: number): readonly AskedDecision[] => [
  {
    call: 'albums.confirm 500',
    decide: (calls) => calls['albums.confirm']({ albumId: 1, photoIds: range(100, many) }),
  },
  { call: 'albums.reject 500', decide: (calls) => calls['albums.reject']({ albumId: 1, photoIds: range(700, many) }) },
  {
    call: 'albums.move 500',
    decide: (calls) => calls['albums.move']({ fromAlbumId: 1, intoAlbumId: 3, photoIds: range(700, many) }),
  },
  {
    call: 'albums.split 500',
    decide: (calls) => calls['albums.split']({ albumId: 1, photoIds: range(700, many), name: 'Another bridge' }),
  },
  {
    call: 'albums.merge 2000 into 2000',
    decide: (calls) => calls['albums.merge']({ intoAlbumId: 2, fromAlbumId: 1 }),
  },
  { call: 'albums.notLandmark 2000', decide: (calls) => calls['albums.notLandmark']({ albumId: 2 }) },
  { call: 'albums.rename', decide: (calls) => calls['albums.rename']({ albumId: 1, name: 'Eiffel Tower' }) },
  { call: 'albums.hide', decide: (calls) => calls['albums.hide']({ albumId: 1 }) },
  { call: 'albums.setCover', decide: (calls) => calls['albums.setCover']({ albumId: 1, photoId: 900 }) },
  { call: 'albums.keep 500', decide: (calls) => calls['albums.keep']({ albumId: 1, photoIds: range(100, many) }) },
  {
    call: 'albums.confirmLandmark 500',
    decide: (calls) =>
      calls['albums.confirmLandmark']({
        landmarkId: 'zwinger-dresden',
        fromAlbumId: null,
        photoIds: range(photos - many, many),
      }),
  },
  {
    call: 'photos.setFavourite 500',
    decide: (calls) => calls['photos.setFavourite']({ photoIds: range(4100, many), isFavourite: true }),
  },
  { call: 'photos.notLandmark 500', decide: (calls) => calls['photos.notLandmark']({ photoIds: range(4700, many) }) },
  { call: 'photos.setDifferent 100', decide: (calls) => calls['photos.setDifferent']({ photoIds: range(5300, 100) }) },
];
