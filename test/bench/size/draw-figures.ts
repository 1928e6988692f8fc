/** @file The figures of several sizes as plots over the number of photos. */
import { drawLineChart, type LineChart, type PlotSeries, type PlotTarget } from '../plots/line-chart.ts';
import type { SizeFigures } from '../size.ts';

type Reader = (size: SizeFigures) => number | null | undefined;

interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly (readonly [name: string, read: Reader])[];
  readonly targets?: readonly PlotTarget[];
}

const hundredThousand = 100_000;
const subtract = (all: number | undefined, part: number | undefined): number | null =>
  all === undefined || part === undefined ? null : all - part;
const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1000);

/** By the end of its file name. */
const plots: Readonly<Record<string, Plot>> = {
  open: {
    title: 'Opening a library',
    unit: 'milliseconds',
    series: [
      ['main can answer', ({ views }) => views.openMs],
      ['the first view is complete', ({ views }) => views.firstViewMs],
      ['every list has its first page', ({ views }) => views.everyListMs],
      ['the first search has an answer', ({ views }) => views.searchReadyMs],
      ['the embedder holds all vectors', ({ growth }) => growth?.embedderReadyMs],
    ],
    targets: [{ y: 2000, text: 'opens in at most 2 s at 1,000,000' }],
  },
  turns: {
    title: 'The longest turn of main: so long nobody else is answered',
    unit: 'milliseconds of processor time',
    series: [
      ['a first page', ({ views }) => views.longestPageTurnMs],
      ['a search while somebody types', ({ views }) => views.longestSearchTurnMs],
      ['after the start', ({ views }) => views.longestStartTurnMs],
      ['photos are added', ({ growth }) => growth?.longestAddTurnMs],
      ['the embedder starts', ({ growth }) => growth?.longestReadyTurnMs],
      ['everything is grouped', ({ growth }) => growth?.longestRegroupTurnMs],
    ],
    targets: [{ y: 50, text: 'at most 50 ms up to 100,000', toX: hundredThousand }],
  },
  neighbours: {
    title: 'Exact search of the nearest 60 photos',
    unit: 'milliseconds a query',
    series: [
      ['one photo', ({ growth }) => growth?.oneNeighbourMs],
      ['128 photos at once, each', ({ growth }) => growth?.batchNeighbourMs],
    ],
  },
  adding: {
    title: 'Adding 1,000 photos, without reading them and the model’s run',
    unit: 'milliseconds a photo',
    series: [
      ['all together', ({ growth }) => growth?.addedMsPerPhoto],
      ['of that: the neighbour search', ({ growth }) => growth?.searchedMsPerPhoto],
      ['all the rest', ({ growth }) => subtract(growth?.addedMsPerPhoto, growth?.searchedMsPerPhoto)],
      ['recognition', ({ growth }) => growth?.askedMsPerPhoto?.['recognize']],
      ['grouping', ({ growth }) => growth?.askedMsPerPhoto?.['group']],
      ['near duplicates', ({ growth }) => growth?.askedMsPerPhoto?.['findDuplicates']],
    ],
  },
  regrouping: {
    title: 'Grouping everything, from the catalog to the catalog',
    unit: 'seconds',
    series: [['regrouping', ({ growth }) => seconds(growth?.regroupMs)]],
    targets: [{ y: 60, text: 'at most 60 s at 100,000' }],
  },
  memory: {
    title: 'Memory at its highest, and the catalog on the disk',
    unit: 'megabytes',
    series: [
      ['main: windows, search', ({ views }) => views.mainMegabytes],
      ['embedder: photos added, everything grouped', ({ growth }) => growth?.embedderMegabytes],
      ['catalog', ({ catalogMegabytes }) => catalogMegabytes],
    ],
  },
};

/** SVG files by the end of their names. A figure that was not measured is left out. */
export function drawFigures(sizes: readonly SizeFigures[]): ReadonlyMap<string, string> {
  const drawn = Object.entries(plots).flatMap(([name, plot]): [string, string][] => {
    const chart = makeChart(plot, sizes);
    return chart.series.length === 0 ? [] : [[name, drawLineChart(chart)]];
  });
  return new Map(drawn);
}

function makeChart({ title, unit, series, targets = [] }: Plot, sizes: readonly SizeFigures[]): LineChart {
  const lines = series.map(([name, read]): PlotSeries => ({
    name,
    points: sizes.flatMap((size) => {
      const y = read(size) ?? null;
      // A logarithm knows no zero.
      return y === null ? [] : [{ x: size.photos, y: Math.max(0.01, y) }];
    }),
  }));
  return {
    title,
    x: { title: 'photos in the library', scale: 'logarithmic' },
    y: { title: unit, scale: 'logarithmic' },
    series: lines.filter(({ points }) => points.length > 0),
    targets,
  };
}
