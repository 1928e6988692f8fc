import { expect, test } from 'vitest';
import type { RunReport } from '../../../../src/api/upkeep-views.ts';
import { createRunReporter, type AlbumCount } from '../../../../src/library/indexing/run-reporter.ts';

function makeReporter(counts: { list: readonly AlbumCount[] }) {
  const reports: RunReport[] = [];
  return {
    reports,
    reporter: createRunReporter(
      () => counts.list,
      (report) => reports.push(report),
    ),
  };
}

const charminar = (photoCount: number): AlbumCount => ({ id: 1, name: 'Charminar', photoCount });
const petra = (photoCount: number): AlbumCount => ({ id: 2, name: 'Petra', photoCount });

test('tells which albums grew, the most first', () => {
  const counts = { list: [charminar(10), petra(4)] };
  const { reports, reporter } = makeReporter(counts);
  reporter.begin();
  counts.list = [charminar(12), petra(9)];
  // A second run before the rest belongs to the same news.
  reporter.begin();
  reporter.end(7);
  expect(reports).toEqual([
    {
      photos: 7,
      isFirst: false,
      albumCount: 2,
      albums: [
        { albumId: 2, name: 'Petra', added: 5 },
        { albumId: 1, name: 'Charminar', added: 2 },
      ],
    },
  ]);
});

test('says that it was the first look, and names no more than twenty albums', () => {
  const counts: { list: readonly AlbumCount[] } = { list: [] };
  const { reports, reporter } = makeReporter(counts);
  reporter.begin();
  counts.list = Array.from({ length: 48 }, (_, id) => ({ id, name: `Album ${String(id)}`, photoCount: 3 }));
  reporter.end(144);
  expect(reports[0]).toMatchObject({ isFirst: true, photos: 144, albumCount: 48 });
  expect(reports[0]?.albums).toHaveLength(20);
});

test('is silent without new photos, also when albums changed, and without a run', () => {
  const counts = { list: [charminar(10)] };
  const { reports, reporter } = makeReporter(counts);
  reporter.begin();
  counts.list = [charminar(11)];
  reporter.end(0);
  reporter.end(5);
  expect(reports).toEqual([]);
});
