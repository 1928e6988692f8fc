/** @file What is measured inside a page, as scripts for `page.evaluate`. */

/** A frame that took this much longer than usual was dropped. */
const droppedFrom = 1.5;

export interface ScrollFigures {
  readonly frames: number;
  readonly usualMs: number;
  /** Frames that the display showed twice or more, as a share of all that there should have been. */
  readonly droppedShare: number;
  /** Tasks over 50 ms of the page's main thread, longest first. */
  readonly longTasksMs: readonly number[];
  readonly seconds: number;
  /** How far the view was scrolled in the end. */
  readonly pixels: number;
}

export interface ScrollProbe {
  readonly selector: string;
  readonly seconds: number;
  /** Left out: from the top to the end. */
  readonly pixelsPerFrame?: number;
  /** Milliseconds that a frame takes where nothing is done; left out: those of most frames now. */
  readonly usualMs?: number;
}

/**
 * Scrolls what `selector` finds from its top to its end in `seconds`, a step each frame; without a match it only counts frames, as in an
 * empty page. Where frames are dropped the way is longer in time, not shorter: nothing is left out.
 */
export function buildScrollProbe({ selector, seconds, pixelsPerFrame, usualMs }: ScrollProbe): string {
  return `new Promise((resolve) => {
    const scroller = document.querySelector(${JSON.stringify(selector)});
    const longTasks = [];
    const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    const intervals = [];
    const frames = ${String(seconds)} * 60;
    const end = scroller === null ? 0 : scroller.scrollHeight - scroller.clientHeight;
    const way = Math.min(end, ${pixelsPerFrame === undefined ? 'Infinity' : String(pixelsPerFrame * seconds * 60)});
    let step = 0;
    let last = performance.now();
    const start = last;
    const next = (now) => {
      intervals.push(now - last);
      last = now;
      step += 1;
      if (scroller !== null) scroller.scrollTop = (way * step) / frames;
      if (step < frames) { requestAnimationFrame(next); return; }
      observer.disconnect();
      const usual = ${String(usualMs ?? 'null')} ?? [...intervals].sort((a, b) => a - b)[intervals.length >> 1];
      const missed = intervals.reduce((sum, ms) => sum + (ms > usual * ${String(droppedFrom)} ? Math.round(ms / usual) - 1 : 0), 0);
      resolve({ frames, usualMs: usual, droppedShare: missed / (frames + missed), longTasksMs: longTasks.sort((a, b) => b - a),
        seconds: (performance.now() - start) / 1000, pixels: scroller === null ? 0 : scroller.scrollTop });
    };
    requestAnimationFrame(next);
  })`;
}

/**
 * Milliseconds until `condition` (an expression) holds after `action` (a statement), looked at each frame. Playwright's own
 * waiting evaluates text in the page, which the app's policy forbids.
 */
export function buildWaitProbe(action: string, condition: string): string {
  return `new Promise((resolve, reject) => {
    const start = performance.now();
    ${action};
    const look = () => {
      if (${condition}) resolve(performance.now() - start);
      else if (performance.now() - start > 20000) reject(new Error('this did not happen: ' + ${JSON.stringify(condition)}));
      else requestAnimationFrame(look);
    };
    look();
  })`;
}

/** Pictures of the tiles on view are there. */
export const arePicturesShown = `(() => {
  const cells = [...document.querySelectorAll('[role="gridcell"]')].filter((cell) => {
    const { top, bottom } = cell.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  return cells.length > 5 && cells.every((cell) => { const image = cell.querySelector('img'); return image !== null && image.complete && image.naturalWidth > 0; });
})()`;
