/** @file Bars beside each other, lying, with their values: comparisons of one run, as an SVG file. */
import { markup, type Markup } from '../../../src/library/evaluation/report/markup.ts';
import { formatValue, makeAxis } from './axis.ts';
import { roundPixels as round, seriesCount, writeSheet } from './sheet.ts';

export interface PlotBar {
  readonly name: string;
  readonly value: number;
  /** Bars of one look belong together; 0 when left out. */
  readonly series?: number | undefined;
  /** Behind the value, as "2.1 times as long". */
  readonly note?: string | undefined;
}

export interface BarChart {
  readonly title: string;
  /** What is measured, with its unit. */
  readonly axis: string;
  readonly bars: readonly PlotBar[];
  /** Bounds, drawn as lines across the bars. */
  readonly targets?: readonly { readonly value: number; readonly text: string }[] | undefined;
}

const width = 680;
const edge = { left: 220, right: 96, top: 62, bottom: 52 } as const;
const bar = { height: 20, distance: 32 } as const;

/** @throws RangeError when there is nothing to draw */
export function drawBarChart({ title, axis, bars, targets = [] }: BarChart): string {
  const values = [...bars.map(({ value }) => value), ...targets.map(({ value }) => value)];
  const scale = makeAxis({ title: axis, scale: 'linear', values });
  const floor = edge.top + bars.length * bar.distance;
  const right = width - edge.right;
  const toX = (value: number): number => edge.left + scale.place(value) * (right - edge.left);
  const drawBar = ({ name, value, series = 0, note }: PlotBar, row: number): Markup => {
    const top = edge.top + row * bar.distance + (bar.distance - bar.height) / 2;
    const base = top + bar.height / 2 + 4;
    const text = note === undefined ? formatValue(value) : `${formatValue(value)} (${note})`;
    return markup`<text x="${edge.left - 10}" y="${base}" text-anchor="end">${name}</text>
<rect class="bar s${series % seriesCount}" x="${edge.left}" y="${top}" width="${round(toX(value) - edge.left)}" height="${bar.height}"/>
<text class="value" x="${round(toX(value) + 6)}" y="${base}">${text}</text>`;
  };
  const content = [
    ...scale.ticks.map(
      (tick) => markup`<path class="grid" d="M${round(toX(tick))} ${edge.top}V${floor}"/>
<text x="${round(toX(tick))}" y="${floor + 18}" text-anchor="middle">${formatValue(tick)}</text>`,
    ),
    markup`<text x="${round((edge.left + right) / 2)}" y="${floor + 40}" text-anchor="middle">${axis}</text>`,
    ...targets.map(
      ({ value, text }) => markup`<path class="target" d="M${round(toX(value))} ${edge.top - 4}V${floor}"/>
<text class="goal" x="${round(toX(value))}" y="${edge.top - 10}" text-anchor="middle">${text}</text>`,
    ),
    // Last: a value stays legible where a bound crosses it.
    ...bars.map(drawBar),
  ];
  const spoken = bars.map(
    ({ name, value, note }) => `${name}: ${formatValue(value)}${note === undefined ? '' : ` (${note})`}`,
  );
  const bounds = targets.map(({ text, value }) => `${text}: ${formatValue(value)}`);
  const description = [axis, ...spoken, ...bounds].join('. ');
  return writeSheet({ width, height: floor + edge.bottom, title, description }, content);
}
