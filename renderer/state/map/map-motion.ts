/**
 * @file Moves a map from view to view: flights, wheel steps, momentum. One at a time; a touch of the hand ends it. Without motion
 * (`prefers-reduced-motion`) everything arrives at once and nothing slides on.
 */
import { deepestZoom, findLeastZoom, measureWorld, panBy, placeViewport, zoomAt } from './viewport.ts';
import type { MapCamera, ScreenPoint, Viewport } from './viewport.ts';

export interface MotionHost {
  readonly getView: () => Viewport | null;
  readonly setView: (view: Viewport) => void;
  readonly isStill: () => boolean;
  /** Like `requestAnimationFrame` and its end. */
  readonly requestFrame: (step: (nowMs: number) => void) => number;
  readonly cancelFrame: (id: number) => void;
}

const flightMs = 420;
/** Of what is left of a wheel's zoom, done each frame of 16 ms. */
const wheelShare = 0.3;
/** Speed left after a millisecond of sliding. */
const slideKept = 0.9955;
/** CSS pixels a millisecond below which a slide is over. */
const slowest = 0.02;

export class MapMotion {
  readonly #host: MotionHost;
  #frame: number | null = null;
  #zoomGoal: number | null = null;

  constructor(host: MotionHost) {
    this.#host = host;
  }

  get isMoving(): boolean {
    return this.#frame !== null;
  }

  readonly stop = (): void => {
    if (this.#frame !== null) this.#host.cancelFrame(this.#frame);
    this.#frame = null;
    this.#zoomGoal = null;
  };

  /** Goes to a view, the short way around the world. */
  flyTo(camera: MapCamera): void {
    this.stop();
    const start = this.#host.getView();
    if (start === null) return;
    const goal = placeViewport(camera, start.size);
    if (this.#host.isStill()) {
      this.#host.setView(goal);
      return;
    }
    let startMs: number | null = null;
    this.#run((nowMs) => {
      startMs ??= nowMs;
      const share = Math.min(1, (nowMs - startMs) / flightMs);
      this.#host.setView(share === 1 ? goal : interpolate(start, goal, 1 - (1 - share) ** 3));
      return share < 1;
    });
  }

  /** Zooms by steps around a point of the map; steps that come fast add up. */
  zoomBy(steps: number, at: ScreenPoint): void {
    const view = this.#host.getView();
    if (view === null) return;
    const wanted = (this.#zoomGoal ?? view.zoom) + steps;
    const goal = Math.max(findLeastZoom(view.size), Math.min(deepestZoom, wanted));
    this.stop();
    if (this.#host.isStill()) {
      this.#host.setView(zoomAt(view, goal, at));
      return;
    }
    this.#zoomGoal = goal;
    let lastMs: number | null = null;
    this.#run((nowMs) => {
      const current = this.#host.getView();
      if (current === null) return false;
      const frames = lastMs === null ? 1 : Math.min(4, (nowMs - lastMs) / 16);
      lastMs = nowMs;
      const left = goal - current.zoom;
      const isLast = Math.abs(left) < 0.004;
      const next = zoomAt(current, isLast ? goal : current.zoom + left * (1 - (1 - wheelShare) ** frames), at);
      this.#host.setView(next);
      // At an end of the zoom there is no more to come.
      return !isLast && next.zoom !== current.zoom;
    });
  }

  /** Slides on with the speed of the hand, in CSS pixels a millisecond. */
  slide(speedX: number, speedY: number): void {
    this.stop();
    if (this.#host.isStill()) return;
    let lastMs: number | null = null;
    let [x, y] = [speedX, speedY];
    this.#run((nowMs) => {
      const view = this.#host.getView();
      if (view === null) return false;
      const elapsed = lastMs === null ? 16 : Math.min(64, nowMs - lastMs);
      lastMs = nowMs;
      this.#host.setView(panBy(view, x * elapsed, y * elapsed));
      const kept = slideKept ** elapsed;
      [x, y] = [x * kept, y * kept];
      return Math.hypot(x, y) > slowest;
    });
  }

  #run(step: (nowMs: number) => boolean): void {
    const next = (nowMs: number): void => {
      this.#frame = null;
      if (step(nowMs)) this.#frame = this.#host.requestFrame(next);
      else this.#zoomGoal = null;
    };
    this.#frame = this.#host.requestFrame(next);
  }
}

/** Between two views: the middle moves as fast as it is seen to, so that a flight into a city does not miss it. */
export function interpolate(start: Viewport, goal: Viewport, share: number): Viewport {
  const zoom = start.zoom + (goal.zoom - start.zoom) * share;
  const dx = goal.x - start.x - Math.round(goal.x - start.x);
  const dy = goal.y - start.y;
  const [from, to, at] = [start.zoom, goal.zoom, zoom].map((each) => 1 / measureWorld(each)) as [
    number,
    number,
    number,
  ];
  const moved = Math.abs(to - from) < 1e-12 ? share : (at - from) / (to - from);
  return placeViewport({ x: start.x + dx * moved, y: start.y + dy * moved, zoom }, goal.size);
}
