/** @file One photo through the whole pipeline: read, hash, decode, thumbnails, embedding. Several are under way at a time. */
import { availableParallelism } from 'node:os';
import { decodeLimits } from '../decode/decode-limits.ts';
import { PhotoFailure } from '../decode/photo-failure.ts';
import type { DecodedPhoto, PhotoLoader, ReadPhoto } from '../decode/photo-loader.ts';
import { writeThumbnails } from '../decode/thumbnails.ts';
import type { EmbedFileResult, FailedPhoto, IndexedPhoto, KnownPhoto, PhotoOutcome } from '../embedder-messages.ts';
import { buildScaledPixels, type ScaledPixels } from '../model/embed-batch.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ModelRunner } from './model-runner.ts';
import { createSemaphore } from './semaphore.ts';
import { limitTime } from './limit-time.ts';

export interface PhotoIndexerOptions {
  readonly loader: PhotoLoader;
  readonly runner: ModelRunner;
  readonly manifest: Manifest;
  readonly thumbnailFolder: string;
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

/** A photo that waits for the model; the file's bytes and the decoded image are let go. */
interface PreparedPhoto {
  readonly kind: 'prepared';
  readonly read: Pick<ReadPhoto, 'contentHash' | 'mtimeMs'> & { readonly sizeBytes: number };
  readonly decoded: Omit<DecodedPhoto, 'image' | 'modelSize'>;
  readonly pixels: readonly ScaledPixels[];
}

/** Photos that are read or decoded at a time: enough for all cores while the event loop is held, few in memory. */
const maxPreparing = Math.min(8, Math.max(4, availableParallelism() + 2));
/** Photos between their start and their embedding: those, and ready pixels for the next runs. */
const maxUnderWay = maxPreparing + 8;

function toFailedPhoto(error: unknown): FailedPhoto {
  if (error instanceof PhotoFailure) return { kind: 'failed', reason: error.message, isTransient: error.isTransient };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', reason: `Indexing failed (${message}).`, isTransient: true };
}

export function createPhotoIndexer(options: PhotoIndexerOptions): PhotoIndexer {
  const { loader, runner, manifest, thumbnailFolder, onStarted, isKnown } = options;
  const preparing = createSemaphore(maxPreparing);
  const underWay = createSemaphore(maxUnderWay);

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
    const [pixels] = await Promise.all([
      buildScaledPixels(image, modelSize, manifest.scales),
      writeThumbnails(thumbnailFolder, contentHash, image),
    ]);
    return { kind: 'prepared', read, decoded, pixels };
  };

  const indexOne = async (key: number, path: string): Promise<IndexedPhoto | KnownPhoto> => {
    const prepared = await preparing.run(() => {
      onStarted(key);
      return limitTime(decodeLimits.photoTimeoutMs, () => withPhoto(path, (photo) => prepare(key, photo)));
    });
    if (prepared.kind === 'known') return prepared;
    const { read, decoded, pixels } = prepared;
    const { format, width, height, metadata } = decoded;
    return { kind: 'indexed', ...read, ...metadata, format, width, height, embedding: await runner.embed(pixels) };
  };

  return {
    index: ({ key, path }) => underWay.run(() => indexOne(key, path)).catch(toFailedPhoto),
    embedFile: (path) =>
      underWay.run(async () => {
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
      }),
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
