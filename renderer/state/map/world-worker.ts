/** @file A thread of its own for one file of the world: it is read, projected, handed over, and the thread is done. */
import { buildWorld, listBuffers } from './world-geometry.ts';
import type { World, WorldTopology } from './world-geometry.ts';

/** Address of a file of world-atlas. */
export type WorldRequest = string;
export type WorldAnswer =
  { readonly kind: 'built'; readonly world: World } | { readonly kind: 'failed'; readonly message: string };

async function answer(url: WorldRequest): Promise<void> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
    const world = buildWorld((await response.json()) as WorldTopology);
    send({ kind: 'built', world }, listBuffers(world));
  } catch (error) {
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }, []);
  }
}

function send(message: WorldAnswer, transfer: ArrayBuffer[]): void {
  self.postMessage(message, { transfer });
}

self.addEventListener('message', ({ data }: MessageEvent<WorldRequest>) => void answer(data));
