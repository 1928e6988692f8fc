/** @file Motion of the map, frame by frame; and what is kept of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { parseCamera } from '../../../../renderer/state/map/camera-memory.ts';
import type { PinGroup } from '../../../../renderer/state/map/clusters.ts';
import { MapMotion } from '../../../../renderer/state/map/map-motion.ts';
import { unprojectPoint } from '../../../../renderer/state/map/mercator.ts';
import { layOutPins, orderPins } from '../../../../renderer/state/map/pin-layout.ts';
import { findPinToward } from '../../../../renderer/state/map/pin-movement.ts';
import { fromScreen, placeViewport } from '../../../../renderer/state/map/viewport.ts';
import type { Viewport } from '../../../../renderer/state/map/viewport.ts';

const size = { width: 800, height: 600 };
const start = placeViewport({ x: 0.5, y: 0.4, zoom: 5 }, size);

describe('motion', () => {
  let view: Viewport = start;
  let isStill = false;
  let frames: ((nowMs: number) => void)[] = [];
  let nowMs = 0;
  const motion = new MapMotion({
    getView: () => view,
    setView: (next) => (view = next),
    isStill: () => isStill,
    requestFrame: (step) => frames.push(step),
    cancelFrame: () => (frames = []),
  });
  /** Frames until it rests; how many. */
  const settle = (): number => {
    let count = 0;
    while (frames.length > 0 && count < 10_000) {
      const due = frames;
      frames = [];
      nowMs += 16;
      for (const step of due) step(nowMs);
      count += 1;
    }
    return count;
  };

  beforeEach(() => {
    motion.stop();
    [view, isStill, frames] = [start, false, []];
  });

  test('arrives where it flies to, the short way around', () => {
    view = placeViewport({ x: 0.95, y: 0.4, zoom: 6 }, size);
    const longitudes: number[] = [];
    motion.flyTo({ x: 0.05, y: 0.42, zoom: 7 });
    while (frames.length > 0) {
      const [step] = frames.splice(0);
      step?.((nowMs += 16));
      longitudes.push(view.x);
    }
    expect(view).toEqual(placeViewport({ x: 0.05, y: 0.42, zoom: 7 }, size));
    expect(longitudes.every((x) => x > 0.94 || x < 0.06)).toBe(true);
  });

  test('arrives at once without motion, and does not slide', () => {
    isStill = true;
    motion.flyTo({ x: 0.2, y: 0.4, zoom: 9 });
    expect(view.zoom).toBe(9);
    expect(frames).toEqual([]);
    motion.slide(3, 3);
    expect(frames).toEqual([]);
  });

  test('adds up the steps of a wheel and ends at their sum', () => {
    motion.zoomBy(0.5, { left: 100, top: 100 });
    motion.zoomBy(0.5, { left: 100, top: 100 });
    settle();
    expect(view.zoom).toBeCloseTo(6, 2);
  });

  test('ends at the end of the zoom', () => {
    motion.zoomBy(-40, { left: 400, top: 300 });
    expect(settle()).toBeLessThan(200);
    motion.zoomBy(1, { left: 400, top: 300 });
    settle();
    expect(view.zoom).toBeGreaterThan(2);
  });

  test('slides on and comes to rest', () => {
    motion.slide(1, 0);
    const count = settle();
    expect(count).toBeGreaterThan(10);
    expect(count).toBeLessThan(200);
    expect(view.x).toBeLessThan(start.x);
    expect(motion.isMoving).toBe(false);
  });

  test('stops under the hand', () => {
    motion.slide(1, 0);
    motion.stop();
    expect(settle()).toBe(0);
  });
});

test('a camera that was kept comes back, anything else does not', () => {
  expect(parseCamera('[0.5,0.4,7.25]')).toEqual({ x: 0.5, y: 0.4, zoom: 7.25 });
  for (const text of [null, '', 'x', '{}', '[1,2]', '[1,2,"3"]', '[1,2,null]', '[1,2,3,4]']) {
    expect(parseCamera(text)).toBeNull();
  }
});

describe('pins', () => {
  const pinAt = (key: number, left: number, top: number, count = 2): PinGroup => ({
    key,
    clusterId: key,
    ...unprojectPoint(fromScreen(start, { left, top })),
    count,
    estimatedCount: 0,
    albumId: key,
    albumIds: [key],
    photoId: key,
  });
  const pins = [pinAt(1, 600, 80), pinAt(2, 200, 90), pinAt(3, 210, 400), pinAt(4, 640, 420)];

  test('are read line by line, in the direction of the writing', () => {
    expect(orderPins(pins, start, 'ltr').map(({ key }) => key)).toEqual([2, 1, 3, 4]);
    expect(orderPins(pins, start, 'rtl').map(({ key }) => key)).toEqual([1, 2, 4, 3]);
  });

  test('are reached by the arrow that points to them', () => {
    const go = (from: number, key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'): number | undefined =>
      findPinToward(pins, start, pins[from - 1] ?? pinAt(0, 0, 0), key)?.key;
    expect(go(1, 'ArrowLeft')).toBe(2);
    expect(go(2, 'ArrowDown')).toBe(3);
    expect(go(3, 'ArrowRight')).toBe(4);
    expect(go(4, 'ArrowUp')).toBe(1);
    expect(go(1, 'ArrowUp')).toBeUndefined();
    expect(go(4, 'ArrowRight')).toBeUndefined();
  });

  test('show the name of the one with more photos where there is room for one', () => {
    const close = [pinAt(1, 300, 200, 3), pinAt(2, 370, 200, 50), pinAt(3, 700, 500, 1)];
    const { named } = layOutPins(close, start, ({ key }) => (key === 3 ? null : 120));
    expect([...named]).toEqual([2]);
  });
});
