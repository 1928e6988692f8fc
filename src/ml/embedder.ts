/**
 * @file Entry of the embedder process: decode, thumbnails, DOLG, neighbour search, recognition, grouping.
 *
 * [Note: one entry, two roles] The same file is the entry of the HEIC thread, so that a bundle needs one entry, wherever it
 * lies. Each role imports what it needs only: a thread must not load onnxruntime a second time.
 */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const { startEmbedder } = await import('./embedder/start.ts');
  startEmbedder(new URL(import.meta.url));
} else {
  await import('./decode/heif-worker.ts');
}
