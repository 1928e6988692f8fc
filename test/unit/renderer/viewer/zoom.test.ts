/** @file Zoom: what is under the pointer stays there, the photo never leaves the stage. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computeActualScale,
  computeCloseScale,
  fitPhoto,
  isZoomed,
  keepOnStage,
  panBy,
  zoomTo,
} from '../../../../renderer/state/viewer/zoom.ts';
import type { ZoomFrame } from '../../../../renderer/state/viewer/zoom.ts';

const frame: ZoomFrame = {
  stage: { width: 1000, height: 800 },
  photo: { width: 4000, height: 3000 },
  pixelRatio: 1,
};

describe('zoom', () => {
  test('fits the whole photo', () => {
    expect(fitPhoto(frame)).toEqual({ scale: 0.25, x: 0, y: 0 });
    expect(isZoomed(frame, fitPhoto(frame))).toBe(false);
  });

  test('enlarges a small photo twice at most when it is fitted', () => {
    expect(fitPhoto({ ...frame, photo: { width: 100, height: 80 } }).scale).toBe(2);
  });

  test('shows one photo pixel on one device pixel', () => {
    expect(computeActualScale({ ...frame, pixelRatio: 2 })).toBe(0.5);
  });

  test('keeps the point under the pointer in its place', () => {
    const at = { x: 200, y: -100 };
    const before = fitPhoto(frame);
    const after = zoomTo(frame, before, 1, at);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale);
    expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale);
    expect(isZoomed(frame, after)).toBe(true);
  });

  test('opens no margin when the stage grows around a photo that was moved to its edge', () => {
    const moved = panBy({ ...frame, stage: { width: 600, height: 800 } }, { scale: 0.3, x: 0, y: 0 }, 1000, 0);
    expect(moved.x).toBe(300);
    expect(keepOnStage(frame, moved).x).toBe(100);
  });

  test('keeps the point under the pointer in its place wherever the edges allow it', () => {
    fc.assert(
      fc.property(
        fc.record({ width: fc.integer({ min: 50, max: 12_000 }), height: fc.integer({ min: 50, max: 12_000 }) }),
        fc.constantFrom(1, 1.25, 1.5, 2, 3),
        fc.double({ min: 0.02, max: 10, noNaN: true }),
        fc.double({ min: 0.02, max: 10, noNaN: true }),
        fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -400, max: 400 }) }),
        (photo, pixelRatio, first, second, at) => {
          const some = { ...frame, photo, pixelRatio };
          const before = zoomTo(some, fitPhoto(some), first, at);
          const after = zoomTo(some, before, second, at);
          for (const axis of ['x', 'y'] as const) {
            const length = axis === 'x' ? 'width' : 'height';
            const spare = Math.max(0, (photo[length] * after.scale - some.stage[length]) / 2);
            const wanted = at[axis] - ((at[axis] - before[axis]) * after.scale) / before.scale;
            // Only an edge of the photo that would leave the edge of the stage moves the point.
            expect(after[axis]).toBeCloseTo(Math.min(spare, Math.max(-spare, wanted)), 6);
          }
        },
      ),
    );
  });

  test('goes close by a double click: to actual size, or to twice the fitted one', () => {
    expect(computeCloseScale(frame)).toBe(1);
    expect(computeCloseScale({ ...frame, pixelRatio: 2 })).toBe(0.5);
    expect(computeCloseScale({ ...frame, photo: { width: 400, height: 300 } })).toBe(4);
  });

  test('never zooms out beyond fitted, nor in without end', () => {
    expect(zoomTo(frame, fitPhoto(frame), 0.0001, { x: 0, y: 0 })).toEqual(fitPhoto(frame));
    expect(zoomTo(frame, fitPhoto(frame), 1e9, { x: 0, y: 0 }).scale).toBe(8);
  });

  test('leaves no empty margin beside a photo that is larger than the stage', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            scale: fc.double({ min: 0.01, max: 20, noNaN: true }),
            x: fc.integer({ min: -500, max: 500 }),
            y: fc.integer({ min: -400, max: 400 }),
            dx: fc.integer({ min: -5000, max: 5000 }),
          }),
          { maxLength: 12 },
        ),
        (steps) => {
          let position = fitPhoto(frame);
          for (const step of steps) {
            position = panBy(frame, zoomTo(frame, position, step.scale, step), step.dx, -step.dx);
            const spareX = Math.max(0, (frame.photo.width * position.scale - frame.stage.width) / 2);
            const spareY = Math.max(0, (frame.photo.height * position.scale - frame.stage.height) / 2);
            expect(Math.abs(position.x)).toBeLessThanOrEqual(spareX + 1e-6);
            expect(Math.abs(position.y)).toBeLessThanOrEqual(spareY + 1e-6);
          }
        },
      ),
    );
  });
});
