import { describe, expect, it } from 'vitest';
import { judgeAlbums, type JudgedAlbum } from '../../../bench/album-figures.ts';

const labelled = [
  ...['t1', 't2', 't3', 't4'].map((path) => ({ path, landmark: 'tower' })),
  ...['g1', 'g2', 'g3', 'g4', 'g5'].map((path) => ({ path, landmark: 'gate' })),
  ...['x1', 'x2'].map((path) => ({ path, landmark: null })),
];
const makeAlbum = (id: number, landmarkId: string | null, paths: readonly string[]): JudgedAlbum => ({
  id,
  kind: landmarkId === null ? 'group' : 'landmark',
  landmarkId,
  photos: paths.map((path) => ({ path })),
});

describe('judgeAlbums', () => {
  it('tells right, wrong and missing photos, named or grouped', () => {
    const figures = judgeAlbums({
      labelled,
      landmarkIds: { tower: 'the-tower' },
      albums: [
        makeAlbum(1, 'the-tower', ['t1', 't2', 'g5', 'unlabelled']),
        makeAlbum(2, null, ['g1', 'g2', 'g3', 't3', 'x1']),
      ],
    });
    expect(figures.inRightAlbum).toBeCloseTo(5 / 9, 12);
    expect(figures.inWrongAlbum).toBeCloseTo(2 / 9, 12);
    expect(figures.inNoAlbum).toBeCloseTo(2 / 9, 12);
    expect(figures.namePrecision).toBeCloseTo(2 / 3, 12);
    expect(figures.leak).toBe(0.5);
    expect(figures).toMatchObject({ landmarkPhotos: 9, otherPhotos: 2, albums: 2, found: 1 });
  });

  it('counts a group that mostly shows nothing, and a wrong name, as wrong', () => {
    const figures = judgeAlbums({
      labelled,
      landmarkIds: { tower: 'the-tower' },
      albums: [makeAlbum(1, null, ['t1', 'x1', 'x2']), makeAlbum(2, 'another', ['t2', 't3'])],
    });
    expect(figures.inRightAlbum).toBe(0);
    expect(figures.inWrongAlbum).toBeCloseTo(3 / 9, 12);
    expect(figures.namePrecision).toBe(0);
  });

  it('finds photos by any of their copies', () => {
    const album: JudgedAlbum = {
      id: 1,
      kind: 'group',
      landmarkId: null,
      photos: [{ path: 'elsewhere', copies: ['t1'] }, { path: 't2' }],
    };
    expect(judgeAlbums({ labelled, landmarkIds: {}, albums: [album] }).inRightAlbum).toBeCloseTo(2 / 9, 12);
  });
});
