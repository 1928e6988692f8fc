import { describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { formatValue, makeAxis } from '../../bench/plots/axis.ts';
import { drawBarChart } from '../../bench/plots/bar-chart.ts';
import { drawLineChart, type LineChart } from '../../bench/plots/line-chart.ts';

const sizes = [1000, 10_000, 100_000, 1_000_000];
const chart: LineChart = {
  title: 'Open <a library>',
  x: { title: 'photos', scale: 'logarithmic' },
  y: { title: 'ms', scale: 'logarithmic' },
  series: [
    { name: 'opened & shown', points: sizes.map((x, index) => ({ x, y: 10 * (index + 1) })) },
    { name: 'another', points: sizes.map((x) => ({ x, y: x / 100 })) },
  ],
  targets: [{ y: 2000, text: 'at most 2 s' }],
};

/** Ends of a path's strokes. */
function readPoints(path: string): { readonly x: number; readonly y: number }[] {
  return [...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

describe('axes', () => {
  test('a logarithmic axis goes from one power of ten to another, and a decade is as long as any other', () => {
    const axis = makeAxis({ title: 'photos', scale: 'logarithmic', values: [1300, 99_000] });
    expect(axis.ticks).toEqual([1000, 10_000, 100_000]);
    expect(axis.place(1000)).toBeCloseTo(0);
    expect(axis.place(10_000)).toBeCloseTo(0.5);
    expect(axis.place(100_000)).toBeCloseTo(1);
  });

  test('a linear axis begins at zero and has round ticks', () => {
    const axis = makeAxis({ title: 'ratio', scale: 'linear', values: [0.4, 1.3] });
    expect(axis.ticks.map((tick) => Number(tick.toFixed(6)))).toEqual([0, 0.5, 1, 1.5]);
    expect(axis.place(0.75)).toBeCloseTo(0.5);
  });

  test('an axis of one value, of none and of zero without a logarithm', () => {
    expect(makeAxis({ title: 'ms', scale: 'logarithmic', values: [10] }).ticks).toEqual([10, 100]);
    expect(makeAxis({ title: 'ms', scale: 'linear', values: [0] }).place(0)).toBe(0);
    expect(() => makeAxis({ title: 'ms', scale: 'linear', values: [] })).toThrow(RangeError);
    expect(() => makeAxis({ title: 'ms', scale: 'logarithmic', values: [0, 1] })).toThrow(RangeError);
  });

  test('values are written with three digits that count', () => {
    expect([0, 0.0123456, 1.25, 97.44, 1_000_000].map(formatValue)).toEqual([
      '0',
      '0.0123',
      '1.25',
      '97.4',
      '1,000,000',
    ]);
  });
});

describe('plots', () => {
  test('a line goes through its points: equal steps of a logarithm are equal steps on the sheet', () => {
    const svg = drawLineChart(chart);
    const [, steep = ''] = [...svg.matchAll(/<path class="line s\d" stroke-dasharray="none" d="(M[^"]*L[^"]*)"/g)].map(
      ([, path]) => path,
    );
    const points = readPoints(steep);
    expect(points).toHaveLength(4);
    const steps = points.slice(1).map(({ x, y }, index) => ({
      x: Math.round(x - (points[index]?.x ?? 0)),
      y: Math.round((points[index]?.y ?? 0) - y),
    }));
    expect(new Set(steps.map(({ x }) => x)).size).toBe(1);
    expect(new Set(steps.map(({ y }) => y)).size).toBe(1);
    expect(steps[0]?.y).toBeGreaterThan(20);
  });

  test('words are escaped, and said to who does not see the plot', () => {
    const svg = drawLineChart(chart);
    expect(svg).toContain('Open &lt;a library&gt;');
    expect(svg).not.toContain('<a library>');
    expect(svg).toContain('opened &amp; shown: 10 at 1,000; 20 at 10,000');
    expect(svg).toContain('at most 2 s: 2,000');
  });

  test.each([
    ['a line chart', drawLineChart(chart)],
    [
      'a bar chart',
      drawBarChart({
        title: 'Search',
        axis: 'ms a query',
        bars: [
          { name: 'Cairn', value: 1.1 },
          { name: 'faiss', value: 1, series: 1, note: 'one' },
        ],
        targets: [{ value: 1.3, text: 'at most 1.3' }],
      }),
    ],
  ])('%s is a picture that a renderer takes, with a dark side', async (_, svg) => {
    const { data, info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true });
    expect(info.width).toBe(680);
    // Not one colour: something is drawn on the sheet.
    expect(new Set(data).size).toBeGreaterThan(20);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(Buffer.byteLength(svg)).toBeLessThan(20_000);
  });

  test('a bar is as long as its value', () => {
    const svg = drawBarChart({
      title: 'Search',
      axis: 'ms',
      bars: [
        { name: 'one', value: 2 },
        { name: 'other', value: 4 },
      ],
    });
    const widths = [...svg.matchAll(/class="bar s0"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths[1]).toBeCloseTo(2 * (widths[0] ?? 0), 1);
  });
});
