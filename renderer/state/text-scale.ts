/** @file How large text is. What lies between lines of text in a grid is laid out by it: captions, headings. */

const usualPixels = 16;

/** Size of the root's text against the usual one: 2 where a person set text to 200 %. */
export function readTextScale(): number {
  const pixels = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(pixels) && pixels > 0 ? pixels / usualPixels : 1;
}
