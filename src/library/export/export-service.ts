/** @file Takes photos of an album out of Cairn: copies of the files, or one web page. One export at a time. */
import { realpathSync } from 'node:fs';
import { CairnError } from '../../api/errors.ts';
import {
  pageSizes,
  type ExportEstimate,
  type ExportProgress,
  type ExportTarget,
  type PageSize,
} from '../../api/calls/exports.ts';
import type { Language } from '../../api/preferences.ts';
import type { AlbumSummary } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { ExportPhotoSize } from '../../db/export-photos.ts';
import type { EmbedderSupervisor } from '../embedder/embedder-supervisor.ts';
import type { ThumbnailVariant } from '../../ml/thumbnails-path.ts';
import { toDisplayPath } from '../path-encoding.ts';
import type { SidecarReport } from '../../api/calls/exports.ts';
import { writeSidecars, type SidecarParams } from './sidecars/write-sidecars.ts';
import { copyPhotos, type CopyReport } from './copy-photos.ts';
import { pageWords } from './page-words.ts';
import { writeWebPage, type WebPageReport } from './write-web-page.ts';

export interface ExportService {
  /** @throws CairnError `not-found` */
  readonly estimate: (target: ExportTarget) => ExportEstimate;
  /** Copies into a folder. @throws CairnError `not-found`, `cancelled`, `export-failed` or `invalid-input` while another runs */
  readonly copyFiles: (target: ExportTarget, folder: string) => Promise<CopyReport>;
  /** @throws CairnError as `copyFiles`, and `embedder-unavailable` */
  readonly writePage: (
    target: ExportTarget,
    page: { readonly folder: string; readonly size: PageSize; readonly language: Language },
  ) => Promise<WebPageReport>;
  /** What a person said, as XMP sidecars in a folder. @throws CairnError as `copyFiles` */
  readonly writeSidecars: (params: Omit<SidecarParams, 'signal'>) => Promise<SidecarReport>;
  /** Stops what is under way; nothing half is left. */
  readonly cancel: () => void;
  /** A small JPEG of a photo, to be seen under the pointer. @throws CairnError `photo-unavailable` or `photo-unreadable` */
  readonly drawDragIcon: (photoId: number) => Promise<Uint8Array>;
  /** The root that a folder lies in, if any: what is exported there would be indexed. */
  readonly findRootAround: (folder: string) => string | null;
}

export interface ExportServiceOptions {
  readonly catalog: Catalog;
  readonly supervisor: EmbedderSupervisor;
  readonly locatePhoto: (photoId: number) => { readonly path: string } | null;
  readonly getThumbnail: (photoId: number, variant: ThumbnailVariant) => Promise<string | null>;
  readonly findRoot: (path: string) => { readonly path: string } | null;
  readonly onProgress: (progress: ExportProgress) => void;
}

/** Bytes a pixel of a JPEG of this quality, as photos come; base64 takes a third more. */
const jpegQuality = 82;
const bytesPerPixel = 0.21;
const base64Share = 4 / 3;
/** In pixels. */
const dragIconSide = 128;

