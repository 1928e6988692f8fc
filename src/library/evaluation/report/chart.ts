/** @file The parts of a small chart: a frame with axes, lines, areas and dots, as SVG. Colours are classes of styles.ts. */
import { markup, type Markup } from './markup.ts';

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly title: string;
  readonly format?: (value: number) => string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Draws in values of its axes. */
export interface Chart {
  readonly line: (points: readonly Point[], name: string) => Markup;
  /** Filled down to the lower axis. */
  readonly area: (points: readonly Point[], name: string) => Markup;
  /** @param radius pixels. @param note shown on hover */
  readonly dot: (point: Point, name: string, radius: number, note: string) => Markup;
  /** From the lower axis up. @param width in values of the x axis */
  readonly bar: (point: Point, width: number, name: string, note: string) => Markup;
  /** A vertical line with a word at its top. */
  readonly mark: (x: number, word: string) => Markup;
  /** @param label what the chart shows, for those who do not see it */
  readonly frame: (label: string, content: readonly Markup[]) => Markup;
}

// Small, so that the words stay legible where a telephone shows the whole width.
const size = { width: 440, height: 300 };
const edge = { left: 46, right: 12, top: 14, bottom: 42 };

/** Makes a chart of two axes. */
export function createChart(xAxis: Axis, yAxis: Axis): Chart {
  const toX = (value: number): number => scale(value, xAxis, edge.left, size.width - edge.right);
  const toY = (value: number): number => scale(value, yAxis, size.height - edge.bottom, edge.top);
  const floor = size.height - edge.bottom;
  const place = ({ x, y }: Point): string => `${round(toX(x))} ${round(toY(y))}`;
  const join = (points: readonly Point[]): string => points.map(place).join('L');
  return {
    line: (points, name) =>
      points.length === 0 ? markup`` : markup`<path class="line ${name}" d="M${join(points)}"/>`,
    area: (points, name) => {
      const [first, last] = [points[0], points.at(-1)];
      if (first === undefined || last === undefined) return markup``;
      const path = `M${round(toX(first.x))} ${floor}L${join(points)}L${round(toX(last.x))} ${floor}Z`;
      return markup`<path class="area ${name}" d="${path}"/>`;
    },
    dot: (point, name, radius, note) =>
      markup`<circle class="dot ${name}" cx="${round(toX(point.x))}" cy="${round(toY(point.y))}" r="${round(radius)}"><title>${note}</title></circle>`,
    bar: ({ x, y }, width, name, note) => {
      const top = toY(y);
      return markup`<rect class="bar ${name}" x="${round(toX(x))}" y="${round(top)}" width="${round(toX(x + width) - toX(x))}" height="${round(floor - top)}"><title>${note}</title></rect>`;
    },
    mark: (x, word) => {
      const left = toX(x);
      const isRight = left > size.width * 0.7;
      return markup`<path class="mark" d="M${round(left)} ${edge.top}V${floor}"/><text class="word" x="${round(left + (isRight ? -5 : 5))}" y="${edge.top + 10}" text-anchor="${isRight ? 'end' : 'start'}">${word}</text>`;
    },
    frame: (label, content) =>
      markup`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}">${drawGrid(xAxis, yAxis, toX, toY)}${content}</svg>`,
  };
}

function scale(value: number, { from, to }: Axis, start: number, end: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return start + share * (end - start);
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function drawGrid(xAxis: Axis, yAxis: Axis, toX: (value: number) => number, toY: (value: number) => number): Markup {
  const [right, floor] = [size.width - edge.right, size.height - edge.bottom];
  const write = (axis: Axis, value: number): string => axis.format?.(value) ?? String(value);
  const rows = yAxis.ticks.map((value) => {
    const y = round(toY(value));
    return markup`<path class="grid" d="M${edge.left} ${y}H${right}"/><text x="${edge.left - 6}" y="${y + 4}" text-anchor="end">${write(yAxis, value)}</text>`;
  });
  const columns = xAxis.ticks.map((value) => {
    const x = round(toX(value));
    return markup`<path class="grid" d="M${x} ${floor}v4"/><text x="${x}" y="${floor + 17}" text-anchor="middle">${write(xAxis, value)}</text>`;
  });
  const middle = (edge.top + floor) / 2;
  return markup`<g class="axes" aria-hidden="true">${rows}${columns}<path class="axis" d="M${edge.left} ${floor}H${right}"/><text class="title" x="${(edge.left + right) / 2}" y="${size.height - 6}" text-anchor="middle">${xAxis.title}</text><text class="title" transform="rotate(-90 12 ${middle})" x="12" y="${middle}" text-anchor="middle">${yAxis.title}</text></g>`;
}
