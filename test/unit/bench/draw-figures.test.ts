import { expect, it } from 'vitest';
import { drawFigures } from '../../bench/size/draw-figures.ts';
import type { SizeFigures } from '../../bench/size.ts';

const makeSize = (
  photos: number,
  regrouping: { readonly regroupMs: number; readonly longestRegroupTurnMs: number } | null,
): SizeFigures => ({
  photos,
  catalogMegabytes: photos / 400,
  views: {
    openMs: 20,
    firstViewMs: 60,
    everyListMs: 300,
    slowestPageMs: 9,
    longestPageTurnMs: 8,
    searchReadyMs: 400,
    slowestSearchMs: 10,
    longestSearchTurnMs: 0,
    startMs: 4000,
    longestStartTurnMs: 12,
    mainMegabytes: null,
  },
  growth: {
    embedderReadyMs: 2000,
    longestReadyTurnMs: 10,
    oneNeighbourMs: 1,
    batchNeighbourMs: 0.2,
    added: 1000,
    addedMsPerPhoto: 30,
    searchedMsPerPhoto: 12,
    searchesPerPhoto: 6,
    askedMsPerPhoto: { recognize: 20 },
    longestAddTurnMs: 30,
    ...regrouping,
    mainMegabytes: 300,
    embedderMegabytes: 600,
  },
});

it('figures of several sizes become plots over the number of photos; what was not measured is left out', () => {
  const plots = drawFigures([
    makeSize(1000, { regroupMs: 900, longestRegroupTurnMs: 9 }),
    makeSize(100_000, { regroupMs: 42_000, longestRegroupTurnMs: 9 }),
    makeSize(1_000_000, null),
  ]);
  expect([...plots.keys()]).toEqual(['open', 'turns', 'neighbours', 'adding', 'regrouping', 'memory']);
  expect(plots.get('regrouping')).toContain('regrouping: 0.9 at 1,000; 42 at 100,000. at most 60 s at 100,000: 60');
  expect(plots.get('adding')).toContain('of that: the neighbour search: 12 at 1,000');
  expect(plots.get('adding')).toContain('all the rest: 18 at 1,000');
  expect(plots.get('memory')).not.toContain('main: windows');
  // It has no place on a logarithmic axis.
  expect(plots.get('turns')).toContain('a search while somebody types: 0.01 at 1,000');
  expect([...drawFigures([makeSize(1000, null)]).keys()]).not.toContain('regrouping');
});
