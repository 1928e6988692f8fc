/** @file The hand on the map: drag with momentum, pinch, wheel, double click. Turns events of an element into motion. */
import type { MapMotion } from './map-motion.ts';
import { panBy, zoomAt } from './viewport.ts';
import type { ScreenPoint, Viewport } from './viewport.ts';

export interface HandOptions {
  readonly motion: MapMotion;
  readonly getView: () => Viewport | null;
  readonly setView: (view: Viewport) => void;
}

/** CSS pixels that a click may move. */
const clickSlack = 4;
/** The speed of the last so many milliseconds is what the map slides on with. */
const speedWindowMs = 90;
/** A wheel's notch (100 or so) is a third of a step, a pinch on a pad sends small steps with Ctrl. */
const wheelStep = 1 / 300;
const pinchStep = 1 / 90;
const mostWheel = 300;
const pixelsPerLine = 36;

interface Trace {
  readonly timeMs: number;
  readonly x: number;
  readonly y: number;
}

/** Listens on `stage`; returns the function that stops. */
export function followHand(stage: HTMLElement, { motion, getView, setView }: HandOptions): () => void {
  const pointers = new Map<number, Trace>();
  let traces: Trace[] = [];
  let isDragging = false;
  let start: Trace | null = null;

  const locate = (event: MouseEvent): ScreenPoint => {
    const box = stage.getBoundingClientRect();
    return { left: event.clientX - box.left, top: event.clientY - box.top };
  };

  const press = (event: PointerEvent): void => {
    if (event.button !== 0 || pointers.size >= 2) return;
    motion.stop();
    const trace = { timeMs: event.timeStamp, x: event.clientX, y: event.clientY };
    pointers.set(event.pointerId, trace);
    if (pointers.size === 1) [start, traces, isDragging] = [trace, [trace], false];
    else isDragging = true;
  };

  const move = (event: PointerEvent): void => {
    const last = pointers.get(event.pointerId);
    const view = getView();
    if (last === undefined || view === null) return;
    const trace = { timeMs: event.timeStamp, x: event.clientX, y: event.clientY };
    if (!isDragging) {
      if (start === null || Math.hypot(trace.x - start.x, trace.y - start.y) < clickSlack) return;
      isDragging = true;
      // From now on it is no click on what lies under it.
      stage.setPointerCapture(event.pointerId);
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, trace);
    if (other !== undefined) {
      pinch(view, last, trace, other);
      return;
    }
    traces = [...traces.filter(({ timeMs }) => trace.timeMs - timeMs < speedWindowMs), trace];
    setView(panBy(view, trace.x - last.x, trace.y - last.y));
  };

  const pinch = (view: Viewport, before: Trace, after: Trace, other: Trace): void => {
    const box = stage.getBoundingClientRect();
    const apart = (a: Trace): number => Math.max(20, Math.hypot(a.x - other.x, a.y - other.y));
    const at = { left: (after.x + other.x) / 2 - box.left, top: (after.y + other.y) / 2 - box.top };
    const moved = panBy(view, (after.x - before.x) / 2, (after.y - before.y) / 2);
    setView(zoomAt(moved, moved.zoom + Math.log2(apart(after) / apart(before)), at));
    traces = [];
  };

  const release = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId) || pointers.size > 0) return;
    const [first] = traces.filter(({ timeMs }) => event.timeStamp - timeMs < speedWindowMs);
    if (isDragging && first !== undefined && event.type === 'pointerup') {
      const elapsed = Math.max(16, event.timeStamp - first.timeMs);
      const [x, y] = [(event.clientX - first.x) / elapsed, (event.clientY - first.y) / elapsed];
      if (Math.hypot(x, y) > 0.15) motion.slide(x, y);
    }
    isDragging = false;
    start = null;
  };

  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : pixelsPerLine;
    const delta = Math.max(-mostWheel, Math.min(mostWheel, event.deltaY * unit));
    motion.zoomBy(-delta * (event.ctrlKey ? pinchStep : wheelStep), locate(event));
  };

  const doubleClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    motion.zoomBy(event.shiftKey ? -1 : 1, locate(event));
  };

  stage.addEventListener('pointerdown', press);
  stage.addEventListener('pointermove', move);
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', release);
  // Not passive: the page must neither scroll nor zoom.
  stage.addEventListener('wheel', turn, { passive: false });
  stage.addEventListener('dblclick', doubleClick);
  return () => {
    stage.removeEventListener('pointerdown', press);
    stage.removeEventListener('pointermove', move);
    stage.removeEventListener('pointerup', release);
    stage.removeEventListener('pointercancel', release);
    stage.removeEventListener('wheel', turn);
    stage.removeEventListener('dblclick', doubleClick);
  };
}
