/** @file Pictures wait while photos fly past: nobody sees them, and loading them all costs frames and memory. */

/** From this many views a second on photos are a blur: about two thirds of a row a frame. */
const blurViewsPerSecond = 8;
const restMs = 90;
/** Events of two scrolls, however near each other, are no speed. */
const longestGapMs = 200;

export class PicturePatience {
  /** True: pictures that are not there yet are not asked for. Placeholders are drawn. */
  isWaiting = $state(false);

  #last = { top: 0, ms: Number.NEGATIVE_INFINITY };
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Hears of every scroll event. `top` and `viewHeight` in CSS pixels; `nowMs` of a monotonic clock. */
  note(top: number, viewHeight: number, nowMs: number): void {
    const gapMs = nowMs - this.#last.ms;
    const distance = Math.abs(top - this.#last.top);
    this.#last = { top, ms: nowMs };
    // A jump, by a key or to where a person was, comes after a pause.
    if (gapMs > longestGapMs || gapMs <= 0 || viewHeight <= 0) return;
    const viewsPerSecond = (distance / viewHeight / gapMs) * 1000;
    if (viewsPerSecond < blurViewsPerSecond) return;
    this.isWaiting = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.isWaiting = false), restMs);
  }
}

/** One for the window: one thing is scrolled at a time. */
export const picturePatience = new PicturePatience();
