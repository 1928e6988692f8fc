/** @file What the wheel, a trackpad and a pinch do on the stage. */
import { describe, expect, test } from 'vitest';
import { readWheel, type WheelTurn } from '../../../../renderer/state/viewer/wheel.ts';

const turn = (change: Partial<WheelTurn>): WheelTurn => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  ...change,
});
const zoom = (change: Partial<WheelTurn>, isLarger = false): number => {
  const intent = readWheel(turn(change), isLarger);
  if (intent.kind !== 'zoom') throw new Error('This does not zoom.');
  return intent.factor;
};

describe('wheel', () => {
  test('zooms in upwards and out downwards, by pixels and by lines', () => {
    expect(zoom({ deltaY: -100 })).toBeGreaterThan(1);
    expect(zoom({ deltaY: 100 })).toBeLessThan(1);
    expect(zoom({ deltaY: 3, deltaMode: 1 })).toBeCloseTo(zoom({ deltaY: 90 }));
    expect(zoom({ deltaY: -100 }) * zoom({ deltaY: 100 })).toBeCloseTo(1);
  });

  test('never leaps', () => {
    expect(zoom({ deltaY: -10_000 })).toBeLessThan(1.5);
    expect(zoom({ deltaY: -10_000, ctrlKey: true })).toBeLessThan(1.5);
  });

  test('zooms by a pinch, whose numbers are small', () => {
    expect(zoom({ deltaY: -8, ctrlKey: true }, true)).toBeGreaterThan(1.08);
  });

  test('moves a larger photo by two fingers, and zooms one that fits', () => {
    const slide = { deltaX: 12, deltaY: 5 };
    expect(readWheel(turn(slide), true)).toEqual({ kind: 'pan', dx: -12, dy: -5 });
    expect(readWheel(turn(slide), false).kind).toBe('zoom');
    expect(readWheel(turn({ deltaY: 5, wheelDeltaY: -15 }), true)).toEqual({ kind: 'pan', dx: -0, dy: -5 });
    expect(readWheel(turn({ deltaY: 100, wheelDeltaY: -120 }), true).kind).toBe('zoom');
  });
});
