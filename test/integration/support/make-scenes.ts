/** @file Photos of scenes that the tiny models (test/fixtures/tiny-model.ts) tell apart: six by six colours, a little changed each. */
import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const cells = 6;

/** Numbers in [0, 1) that every machine makes alike. */
function makeRandom(seed: number): () => number {
  let state = (seed * 2654435761 + 99991) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** Writes `scene-<scene>-<n>.jpg`, `count` photos of each scene, and returns their paths. */
export async function makeScenes(folder: string, scenes: readonly number[], count: number): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const paths: string[] = [];
  for (const scene of scenes) {
    for (let index = 0; index < count; index += 1) {
      const [colours, noise] = [makeRandom(scene), makeRandom(1000 * scene + index + 1)];
      const data = Uint8Array.from({ length: cells * cells * 3 }, () =>
        Math.min(255, Math.max(0, Math.round(255 * (colours() + 0.08 * (noise() - 0.5))))),
      );
      const path = join(folder, `scene-${scene}-${index}.jpg`);
      await sharp(data, { raw: { width: cells, height: cells, channels: 3 } })
        .resize(240, 240, { kernel: 'nearest' })
        .jpeg()
        .toFile(path);
      const seconds = 1_600_000_000 + 100 * scene + index;
      utimesSync(path, seconds, seconds);
      paths.push(path);
    }
  }
  return paths;
}