/** Makes the service of exports. */
export function createExportService(options: ExportServiceOptions): ExportService {
  const { catalog, supervisor, locatePhoto, onProgress } = options;
  let running: AbortController | null = null;

  const requireAlbum = (albumId: number): AlbumSummary => {
    const id = catalog.albums.resolve(albumId);
    const album = id === null ? null : catalog.albums.getSummary(id);
    if (album === null) throw new CairnError('not-found', 'This album is not in the library (any more).');
    return album;
  };
  const listPhotos = (target: ExportTarget): readonly ExportPhotoSize[] =>
    catalog.exportPhotos.getSizes(target.photoIds ?? catalog.exportPhotos.listMembers(requireAlbum(target.albumId).id));
  const nameFiles = (photos: readonly ExportPhotoSize[]): ReadonlyMap<number, string> =>
    new Map(
      catalog.photos.getTiles(photos.map(({ id }) => id)).map(({ id, fileName }) => [id, toDisplayPath(fileName)]),
    );
  const runAlone = async <Report>(total: number, work: (run: ExportRun) => Promise<Report>): Promise<Report> => {
    if (running !== null)
      throw new CairnError('invalid-input', 'Another export is under way. Wait for it, or cancel it.');
    running = new AbortController();
    onProgress({ done: 0, total });
    try {
      return await work({ signal: running.signal, onProgress: (done) => onProgress({ done, total }) });
    } finally {
      running = null;
      onProgress(null);
    }
  };

  return {
    estimate: (target) => {
      const photos = listPhotos(target);
      const present = photos.filter(({ isPresent }) => isPresent);
      const estimatePage = (size: PageSize): number =>
        Math.round(present.reduce((sum, photo) => sum + countPixels(photo, size), 0) * bytesPerPixel * base64Share);
      return {
        photoCount: photos.length,
        awayCount: photos.length - present.length,
        copyBytes: present.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        pageBytes: {
          [pageSizes[0]]: estimatePage(pageSizes[0]),
          [pageSizes[1]]: estimatePage(pageSizes[1]),
          [pageSizes[2]]: estimatePage(pageSizes[2]),
        },
      };
    },
    copyFiles: (target, folder) => {
      const photos = listPhotos(target);
      const names = nameFiles(photos);
      return runAlone(photos.length, (run) =>
        copyPhotos({
          ...run,
          folder,
          sources: photos.map(({ id }) => ({ photoId: id, fileName: names.get(id) ?? String(id) })),
          locate: (photoId) => locatePhoto(photoId)?.path ?? null,
        }),
      );
    },
    writeSidecars: (params) => runAlone(0, ({ signal }) => writeSidecars(catalog, { ...params, signal })),
    writePage: (target, { folder, size, language }) => {
      const album = requireAlbum(target.albumId);
      const photos = listPhotos(target);
      const names = nameFiles(photos);
      const words = pageWords[language];
      const days = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' });
      return runAlone(photos.length, (run) =>
        writeWebPage({
          ...run,
          folder,
          head: {
            language: words.locale,
            title: album.name,
            facts: [
              ...(album.place === null ? [] : [album.place]),
              ...describeDates(photos, words.locale),
              words.countPhotos(photos.length),
            ],
            words,
          },
          // As a story is told: from the first day to the last.
          photos: [...photos].reverse().map(({ id, takenMs }) => ({
            photoId: id,
            fileName: names.get(id) ?? '',
            caption: takenMs === null ? null : days.format(takenMs),
          })),
          render: async (photoId) => {
            const photo = locatePhoto(photoId);
            if (photo === null) return null;
            const client = await supervisor.obtain();
            try {
              return await client.request('renderJpeg', { path: photo.path, longestSide: size, quality: jpegQuality });
            } catch (error) {
              if (error instanceof CairnError && error.code.startsWith('photo-')) return null;
              throw error;
            }
          },
        }),
      );
    },
    drawDragIcon: async (photoId) => {
      const path = await options.getThumbnail(photoId, 'grid');
      if (path === null)
        throw new CairnError('photo-unavailable', 'This photo is not there now. Connect its drive and try again.');
      const client = await supervisor.obtain();
      return (await client.request('renderJpeg', { path, longestSide: dragIconSide, quality: jpegQuality })).jpeg;
    },
    cancel: () => running?.abort(),
    findRootAround: (folder) => options.findRoot(resolveLinks(folder))?.path ?? null,
  };
}

interface ExportRun {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** A link into a root lies inside of it. */
function resolveLinks(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // Not there: writing to it will say so.
    return folder;
  }
}

function countPixels({ width, height }: ExportPhotoSize, longestSide: number): number {
  const scale = Math.min(1, longestSide / Math.max(1, width, height));
  return width * height * scale * scale;
}

function describeDates(photos: readonly ExportPhotoSize[], locale: string): readonly string[] {
  const times = photos.flatMap(({ takenMs }) => (takenMs === null ? [] : [takenMs]));
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  if (times.length === 0) return [];
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const [from, to] = [months.format(first), months.format(last)];
  return [from === to ? from : `${from} – ${to}`];
}
