/** @file What a turn of the wheel, two fingers on a trackpad, or a pinch asks of the stage. */

/** The part of a WheelEvent that tells. */
export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0: pixels, 1: lines, 2: pages. */
  readonly deltaMode: number;
  /** Chromium says a pinch as a wheel with Ctrl. */
  readonly ctrlKey: boolean;
  /** Not standard, and all there is to tell a trackpad by: three times `deltaY`, the other way, where fingers moved. */
  readonly wheelDeltaY?: number;
}

export type WheelIntent =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

const linePixels = 30;
const pagePixels = 400;
const wheelStep = 0.0018;
/** A pinch comes in small numbers. */
const pinchStep = 0.012;
/** One event zooms by a third at most, whatever a driver says. */
const mostPixels = { wheel: 160, pinch: 24 };

function limit(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}

/**
 * A wheel and a pinch zoom. Two fingers that slide move a photo that is larger than the stage, and zoom one that is not.
 *
 * @param isLarger whether there is something to move
 */
export function readWheel(turn: WheelTurn, isLarger: boolean): WheelIntent {
  const unit = turn.deltaMode === 1 ? linePixels : turn.deltaMode === 2 ? pagePixels : 1;
  const [dx, dy] = [turn.deltaX * unit, turn.deltaY * unit];
  if (turn.ctrlKey) return { kind: 'zoom', factor: Math.exp(-limit(dy, mostPixels.pinch) * pinchStep) };
  const isSliding = turn.deltaMode === 0 && (turn.deltaX !== 0 || turn.wheelDeltaY === -3 * turn.deltaY);
  if (isSliding && isLarger) return { kind: 'pan', dx: -dx, dy: -dy };
  return { kind: 'zoom', factor: Math.exp(-limit(dy, mostPixels.wheel) * wheelStep) };
}
