/** @file The map on view, to a main and a thread that answer late: what is told of it is what it shows. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PinGroup } from '../../../../renderer/state/map/clusters.ts';
import type { AskedQuestion } from '../../../../renderer/state/map/cluster-worker.ts';

vi.mock('../../../../renderer/state/map/world.ts', () => ({
  detailedZoom: 4.5,
  loadWorld: () => Promise.reject(new Error('There is no land here.')),
}));
const { MapState } = await import('../../../../renderer/state/map/map-state.svelte.ts');

const pin: PinGroup = {
  key: 1,
  clusterId: null,
  latitude: 43,
  longitude: 5,
  count: 1,
  estimatedCount: 0,
  albumId: null,
  albumIds: [],
  photoId: 1,
};
const threadMs = 100;
let pointsMs = 0;
let asked: string[];
let stored: Map<string, string>;

class LateThread {
  #listen: (event: { readonly data: unknown }) => void = () => undefined;
  addEventListener(name: string, listener: (event: { readonly data: unknown }) => void): void {
    if (name === 'message') this.#listen = listener;
  }
  postMessage({ id, question }: AskedQuestion): void {
    asked.push(question.kind);
    setTimeout(
      () => this.#listen({ data: { id, ok: true, value: question.kind === 'groups' ? [pin] : null } }),
      threadMs,
    );
  }
  terminate(): void {
    this.#listen = () => undefined;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  stored = new Map();
  vi.stubGlobal('Worker', LateThread);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  vi.stubGlobal('window', {
    cairn: {
      call: async (name: string) => {
        if (name === 'map.cities') return { ok: true, value: [] };
        await new Promise((resolve) => setTimeout(resolve, pointsMs));
        const value = {
          photoIds: Uint32Array.of(1),
          latitudes: Float64Array.of(43),
          longitudes: Float64Array.of(5),
          albumIds: Uint32Array.of(0),
          isEstimated: Uint8Array.of(0),
          takenMs: Float64Array.of(0),
          unplacedIds: new Uint32Array(),
          brokenCount: 0,
          albums: [],
        };
        return { ok: true, value };
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

// The map rests 160 ms after it has a size: before the points are here, and in the middle of the questions to the thread.
test.each([10, 120, 400, 3000])('rests with its pins, when its points come after %i ms', async (afterMs) => {
  pointsMs = afterMs;
  const problems: unknown[] = [];
  const map = new MapState({ reportError: (error) => problems.push(error), bounds: null });
  map.refresh();
  map.resize({ width: 800, height: 600 });
  for (let passedMs = 0; map.rests === 0 && passedMs < 10_000; passedMs += 5) await vi.advanceTimersByTimeAsync(5);
  expect(map.rests).toBe(1);
  expect(map.seen).toEqual([pin]);
  // All of it is on view, and kept for the next time.
  expect(map.view?.zoom).toBeGreaterThan(5);
  expect(JSON.parse(stored.get('cairn.map.camera') ?? '[]')).toEqual([map.view?.x, map.view?.y, map.view?.zoom]);
  const questions = asked.length;
  await vi.advanceTimersByTimeAsync(2000);
  expect(map.rests).toBe(1);
  expect(asked).toHaveLength(questions);
  expect(problems).toEqual([]);
  map.close();
});
