/** @file The land of the maps: read and projected by a thread of its own at the first need, then shared by all maps of the window. */
import detailedUrl from 'world-atlas/countries-10m.json?url';
import coarseUrl from 'world-atlas/countries-50m.json?url';
import type { WorldAnswer, WorldRequest } from './world-worker.ts';
import type { World } from './world-geometry.ts';

/** `coarse`: 1:50 million, for a continent. `detailed`: 1:10 million, for a coast; seven times the points. */
export type WorldDetail = 'coarse' | 'detailed';

/** From this zoom on the coarse coast looks like a drawing by hand. */
export const detailedZoom = 4.5;

const urls: Record<WorldDetail, string> = { coarse: coarseUrl, detailed: detailedUrl };
const worlds = new Map<WorldDetail, Promise<World>>();

/** @throws Error when the file of the app cannot be read */
export function loadWorld(detail: WorldDetail): Promise<World> {
  const known = worlds.get(detail);
  if (known !== undefined) return known;
  const loading = buildInWorker(new URL(urls[detail], location.href).href);
  worlds.set(detail, loading);
  // Another map may have more luck.
  loading.catch(() => worlds.delete(detail));
  return loading;
}

function buildInWorker(url: WorldRequest): Promise<World> {
  const worker = new Worker(new URL('world-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<World>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<WorldAnswer>) => {
      if (data.kind === 'built') resolve(data.world);
      else reject(new Error(data.message));
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(url);
  }).finally(() => worker.terminate());
}
