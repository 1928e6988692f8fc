/**
 * @file From the unit square to the pixels of a canvas: lines cut at the frame, points closer than half a pixel left out.
 *
 * Cut here rather than by the canvas: at the deepest zoom the far end of a coast lies a hundred million pixels away, where the single
 * precision of a canvas is off by several.
 */
import { isCut } from './world-geometry.ts';
import type { Line } from './world-geometry.ts';

/** What a canvas and a `Path2D` have for this. */
export interface LineSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** Maps unit x, y to pixels: `x * scale + offsetX`. Frame in pixels. */
export interface Frame {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const leastStep = 0.5;

/** Whether anything of the line can be inside the frame. */
export function isInFrame(line: Line, frame: Frame): boolean {
  return (
    line.left * frame.scale + frame.offsetX <= frame.right &&
    line.right * frame.scale + frame.offsetX >= frame.left &&
    line.top * frame.scale + frame.offsetY <= frame.bottom &&
    line.bottom * frame.scale + frame.offsetY >= frame.top
  );
}

function isInside(line: Line, frame: Frame): boolean {
  return (
    line.left * frame.scale + frame.offsetX >= frame.left &&
    line.right * frame.scale + frame.offsetX <= frame.right &&
    line.top * frame.scale + frame.offsetY >= frame.top &&
    line.bottom * frame.scale + frame.offsetY <= frame.bottom
  );
}

/** Traces a closed ring for filling. */
export function traceRing(line: Line, frame: Frame, sink: LineSink): void {
  const pixels = thinOut(line, frame);
  const shown = isInside(line, frame) ? pixels : cutRing(pixels, frame);
  if (shown.length < 6) return;
  sink.moveTo(shown[0] ?? 0, shown[1] ?? 0);
  for (let index = 2; index < shown.length; index += 2) sink.lineTo(shown[index] ?? 0, shown[index + 1] ?? 0);
  sink.closePath();
}

/** Traces a line for stroking; where the world was cut there is none. */
export function traceLine(line: Line, frame: Frame, sink: LineSink): void {
  const { points } = line;
  let [lastX, lastY] = [0, 0];
  let isDrawing = false;
  let [fromX, fromY] = [NaN, NaN];
  let wasCut = false;
  for (let index = 0; index < points.length; index += 2) {
    const [unitX, unitY] = [points[index] ?? 0, points[index + 1] ?? 0];
    const [x, y] = [unitX * frame.scale + frame.offsetX, unitY * frame.scale + frame.offsetY];
    const isEnd = index + 2 >= points.length;
    const cut = isCut(unitX, unitY);
    if (!isEnd && !cut && !Number.isNaN(fromX) && Math.abs(x - fromX) + Math.abs(y - fromY) < leastStep) continue;
    const segment = Number.isNaN(fromX) || (cut && wasCut) ? null : cutSegment(fromX, fromY, x, y, frame);
    if (segment === null) isDrawing = false;
    else {
      const [x0, y0, x1, y1] = segment;
      if (!isDrawing || x0 !== lastX || y0 !== lastY) sink.moveTo(x0, y0);
      sink.lineTo(x1, y1);
      [lastX, lastY, isDrawing] = [x1, y1, true];
    }
    [fromX, fromY, wasCut] = [x, y, cut];
  }
}

/** In pixels, without points that no eye tells apart. */
function thinOut({ points }: Line, frame: Frame): number[] {
  const pixels: number[] = [];
  let [lastX, lastY] = [NaN, NaN];
  for (let index = 0; index < points.length; index += 2) {
    const x = (points[index] ?? 0) * frame.scale + frame.offsetX;
    const y = (points[index + 1] ?? 0) * frame.scale + frame.offsetY;
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < leastStep) continue;
    pixels.push(x, y);
    [lastX, lastY] = [x, y];
  }
  return pixels;
}

/** The part of a ring inside the frame. (Sutherland and Hodgman, Reentrant polygon clipping, 1974.) */
export function cutRing(ring: readonly number[], { left, top, right, bottom }: Frame): readonly number[] {
  let shape = ring;
  shape = cutAt(shape, 0, left, 1);
  shape = cutAt(shape, 0, right, -1);
  shape = cutAt(shape, 1, top, 1);
  return cutAt(shape, 1, bottom, -1);
}

/** Keeps what lies on the side of `edge` that `sign` says, along one axis (0: x, 1: y). */
function cutAt(ring: readonly number[], axis: 0 | 1, edge: number, sign: 1 | -1): readonly number[] {
  const kept: number[] = [];
  const count = ring.length;
  if (count === 0) return kept;
  let [x0, y0] = [ring[count - 2] ?? 0, ring[count - 1] ?? 0];
  let inside0 = sign * ((axis === 0 ? x0 : y0) - edge) >= 0;
  for (let index = 0; index < count; index += 2) {
    const [x1, y1] = [ring[index] ?? 0, ring[index + 1] ?? 0];
    const inside1 = sign * ((axis === 0 ? x1 : y1) - edge) >= 0;
    if (inside0 !== inside1) {
      const share = axis === 0 ? (edge - x0) / (x1 - x0) : (edge - y0) / (y1 - y0);
      kept.push(axis === 0 ? edge : x0 + share * (x1 - x0), axis === 0 ? y0 + share * (y1 - y0) : edge);
    }
    if (inside1) kept.push(x1, y1);
    [x0, y0, inside0] = [x1, y1, inside1];
  }
  return kept;
}

/** The part of a segment inside the frame; null where none is. (Liang and Barsky, A new concept for line clipping, 1984.) */
export function cutSegment(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  { left, top, right, bottom }: Frame,
): readonly [number, number, number, number] | null {
  const [dx, dy] = [x1 - x0, y1 - y0];
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [-dx, x0 - left],
    [dx, right - x0],
    [-dy, y0 - top],
    [dy, bottom - y0],
  ] as const) {
    if (step === 0) {
      if (room < 0) return null;
      continue;
    }
    const share = room / step;
    if (step < 0) from = Math.max(from, share);
    else to = Math.min(to, share);
    if (from > to) return null;
  }
  return [
    from === 0 ? x0 : x0 + from * dx,
    from === 0 ? y0 : y0 + from * dy,
    to === 1 ? x1 : x0 + to * dx,
    to === 1 ? y1 : y0 + to * dy,
  ];
}
