/** @file What speaks for photos as covers of their albums: a sharp picture, and how much it looks like a landmark. */
import { measureSharpness } from '../decode/measure-sharpness.ts';
import type { EmbedderRequests } from '../embedder-messages.ts';
import { estimateLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import { buildThumbnailPath } from '../thumbnails-path.ts';

/** @param thumbnailFolder where the thumbnails lie: they are small, all of one size, and there */
export async function rateCovers(
  { contentHashes, vectors }: EmbedderRequests['rateCovers']['params'],
  landmarkness: Landmarkness,
  thumbnailFolder: string,
): Promise<EmbedderRequests['rateCovers']['result']> {
  const dims = landmarkness.weights.length;
  const sharpness = new Float64Array(contentHashes.length).fill(Number.NaN);
  const landmarks = new Float64Array(contentHashes.length);
  for (const [row, contentHash] of contentHashes.entries()) {
    landmarks[row] = estimateLandmarkness(landmarkness, vectors.subarray(row * dims, (row + 1) * dims));
    // One after the other: nobody waits for a cover.
    if (contentHash !== null) {
      sharpness[row] = await measureSharpness(buildThumbnailPath(thumbnailFolder, contentHash, 'grid'));
    }
  }
  return { sharpness, landmarkness: landmarks };
}
