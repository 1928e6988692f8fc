/** @file One photo through the whole pipeline: read, hash, decode, thumbnails, embedding. Several are under way at a time. */
import { availableParallelism } from 'node:os';
import { decodeLimits } from '../decode/decode-limits.ts';
import { PhotoFailure } from '../decode/photo-failure.ts';
import { hashPicture } from '../decode/picture-hashes.ts';
import type { DecodedPhoto, PhotoLoader, ReadPhoto } from '../decode/photo-loader.ts';
import { writeThumbnails } from '../decode/thumbnails.ts';
import type {
  EmbedFileResult,
  FailedPhoto,
  IndexedPhoto,
  KnownPhoto,
  PhotoOutcome,
  PictureHashes,
} from '../embedder-messages.ts';
import { buildScaledPixels } from '../model/embed-batch.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ModelRunner } from './model-runner.ts';
import { createSemaphore } from './semaphore.ts';
import { limitTime } from './limit-time.ts';

export interface PhotoIndexerOptions {
  readonly loader: PhotoLoader;
  readonly runner: ModelRunner;
  readonly manifest: Manifest;
  readonly thumbnailFolder: string;
  /** Waited for before a photo is indexed ([Note: bursts]). */
  readonly enterGate: () => Promise<void>;
  /** Told before a photo's file is touched. */
  readonly onStarted: (key: number) => void;
  /** Asked once the content hash is there. */
  readonly isKnown: (key: number, contentHash: string) => Promise<boolean>;
}

export interface PhotoIndexer {
  readonly index: (photo: { readonly key: number; readonly path: string }) => Promise<PhotoOutcome>;
  /** Writes nothing. Throws PhotoFailure. */
  readonly embedFile: (path: string) => Promise<EmbedFileResult>;
  /** Throws PhotoFailure. */
  readonly renderThumbnails: (path: string, contentHash: string) => Promise<void>;
}

/** What is left of a photo when its bytes and its decoded image are let go. */
interface PreparedPhoto {
  readonly kind: 'prepared';
  readonly read: Pick<ReadPhoto, 'contentHash' | 'mtimeMs'> & { readonly sizeBytes: number };
  readonly decoded: Omit<DecodedPhoto, 'image' | 'modelSize'>;
  readonly hashes: PictureHashes;
  /** Under way since the pixels were there; the thumbnails are written meanwhile. */
  readonly embedding: Promise<Float32Array>;
}

/**
 * Photos that are read or decoded at a time. A photo takes a step only between two runs ([Note: blocking run]) and needs
 * half a dozen steps, so that there must be more of them than threads of the pool; the memory budgets keep large ones apart.
 */
const maxPreparing = Math.min(20, availableParallelism() + 10);

function toFailedPhoto(error: unknown): FailedPhoto {
  if (error instanceof PhotoFailure) {
    const { message: reason, isTransient, isDiskFull } = error;
    return { kind: 'failed', reason, isTransient, isDiskFull };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', reason: `Indexing failed (${message}).`, isTransient: true };
}

/** A folder that may only be read keeps no photo from its album: its pictures are made when they are looked at and it may be written. */
function passReadOnly(error: unknown): void {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  // ENOENT is what Node.js says of a folder that cannot be made where nothing can be written.
  const isReadOnly = /^(?:EROFS|EACCES|EPERM|ENOENT)$/.test(code);
  if (!isReadOnly) throw error;
}

export function createPhotoIndexer(options: PhotoIndexerOptions): PhotoIndexer {
  const { loader, runner, manifest, thumbnailFolder, enterGate, onStarted, isKnown } = options;
  const preparing = createSemaphore(maxPreparing);

  const withPhoto = async <Value>(path: string, use: (photo: ReadPhoto) => Promise<Value>): Promise<Value> => {
    const photo = await loader.read(path);
    try {
      return await use(photo);
    } finally {
      photo.release();
    }
  };

  const prepare = async (key: number, photo: ReadPhoto): Promise<PreparedPhoto | KnownPhoto> => {
    const { contentHash, mtimeMs } = photo;
    const read = { contentHash, mtimeMs, sizeBytes: photo.bytes.length };
    if (await isKnown(key, contentHash)) return { kind: 'known', ...read };
    const { image, modelSize, ...decoded } = await loader.decode(photo, manifest.sizes);
    const pixels = buildScaledPixels(image, modelSize, manifest.scales);
    const embedding = pixels.then((scaled) => runner.embed(scaled));
    // Awaited by the caller in any case; a failure must not count as unhandled while the thumbnails are written.
    embedding.catch(() => undefined);
    const [hashes] = await Promise.all([
      hashPicture(image),
      pixels,
      writeThumbnails(thumbnailFolder, contentHash, image).catch(passReadOnly),
    ]);
    return { kind: 'prepared', read, decoded, hashes, embedding };
  };

  const indexOne = async (key: number, path: string): Promise<IndexedPhoto | KnownPhoto> => {
    const prepared = await preparing.run(async () => {
      await enterGate();
      onStarted(key);
      return limitTime(decodeLimits.photoTimeoutMs, () => withPhoto(path, (photo) => prepare(key, photo)));
    });
    if (prepared.kind === 'known') return prepared;
    const { read, decoded, hashes, embedding } = prepared;
    const { format, width, height, metadata } = decoded;
    return { kind: 'indexed', ...read, ...metadata, ...hashes, format, width, height, embedding: await embedding };
  };

  return {
    index: ({ key, path }) => indexOne(key, path).catch(toFailedPhoto),
    embedFile: async (path) => {
      const { pixels, metadata } = await preparing.run(() =>
        limitTime(decodeLimits.photoTimeoutMs, () =>
          withPhoto(path, async (photo) => {
            const decoded = await loader.decode(photo, manifest.sizes);
            const scaled = await buildScaledPixels(decoded.image, decoded.modelSize, manifest.scales);
            return { pixels: scaled, metadata: decoded.metadata };
          }),
        ),
      );
      return { embedding: await runner.embed(pixels), metadata };
    },
    renderThumbnails: (path, contentHash) =>
      preparing.run(() =>
        limitTime(decodeLimits.photoTimeoutMs, () =>
          withPhoto(path, async (photo) => {
            if (photo.contentHash !== contentHash) {
              throw new PhotoFailure('The file has changed since it was indexed.', { isTransient: true });
            }
            const { image } = await loader.decode(photo, manifest.sizes);
            await writeThumbnails(thumbnailFolder, contentHash, image);
          }),
        ),
      ),
  };
}
