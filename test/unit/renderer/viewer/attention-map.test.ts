/** @file The attention map on the photo: where its cells lie, how it is smoothed, what is said of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findAttentionRegions,
  normalizeAttention,
  paintAttention,
  smoothAttention,
  type AttentionShades,
} from '../../../../renderer/state/viewer/attention-map.ts';
import { fitPhoto, placePhoto, zoomTo } from '../../../../renderer/state/viewer/zoom.ts';

const size = fc.integer({ min: 1, max: 24 });
const someShades: fc.Arbitrary<AttentionShades> = fc
  .tuple(size, size)
  .chain(([width, height]) =>
    fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, values: Float32Array.from(values) })),
  );

/** All of it in one cell. */
function peakAt(width: number, height: number, column: number, row: number): AttentionShades {
  const values = new Float32Array(width * height);
  values[row * width + column] = 1;
  return { width, height, values };
}

describe('attention', () => {
  test('is spread over the photo it belongs to', () => {
    const shades = normalizeAttention({ width: 2, height: 2, values: Float32Array.of(1, 2, 3, 5) });
    expect([...shades.values]).toEqual([0, 0.25, 0.5, 1]);
  });

  test('is nothing where the model looked everywhere alike', () => {
    const shades = normalizeAttention({ width: 3, height: 1, values: Float32Array.of(7, 7.01, 7) });
    expect([...shades.values]).toEqual([0, 0, 0]);
    expect(findAttentionRegions(shades)).toEqual([]);
    expect(normalizeAttention({ width: 1, height: 1, values: Float32Array.of(0) }).values[0]).toBe(0);
  });

  test('stays in [0, 1] when it is smoothed, and where its cells are', () => {
    fc.assert(
      fc.property(someShades, fc.integer({ min: 1, max: 6 }), (shades, factor) => {
        const smooth = smoothAttention(shades, factor);
        expect([smooth.width, smooth.height]).toEqual([shades.width * factor, shades.height * factor]);
        expect(smooth.values.every((value) => value >= 0 && value <= 1)).toBe(true);
        if (factor % 2 === 0) return;
        // The middle of a cell is a pixel of its own: it has the cell's own value.
        const middle = (factor - 1) / 2;
        shades.values.forEach((value, index) => {
          const [column, row] = [index % shades.width, Math.floor(index / shades.width)];
          const at = (row * factor + middle) * smooth.width + column * factor + middle;
          expect(smooth.values[at]).toBeCloseTo(value, 5);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('lies on the photo wherever that lies, in bands beside it never', () => {
    const stage = { width: 1000, height: 500 };
    fc.assert(
      fc.property(
        fc.record({ width: fc.integer({ min: 10, max: 9000 }), height: fc.integer({ min: 10, max: 9000 }) }),
        fc.constantFrom(1, 1.25, 2),
        fc.double({ min: 0.05, max: 8, noNaN: true }),
        fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: -200, max: 200 }) }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (photo, pixelRatio, scale, point, share) => {
          const frame = { stage, photo, pixelRatio };
          const fitted = placePhoto(frame, fitPhoto(frame));
          // Fitted: inside the stage, in its middle, with the photo's shape.
          expect(fitted.left).toBeCloseTo((stage.width - fitted.width) / 2);
          expect(fitted.top).toBeCloseTo((stage.height - fitted.height) / 2);
          expect(fitted.width / fitted.height).toBeCloseTo(photo.width / photo.height);
          // A part of the photo is the same part of its place, at whatever zoom.
          const position = zoomTo(frame, fitPhoto(frame), scale, point);
          const place = placePhoto(frame, position);
          const onStage = stage.width / 2 + position.x + (share - 0.5) * photo.width * position.scale;
          expect(place.left + share * place.width).toBeCloseTo(onStage, 6);
        },
      ),
    );
  });

  test('is told by ninths of the photo', () => {
    expect(findAttentionRegions(peakAt(9, 6, 0, 0))).toEqual(['top-left']);
    expect(findAttentionRegions(peakAt(9, 6, 8, 5))).toEqual(['bottom-right']);
    expect(findAttentionRegions(peakAt(9, 6, 4, 3))).toEqual(['middle']);
    const both = peakAt(9, 6, 0, 3);
    both.values[3 * 9 + 8] = 0.9;
    expect(findAttentionRegions(both)).toEqual(['left', 'right']);
  });

  test('is dark where the model did not look, and takes the hue where it did', () => {
    const veil = { red: 0, green: 0, blue: 0 };
    const pixels = paintAttention({ width: 2, height: 1, values: Float32Array.of(0, 1) }, veil, {
      red: 240,
      green: 140,
      blue: 94,
    });
    expect([...pixels.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(pixels[3]).toBeGreaterThan(120);
    expect([...pixels.subarray(4, 7)]).toEqual([240, 140, 94]);
    expect(pixels[7]).toBeLessThan(pixels[3] ?? 0);
  });
});
