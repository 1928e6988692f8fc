/** @file Draws the few colours that stand in for a photo until its picture is there. */
import { thumbHashToRGBA } from 'thumbhash';

/** At most 32 x 32 pixels, which the browser stretches smoothly. A hash that is none draws nothing. */
export function drawPlaceholder(canvas: HTMLCanvasElement, thumbhash: string): void {
  const decoded = decodePlaceholder(thumbhash);
  if (decoded === null) return;
  const { w, h, rgba } = decoded;
  canvas.width = w;
  canvas.height = h;
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
}

/** Fewest bytes that hold a hash: header and the first coefficients. */
const shortest = 5;

/** Pixels of a thumbhash in base64; null for one that is none. */
export function decodePlaceholder(
  thumbhash: string,
): { readonly w: number; readonly h: number; readonly rgba: Uint8Array } | null {
  try {
    const bytes = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0));
    return bytes.length < shortest ? null : thumbHashToRGBA(bytes);
  } catch {
    // Not base64: as if there were none.
    return null;
  }
}
