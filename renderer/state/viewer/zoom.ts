/**
 * @file Zoom and pan of one photo on the stage: pure arithmetic.
 *
 * `scale` is CSS pixels per photo pixel; `x` and `y` move the photo's middle away from the stage's middle, in CSS pixels.
 */

export interface StageSize {
  readonly width: number;
  readonly height: number;
}

export interface ZoomFrame {
  readonly stage: StageSize;
  /** Upright size of the photo in its own pixels. */
  readonly photo: StageSize;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}

export interface ZoomPosition {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A small photo is enlarged to this many device pixels a pixel at most when it is fitted. */
const mostFitEnlargement = 2;
/** Device pixels per photo pixel at the deepest zoom. */
const deepestZoom = 8;

/** The scale at which one photo pixel is one device pixel. */
export function computeActualScale(frame: ZoomFrame): number {
  return 1 / frame.pixelRatio;
}

/** The whole photo on the stage. */
export function fitPhoto(frame: ZoomFrame): ZoomPosition {
  const { stage, photo } = frame;
  const fitted = Math.min(stage.width / photo.width, stage.height / photo.height);
  const scale = Math.min(fitted, mostFitEnlargement * computeActualScale(frame));
  return { scale: Number.isFinite(scale) && scale > 0 ? scale : 1, x: 0, y: 0 };
}

/** No empty margin opens while the photo is larger than the stage; a smaller one stays in the middle. */
export function keepOnStage(frame: ZoomFrame, position: ZoomPosition): ZoomPosition {
  const spareX = Math.max(0, (frame.photo.width * position.scale - frame.stage.width) / 2);
  const spareY = Math.max(0, (frame.photo.height * position.scale - frame.stage.height) / 2);
  return {
    scale: position.scale,
    x: Math.min(spareX, Math.max(-spareX, position.x)),
    y: Math.min(spareY, Math.max(-spareY, position.y)),
  };
}

/**
 * Scales so that what lies under the point stays under it.
 *
 * @param point in CSS pixels from the stage's middle
 */
export function zoomTo(
  frame: ZoomFrame,
  position: ZoomPosition,
  scale: number,
  point: { readonly x: number; readonly y: number },
): ZoomPosition {
  const fitted = fitPhoto(frame).scale;
  const deepest = Math.max(fitted, deepestZoom * computeActualScale(frame));
  const next = Math.min(deepest, Math.max(fitted, scale));
  const ratio = next / position.scale;
  return keepOnStage(frame, {
    scale: next,
    x: point.x - (point.x - position.x) * ratio,
    y: point.y - (point.y - position.y) * ratio,
  });
}

/** Where the photo lies on the stage, in CSS pixels from the stage's upper left corner. What is drawn over the photo lies there, too. */
export function placePhoto(
  { stage, photo }: Pick<ZoomFrame, 'stage' | 'photo'>,
  { scale, x, y }: ZoomPosition,
): StageSize & { readonly left: number; readonly top: number } {
  const [width, height] = [photo.width * scale, photo.height * scale];
  return { left: (stage.width - width) / 2 + x, top: (stage.height - height) / 2 + y, width, height };
}

/** The scale that a double click goes to: actual size, or twice the fitted one for a photo that is fitted at that size already. */
export function computeCloseScale(frame: ZoomFrame): number {
  const actual = computeActualScale(frame);
  const fitted = fitPhoto(frame).scale;
  return actual > fitted * 1.05 ? actual : fitted * 2;
}

export function panBy(frame: ZoomFrame, position: ZoomPosition, dx: number, dy: number): ZoomPosition {
  return keepOnStage(frame, { scale: position.scale, x: position.x + dx, y: position.y + dy });
}

/** True when the photo is larger than its fitted size. */
export function isZoomed(frame: ZoomFrame, position: ZoomPosition): boolean {
  return position.scale > fitPhoto(frame).scale * 1.001;
}
