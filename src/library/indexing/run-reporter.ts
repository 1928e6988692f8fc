/** @file What a run of indexing brought: albums before it compared with albums after it. */
import type { RunReport } from '../../api/upkeep-views.ts';

export interface AlbumCount {
  readonly id: number;
  readonly name: string;
  readonly photoCount: number;
}

export interface RunReporter {
  /** Before jobs are taken; again before the next rest changes nothing. */
  readonly begin: () => void;
  /** At rest. `newPhotos` were indexed for the first time. */
  readonly end: (newPhotos: number) => void;
}

const namedAlbums = 20;

/** @param listCounts every shown album */
export function createRunReporter(
  listCounts: () => readonly AlbumCount[],
  report: (report: RunReport) => void,
): RunReporter {
  let before: ReadonlyMap<number, number> | null = null;
  return {
    begin: () => {
      before ??= new Map(listCounts().map(({ id, photoCount }) => [id, photoCount]));
    },
    end: (newPhotos) => {
      const counts = before;
      before = null;
      if (counts === null || newPhotos === 0) return;
      const grown = listCounts()
        .map(({ id, name, photoCount }) => ({ albumId: id, name, added: photoCount - (counts.get(id) ?? 0) }))
        .filter(({ added }) => added > 0)
        .sort((a, b) => b.added - a.added || a.albumId - b.albumId);
      report({
        photos: newPhotos,
        isFirst: counts.size === 0,
        albums: grown.slice(0, namedAlbums),
        albumCount: grown.length,
      });
    },
  };
}
