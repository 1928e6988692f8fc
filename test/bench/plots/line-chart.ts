/** @file Lines over a library's size, or over anything else, as an SVG file. */
import { markup, type Markup } from '../../../src/library/evaluation/report/markup.ts';
import { formatValue, makeAxis, type Axis, type AxisParams } from './axis.ts';
import { roundPixels as round, seriesCount, writeSheet } from './sheet.ts';

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

export interface PlotSeries {
  readonly name: string;
  /** By x. */
  readonly points: readonly PlotPoint[];
}

/** A bound, drawn as a line across, from `from` on (everywhere when left out). */
export interface PlotTarget {
  readonly y: number;
  readonly text: string;
  readonly fromX?: number | undefined;
  readonly toX?: number | undefined;
}

export interface LineChart {
  readonly title: string;
  readonly x: Omit<AxisParams, 'values'>;
  readonly y: Omit<AxisParams, 'values'>;
  readonly series: readonly PlotSeries[];
  readonly targets?: readonly PlotTarget[] | undefined;
}

const size = { width: 680, height: 400 } as const;
const edge = { left: 76, right: 44, top: 46, bottom: 56 } as const;
const legend = { lineHeight: 20, columnWidth: 290, markLength: 22 } as const;
const marks = ['circle', 'square', 'triangle'] as const;
const dashes = ['', '7 3', '2 3'] as const;

/** @throws RangeError when there is nothing to draw */
export function drawLineChart(chart: LineChart): string {
  const { title, series, targets = [] } = chart;
  const points = series.flatMap((one) => one.points);
  const x = makeAxis({ ...chart.x, values: points.map((point) => point.x) });
  const y = makeAxis({ ...chart.y, values: [...points.map((point) => point.y), ...targets.map((target) => target.y)] });
  const legendRows = Math.ceil(series.length / 2);
  const height = size.height + legendRows * legend.lineHeight;
  const toX = (value: number): number => edge.left + x.place(value) * (size.width - edge.left - edge.right);
  const floor = size.height - edge.bottom;
  const toY = (value: number): number => floor - y.place(value) * (floor - edge.top);

  const content = [
    ...drawGrid(x, y, toX, toY),
    ...targets.map((target) => drawTarget(target, toX, toY)),
    ...series.map((one, index) => drawSeries(one, index, toX, toY)),
    ...series.map(({ name }, index) => drawLegend(name, index)),
  ];
  const spoken = series.map((one) => `${one.name}: ${one.points.map(describePoint).join('; ')}`);
  const bounds = targets.map(({ text, y: bound }) => `${text}: ${formatValue(bound)}`);
  const description = [`${chart.y.title} over ${chart.x.title}`, ...spoken, ...bounds].join('. ');
  return writeSheet({ width: size.width, height, title, description }, content);
}

function describePoint({ x, y }: PlotPoint): string {
  return `${formatValue(y)} at ${formatValue(x)}`;
}

type Place = (value: number) => number;

function drawGrid(x: Axis, y: Axis, toX: Place, toY: Place): Markup[] {
  const [left, right, top, floor] = [edge.left, size.width - edge.right, edge.top, size.height - edge.bottom];
  const middle = round((top + floor) / 2);
  return [
    ...x.ticks.map(
      (tick) => markup`<path class="grid" d="M${round(toX(tick))} ${top}V${floor}"/>
<text x="${round(toX(tick))}" y="${floor + 18}" text-anchor="middle">${formatValue(tick)}</text>`,
    ),
    ...y.ticks.map(
      (tick) => markup`<path class="grid" d="M${left} ${round(toY(tick))}H${right}"/>
<text x="${left - 8}" y="${round(toY(tick) + 4)}" text-anchor="end">${formatValue(tick)}</text>`,
    ),
    markup`<text x="${round((left + right) / 2)}" y="${floor + 40}" text-anchor="middle">${x.title}</text>`,
    markup`<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">${y.title}</text>`,
  ];
}

function drawTarget({ y, text, fromX, toX: endX }: PlotTarget, toX: Place, toY: Place): Markup {
  const left = fromX === undefined ? edge.left : toX(fromX);
  const right = endX === undefined ? size.width - edge.right : toX(endX);
  const isEnding = right > size.width / 2;
  return markup`<path class="target" d="M${round(left)} ${round(toY(y))}H${round(right)}"/>
<text class="goal" x="${round(isEnding ? right - 4 : left + 4)}" y="${round(toY(y) - 6)}" text-anchor="${isEnding ? 'end' : 'start'}">${text}</text>`;
}

function drawSeries({ points }: PlotSeries, index: number, toX: Place, toY: Place): Markup {
  const places = points.map((point) => ({
    x: round(toX(point.x)),
    y: round(toY(point.y)),
    note: describePoint(point),
  }));
  const path = places.map(({ x, y }) => `${x} ${y}`).join('L');
  return markup`${path === '' ? null : drawStroke(`M${path}`, index)}${places.map((place) => drawMark(place, index))}`;
}

function drawStroke(path: string, index: number): Markup {
  const dash = dashes[Math.floor(index / 2) % dashes.length] ?? '';
  return markup`<path class="line s${index % seriesCount}" stroke-dasharray="${dash === '' ? 'none' : dash}" d="${path}"/>`;
}

/** Told apart by shape, too: not everybody sees every colour. */
function drawMark({ x, y, note }: PlotPoint & { readonly note?: string }, index: number): Markup {
  const title = note === undefined ? null : markup`<title>${note}</title>`;
  const look = `mark s${index % seriesCount}`;
  switch (marks[index % marks.length]) {
    case 'square':
      return markup`<rect class="${look}" x="${round(x - 4)}" y="${round(y - 4)}" width="8" height="8">${title}</rect>`;
    case 'triangle':
      return markup`<path class="${look}" d="M${x} ${round(y - 5)}l5 9h-10z">${title}</path>`;
    default:
      return markup`<circle class="${look}" cx="${x}" cy="${y}" r="4.5">${title}</circle>`;
  }
}

function drawLegend(name: string, index: number): Markup {
  const x = edge.left + (index % 2) * legend.columnWidth;
  const y = size.height + Math.floor(index / 2) * legend.lineHeight;
  return markup`${drawStroke(`M${x} ${y}h${legend.markLength}`, index)}${drawMark({ x: x + legend.markLength / 2, y }, index)}
<text x="${x + legend.markLength + 8}" y="${y + 4}">${name}</text>`;
}
