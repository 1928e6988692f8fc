/** @file Bars of the benchmarks that compare Cairn with something else in one run: what docs/reliability.md shows. */
import { z } from 'zod';
import { drawBarChart, type BarChart } from './bar-chart.ts';

const turnsSchema = z.object({ cairnMsPerQuery: z.number(), faissMsPerQuery: z.number() });
const qualitySchema = z.object({ f1: z.number() });
const sizeSchema = z.object({
  photosPerSecond: z.number(),
  idealPhotosPerSecond: z.number(),
  ratio: z.number(),
});

/** Another bar of the same thing by somebody else. */
const other = { series: 1 } as const;

const charts: Readonly<Record<string, (figures: unknown) => BarChart>> = {
  neighbours: (figures) => {
    const schema = z.object({ rows: z.number(), batch: turnsSchema, single: turnsSchema });
    const { rows, batch, single } = schema.parse(figures);
    return {
      title: `Neighbours among ${rows.toLocaleString('en')} photos`,
      axis: 'milliseconds a query',
      bars: [
        { name: '128 queries: Cairn', value: batch.cairnMsPerQuery },
        { name: 'faiss IndexFlatIP', value: batch.faissMsPerQuery, ...other },
        { name: 'one query: Cairn', value: single.cairnMsPerQuery },
        { name: 'faiss IndexFlatIP', value: single.faissMsPerQuery, ...other },
      ],
    };
  },
  regroup: (figures) => {
    const schema = z.object({
      photos: z.number(),
      cairnSeconds: z.number(),
      dbscanSeconds: z.number(),
      cairn: qualitySchema,
      dbscan: qualitySchema,
    });
    const { photos, cairnSeconds, dbscanSeconds, cairn, dbscan } = schema.parse(figures);
    const toNote = ({ f1 }: { readonly f1: number }): string => `B-cubed F1 ${f1.toFixed(2)}`;
    return {
      title: `Groups of ${photos.toLocaleString('en')} photos`,
      axis: 'seconds',
      bars: [
        { name: 'Cairn', value: cairnSeconds, note: toNote(cairn) },
        { name: "scikit-learn's DBSCAN", value: dbscanSeconds, note: toNote(dbscan), ...other },
      ],
    };
  },
  thumbnails: (figures) => {
    const schema = z.object({ cairnMsPerPhoto: z.number(), vipsMsPerPhoto: z.number() });
    const { cairnMsPerPhoto, vipsMsPerPhoto } = schema.parse(figures);
    return {
      title: 'Both thumbnails of a photo of 12 megapixels',
      axis: 'milliseconds a photo, all cores',
      bars: [
        { name: 'Cairn', value: cairnMsPerPhoto },
        { name: 'vipsthumbnail', value: vipsMsPerPhoto, ...other },
      ],
    };
  },
  rescan: (figures) => {
    const { files, findMs, rescanMs } = z
      .object({ files: z.number(), findMs: z.number(), rescanMs: z.number() })
      .parse(figures);
    return {
      title: `Looking at ${files.toLocaleString('en')} files that did not change`,
      axis: 'milliseconds',
      bars: [
        { name: 'Cairn', value: rescanMs },
        { name: 'find', value: findMs, ...other },
      ],
      targets: [{ value: 3 * findMs, text: 'three times find' }],
    };
  },
  pipeline: (figures) => {
    const schema = z.object({ aloneSameThreads: z.number(), megapixels12: sizeSchema, megapixels48: sizeSchema });
    const { aloneSameThreads, megapixels12, megapixels48 } = schema.parse(figures);
    const toBars = (name: string, { photosPerSecond, idealPhotosPerSecond, ratio }: z.output<typeof sizeSchema>) => [
      { name: `${name}: indexed`, value: photosPerSecond, note: `${ratio.toFixed(2)} of the model alone` },
      { name: 'if no core ever waited', value: idealPhotosPerSecond, ...other },
    ];
    return {
      title: 'Indexing on the processor',
      axis: 'photos a second',
      bars: [...toBars('12 megapixels', megapixels12), ...toBars('48 megapixels', megapixels48)],
      targets: [{ value: 0.9 * aloneSameThreads, text: '0.9 of the model alone' }],
    };
  },
};

/** The drawing of a benchmark's figures (its JSON), as SVG; null for one that has none. Throws ZodError for other figures. */
export function drawComparison(benchmark: string, figures: unknown): string | null {
  const chart = Object.hasOwn(charts, benchmark) ? charts[benchmark] : undefined;
  return chart === undefined ? null : drawBarChart(chart(figures));
}
