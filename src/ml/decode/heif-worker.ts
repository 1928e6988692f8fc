/**
 * @file Worker thread that decodes HEIC with libheif (WebAssembly).
 *
 * Its decoder is synchronous and takes a second for a large photo: in a thread of its own it holds up nobody, and a decoder
 * that never returns can be ended.
 */
import { parentPort } from 'node:worker_threads';
import libheif from 'libheif-js/wasm-bundle.js';
import type { HeifReply, HeifRequest } from './heif-decoder.ts';

async function decodePrimaryImage({ bytes, maxPixels }: HeifRequest): Promise<HeifReply> {
  const images = new libheif.HeifDecoder().decode(bytes);
  try {
    const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
    if (image === undefined) return { ok: false, reason: 'The HEIC structure of the file is broken.' };
    const width = image.get_width();
    const height = image.get_height();
    if (width * height > maxPixels)
      return { ok: false, reason: `The image is too large (${width} x ${height} pixels).` };
    const data = new Uint8ClampedArray(width * height * 4);
    const result = await new Promise<unknown>((resolve) => image.display({ data, width, height }, resolve));
    if (result === null) return { ok: false, reason: 'The HEIC image data is broken or of an unsupported kind.' };
    return { ok: true, width, height, data };
  } finally {
    for (const image of images) image.free();
  }
}

parentPort?.on('message', (request: HeifRequest) => {
  decodePrimaryImage(request)
    .catch((error: unknown): HeifReply => ({
      ok: false,
      reason: 'The HEIC structure of the file is broken.',
      cause: error instanceof Error ? error.message : String(error),
    }))
    .then((reply) => parentPort?.postMessage(reply, reply.ok ? [reply.data.buffer] : []))
    // Nothing is left to tell the parent with; it sees the thread end.
    .catch(() => process.exit(1));
});
