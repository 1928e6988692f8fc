/** @file Draws land, borders and names on a canvas. */
import type { MapColors } from './map-colors.ts';
import type { MapLabel } from './map-labels.ts';
import { isInFrame, traceLine, traceRing } from './trace-lines.ts';
import type { Frame } from './trace-lines.ts';
import { fromScreen, measureWorld } from './viewport.ts';
import type { Viewport } from './viewport.ts';
import type { World } from './world-geometry.ts';

export interface DrawOptions {
  readonly context: CanvasRenderingContext2D;
  readonly view: Viewport;
  /** Null while it is read: water alone. */
  readonly world: World | null;
  readonly colors: MapColors;
  readonly labels: readonly MapLabel[];
  /** Family of the window's text. */
  readonly fontFamily: string;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}

/** So far beyond the edge is drawn, for lines whose width reaches in. */
const overdraw = 8;
/** Degrees between the lines of the grid, by zoom: something to hold on to where there is neither coast nor border. */
const gridFromZoom = 5;

/** Draws a whole frame. The canvas has `view.size` times `pixelRatio` pixels. */
export function drawMap(options: DrawOptions): void {
  const { context, view, world, colors, labels, pixelRatio } = options;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.fillStyle = colors.water;
  context.fillRect(0, 0, view.size.width, view.size.height);
  if (world !== null) {
    const frames = listFrames(view);
    const known = findKnownShare(view.zoom);
    fillLand(context, world, frames, colors);
    // Paper over land and sea alike.
    context.globalAlpha = 1 - known;
    context.fillStyle = colors.land;
    context.fillRect(0, 0, view.size.width, view.size.height);
    context.globalAlpha = known;
    strokeLines(context, world.borders, frames, colors.border, 0.8);
    strokeLines(context, world.land, frames, colors.coast, 0.9);
    context.globalAlpha = 1;
    if (view.zoom >= gridFromZoom) strokeGrid(context, view, colors);
  }
  drawLabels(options, labels);
}

/**
 * How much of land and sea to show, in [0, 1]: a coast at 1:10 million is off by a kilometre or so, and a harbour must not stand in
 * the sea. Among streets the map is a sheet of paper with a grid.
 */
function findKnownShare(zoom: number): number {
  return Math.max(0, Math.min(1, (13 - zoom) / 2.5));
}

/** One for each copy of the world that is seen. */
function listFrames({ size, zoom, x, y }: Viewport): readonly Frame[] {
  const scale = measureWorld(zoom);
  const box = { left: -overdraw, top: -overdraw, right: size.width + overdraw, bottom: size.height + overdraw };
  const offsetY = size.height / 2 - y * scale;
  return [-1, 0, 1]
    .map((turn) => ({ scale, offsetX: size.width / 2 + (turn - x) * scale, offsetY, ...box }))
    .filter(({ offsetX }) => offsetX < box.right && offsetX + scale > box.left);
}

function fillLand(
  context: CanvasRenderingContext2D,
  { land }: World,
  frames: readonly Frame[],
  colors: MapColors,
): void {
  context.beginPath();
  for (const frame of frames) {
    for (const line of land) if (isInFrame(line, frame)) traceRing(line, frame, context);
  }
  context.fillStyle = colors.land;
  context.fill('evenodd');
}

function strokeLines(
  context: CanvasRenderingContext2D,
  lines: World['land'],
  frames: readonly Frame[],
  color: string,
  width: number,
): void {
  context.beginPath();
  for (const frame of frames) {
    for (const line of lines) if (isInFrame(line, frame)) traceLine(line, frame, context);
  }
  context.lineJoin = 'round';
  context.lineWidth = width;
  context.strokeStyle = color;
  context.stroke();
}

/** Lines of even x and y, a few on the map at each zoom. */
function strokeGrid(context: CanvasRenderingContext2D, view: Viewport, colors: MapColors): void {
  const step = 2 ** -Math.round(view.zoom - 0.5);
  const { width, height } = view.size;
  const start = fromScreen(view, { left: 0, top: 0 });
  const end = fromScreen(view, { left: width, top: height });
  const world = measureWorld(view.zoom);
  context.beginPath();
  for (let x = Math.ceil(start.x / step) * step; x <= end.x; x += step) {
    const left = width / 2 + (x - view.x) * world;
    context.moveTo(left, 0);
    context.lineTo(left, height);
  }
  for (let y = Math.ceil(start.y / step) * step; y <= end.y; y += step) {
    const top = height / 2 + (y - view.y) * world;
    context.moveTo(0, top);
    context.lineTo(width, top);
  }
  context.lineWidth = 1;
  context.strokeStyle = colors.grid;
  context.stroke();
}

function drawLabels({ context, colors, fontFamily }: DrawOptions, labels: readonly MapLabel[]): void {
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const label of labels) {
    context.font = describeFont(label.kind, label.fontSize, fontFamily);
    context.letterSpacing = describeSpacing(label.kind, label.fontSize);
    context.textAlign = label.side === 'middle' ? 'center' : label.side === 'right' ? 'left' : 'right';
    const x = label.side === 'middle' ? label.x : label.x + (label.side === 'right' ? 6 : -6);
    context.lineWidth = 3;
    context.strokeStyle = colors.halo;
    context.strokeText(label.text, x, label.y);
    context.fillStyle = label.kind === 'country' ? colors.country : colors.city;
    context.fillText(label.text, x, label.y);
    if (label.kind === 'city') drawDot(context, label.x, label.y, colors);
  }
  context.letterSpacing = '0px';
}

function drawDot(context: CanvasRenderingContext2D, x: number, y: number, colors: MapColors): void {
  context.beginPath();
  context.arc(x, y, 2, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = colors.halo;
  context.stroke();
  context.fillStyle = colors.city;
  context.fill();
}

function describeFont(kind: MapLabel['kind'], fontSize: number, family: string): string {
  return `${kind === 'country' ? '600 ' : ''}${fontSize.toFixed(2)}px ${family}`;
}

/** Names of countries are set apart from those of cities by air, as in an atlas. */
function describeSpacing(kind: MapLabel['kind'], fontSize: number): string {
  return kind === 'country' ? `${(fontSize * 0.06).toFixed(2)}px` : '0px';
}

/** Measures names for `layOutLabels`; each name once. */
export function createTextMeasure(
  context: CanvasRenderingContext2D,
  family: string,
): (text: string, fontSize: number, kind: MapLabel['kind']) => number {
  const widths = new Map<string, number>();
  return (text, fontSize, kind) => {
    const key = `${kind}${fontSize.toFixed(1)} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    context.font = describeFont(kind, fontSize, family);
    context.letterSpacing = describeSpacing(kind, fontSize);
    const { width } = context.measureText(text);
    if (widths.size > 4000) widths.clear();
    widths.set(key, width);
    return width;
  };
}
