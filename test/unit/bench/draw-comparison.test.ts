import { expect, it } from 'vitest';
import { drawComparison } from '../../bench/plots/draw-comparison.ts';

const size = (ratio: number): object => ({ photosPerSecond: 10 * ratio, idealPhotosPerSecond: 12, ratio });
const figures: Readonly<Record<string, object>> = {
  neighbours: {
    rows: 100_000,
    batch: { cairnMsPerQuery: 0.5, faissMsPerQuery: 0.7 },
    single: { cairnMsPerQuery: 9, faissMsPerQuery: 11 },
  },
  regroup: { photos: 12_000, cairnSeconds: 5, dbscanSeconds: 3, cairn: { f1: 0.85 }, dbscan: { f1: 0.76 } },
  thumbnails: { cairnMsPerPhoto: 30, vipsMsPerPhoto: 80 },
  rescan: { files: 20_000, findMs: 40, rescanMs: 90 },
  pipeline: { aloneSameThreads: 11, megapixels12: size(0.93), megapixels48: size(0.6) },
};

it.each(Object.keys(figures))('draws both sides of %s with their values', (benchmark) => {
  const drawing = drawComparison(benchmark, figures[benchmark]) ?? '';
  expect(drawing).toMatch(/^<svg /);
  expect(drawing.match(/class="bar s0"/g)?.length).toBeGreaterThan(0);
  expect(drawing.match(/class="bar s1"/g)?.length).toBeGreaterThan(0);
  expect(drawing).not.toMatch(/NaN|undefined/);
});

it('draws nothing for benchmarks that compare nothing, and refuses figures of another kind', () => {
  expect(drawComparison('memory', { mainRssMegabytes: 1 })).toBeNull();
  expect(drawComparison('constructor', {})).toBeNull();
  expect(() => drawComparison('rescan', figures['thumbnails'])).toThrow();
});
