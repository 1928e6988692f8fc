/**
 * @file Answers `photo://` addresses with the photo's thumbnail or its original, by id. No Electron here.
 *
 * An address can only name a photo of the catalog. The bytes of an original are sent only from inside the person's folders, links
 * followed. A photo that is a link to elsewhere, and a format that a page cannot show, is sent as a rendition.
 */
import { realpath } from 'node:fs/promises';
import { extname, sep } from 'node:path';
import { Readable } from 'node:stream';
import { parsePhotoUrl, type PhotoVariant } from '../../src/api/photo-urls.ts';
import { openWithoutFollowing } from '../../src/ml/open-without-waiting.ts';

export interface PhotoSource {
  readonly locatePhoto: (photoId: number) => { readonly path: string; readonly format: string } | null;
  readonly getThumbnail: (photoId: number, variant: 'grid' | 'screen') => Promise<string | null>;
  /** Path of a JPEG rendition for a format that a page cannot show. */
  readonly renderOriginal: (photoId: number) => Promise<string | null>;
  /** Absolute paths of the person's folders. */
  readonly listRootFolders: () => Promise<readonly string[]>;
}

interface PhotoFile {
  readonly path: string | Buffer;
  readonly contentType: string;
}

/** Formats that Chromium shows by itself, upright and in the right colours. */
const shownFormats: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** Resolves with the image or with 404. Rejects only for failures that are worth a line in the log. */
export async function answerPhotoRequest(source: PhotoSource, method: string, url: string): Promise<Response> {
  const wanted = method === 'GET' ? parsePhotoUrl(url) : null;
  if (wanted === null) return refuse();
  const file = await findFile(source, wanted.photoId, wanted.variant);
  if (file === null) return refuse();
  return await sendFile(file, wanted.variant);
}

async function findFile(source: PhotoSource, photoId: number, variant: PhotoVariant): Promise<PhotoFile | null> {
  if (variant !== 'original') {
    const path = await source.getThumbnail(photoId, variant);
    return path === null ? null : { path, contentType: extname(path) === '.webp' ? 'image/webp' : 'image/jpeg' };
  }
  const original = source.locatePhoto(photoId);
  const path = original === null ? null : await findRealPath(original.path);
  if (original === null || path === null) return null;
  const contentType = Object.hasOwn(shownFormats, original.format) ? shownFormats[original.format] : undefined;
  if (contentType !== undefined && (await isUnderARoot(path, await source.listRootFolders())))
    return { path, contentType };
  // The embedder decodes it: nothing but the image in it can come out.
  const rendition = await source.renderOriginal(photoId);
  return rendition === null ? null : { path: rendition, contentType: 'image/jpeg' };
}

async function isUnderARoot(path: Buffer, roots: readonly string[]): Promise<boolean> {
  const folders = await Promise.all(roots.map((root) => findRealPath(root)));
  return folders.some((folder) => folder !== null && isInside(path, folder));
}

function isInside(path: Buffer, folder: Buffer): boolean {
  const prefix = folder.at(-1) === sep.charCodeAt(0) ? folder : Buffer.concat([folder, Buffer.from(sep)]);
  return path.subarray(0, prefix.length).equals(prefix);
}

/** As bytes: on Linux a name need not be UTF-8. */
async function findRealPath(path: string): Promise<Buffer | null> {
  try {
    return await realpath(path, { encoding: 'buffer' });
  } catch {
    // Gone, or its drive is: the same to the page.
    return null;
  }
}

async function sendFile({ path, contentType }: PhotoFile, variant: PhotoVariant): Promise<Response> {
  let file;
  try {
    // Not following a link: whoever swaps the file for one after the check gets nothing. Nor waiting for the other end of a pipe.
    file = await openWithoutFollowing(path);
  } catch {
    return refuse();
  }
  const { size, isRegular } = await file.stat().then((stats) => ({ size: stats.size, isRegular: stats.isFile() }));
  if (!isRegular) {
    await file.close();
    return refuse();
  }
  const stream = Readable.toWeb(file.createReadStream({ autoClose: true }));
  return new Response(stream, {
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(size),
      // A photo id stands for one content for ever, but an original may be out of reach the next time.
      'Cache-Control': variant === 'original' ? 'no-store' : 'private, max-age=31536000, immutable',
      ...safetyHeaders,
    },
  });
}

const safetyHeaders = { 'Content-Security-Policy': "default-src 'none'", 'X-Content-Type-Options': 'nosniff' };

function refuse(): Response {
  return new Response('Not found', { status: 404, headers: { 'Cache-Control': 'no-store', ...safetyHeaders } });
}
