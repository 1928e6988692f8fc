/** @file Images of a photo for the page: thumbnails and renditions, made again when a cleaner removed or emptied them. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CairnError } from '../api/errors.ts';
import type { Catalog } from '../db/catalog.ts';
import type { PhotoFile } from '../db/files.ts';
import { buildThumbnailPath, listThumbnailPaths, type ThumbnailVariant } from '../ml/thumbnails-path.ts';
import { findWholeImage, isWholeImage } from '../ml/whole-image-file.ts';
import type { EmbedderSupervisor } from './embedder/embedder-supervisor.ts';
import { joinRootPath, type PathAliases } from './file-access.ts';

export interface PhotoImages {
  /** Where the photo can be read now, or null. `fileId`: that of several files alone. */
  readonly locate: (photoId: number, fileId?: number) => { readonly path: string; readonly format: string } | null;
  /** Where a file lies that is present on a drive that is there, or null. */
  readonly locateFile: (fileId: number) => string | null;
  /** Path of a WebP or JPEG; null when it is not there and the photo cannot be read. */
  readonly getThumbnail: (photoId: number, variant: ThumbnailVariant) => Promise<string | null>;
  /** Path of a JPEG of the whole photo; null when the photo cannot be read. */
  readonly renderOriginal: (photoId: number) => Promise<string | null>;
}

export interface PhotoImagesOptions {
  readonly catalog: Catalog;
  readonly supervisor: EmbedderSupervisor;
  readonly aliases: PathAliases;
  readonly thumbnailFolder: string;
  readonly renditionFolder: string;
}

/** Makes the service of images. */
export function createPhotoImages(options: PhotoImagesOptions): PhotoImages {
  const { catalog, supervisor, aliases, thumbnailFolder, renditionFolder } = options;
  /** The page asks for one image several times while it scrolls: it is rendered once. */
  const underWay = new Map<string, Promise<boolean>>();

  const locate: PhotoImages['locate'] = (photoId, fileId) => {
    const photo = catalog.photos.get(photoId);
    const file = fileId === undefined ? catalog.files.locate(photoId) : locateFile(catalog, photoId, fileId);
    if (photo === null || file === null) return null;
    return { path: aliases.toOpenable(joinRootPath(file.rootPath, file.relativePath)), format: photo.format };
  };
  const locatePresentFile: PhotoImages['locateFile'] = (fileId) => {
    const file = catalog.files.get(fileId);
    const root = file === null ? null : catalog.roots.get(file.rootId);
    if (file?.state !== 'present' || root?.state !== 'online') return null;
    return aliases.toOpenable(joinRootPath(root.path, file.relativePath));
  };
  /** False for a photo that cannot be read. Other failures are the embedder's and are passed on. */
  const renderOnce = (target: string, render: () => Promise<unknown>): Promise<boolean> => {
    const running = underWay.get(target);
    if (running !== undefined) return running;
    const started = render()
      .then(
        () => isWholeImage(target),
        (error: unknown) => {
          if (error instanceof CairnError && error.code.startsWith('photo-')) return false;
          throw error;
        },
      )
      .finally(() => underWay.delete(target));
    underWay.set(target, started);
    return started;
  };

  return {
    locate,
    locateFile: locatePresentFile,
    getThumbnail: async (photoId, variant) => {
      const contentHash = catalog.photos.get(photoId)?.contentHash;
      if (contentHash === undefined) return null;
      const known = await findWholeImage(listThumbnailPaths(thumbnailFolder, contentHash, variant));
      if (known !== null) return known;
      const target = buildThumbnailPath(thumbnailFolder, contentHash, variant);
      const original = locate(photoId);
      if (original === null) return null;
      const render = async (): Promise<void> => {
        const client = await supervisor.obtain();
        await client.request('renderThumbnails', { path: original.path, contentHash });
      };
      return (await renderOnce(target, render)) ? target : null;
    },
    renderOriginal: async (photoId) => {
      const contentHash = catalog.photos.get(photoId)?.contentHash;
      const original = locate(photoId);
      if (contentHash === undefined) return null;
      const target = join(renditionFolder, contentHash.slice(0, 2), `${contentHash}.jpg`);
      if (await isWholeImage(target)) return target;
      if (original === null) return null;
      const render = async (): Promise<void> => {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        const client = await supervisor.obtain();
        await client.request('renderView', { path: original.path, outputPath: target });
      };
      return (await renderOnce(target, render)) ? target : null;
    },
  };
}

function locateFile(catalog: Catalog, photoId: number, fileId: number): PhotoFile | null {
  const file = catalog.files.listForPhoto(photoId).find(({ id }) => id === fileId);
  return file?.state === 'present' && file.rootState === 'online' ? file : null;
}
