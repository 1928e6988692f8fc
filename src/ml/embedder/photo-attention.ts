/** @file Where the model looks on one photo. Nothing of it is stored. */
import { decodeLimits } from '../decode/decode-limits.ts';
import { buildModelInput } from '../decode/model-input.ts';
import type { PhotoLoader } from '../decode/photo-loader.ts';
import type { Manifest } from '../model/manifest.ts';
import type { AttentionMap } from '../model/session.ts';
import type { ModelRunner } from './model-runner.ts';
import { limitTime } from './limit-time.ts';

export interface PhotoAttentionOptions {
  readonly loader: PhotoLoader;
  readonly runner: ModelRunner;
  readonly manifest: Manifest;
}

/**
 * The attention map at the model's size that fits the photo's shape, at scale 1. The upright photo is stretched to that size, so the map covers all of it. Throws PhotoFailure.
 */
export async function computeAttention(options: PhotoAttentionOptions, path: string): Promise<AttentionMap | null> {
  const { loader, runner, manifest } = options;
  const pixels = await limitTime(decodeLimits.photoTimeoutMs, async () => {
    const photo = await loader.read(path);
    try {
      const { image, modelSize } = await loader.decode(photo, manifest.sizes);
      return { ...modelSize, data: await buildModelInput(image, modelSize) };
    } finally {
      photo.release();
    }
  });
  return runner.attend(pixels);
}
