/** @file Writes an album as one HTML file, photo by photo, so that memory holds one picture at a time. */
import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import type { CopyReport } from './copy-photos.ts';
import { explainWriteFailure } from './export-failure.ts';
import { makePortable, moveToFreeName } from './free-name.ts';
import { buildPageEnd, buildPagePhoto, buildPageStart, type PageHead, type PagePhoto } from './web-page.ts';

export interface WebPagePhoto {
  readonly photoId: number;
  readonly fileName: string;
  readonly caption: string | null;
}

export interface WebPageOptions {
  readonly head: PageHead;
  readonly photos: readonly WebPagePhoto[];
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
  /** A JPEG without metadata; null when the photo cannot be read. What else it throws ends the export. */
  readonly render: (photoId: number) => Promise<Omit<PagePhoto, 'caption'> | null>;
}

export interface WebPageReport extends CopyReport {
  /** Name of the file; null when no photo could be read: no file was written then. */
  readonly fileName: string | null;
}

/** @throws CairnError `cancelled`, or `export-failed` when the folder cannot be written to */
export async function writeWebPage(options: WebPageOptions): Promise<WebPageReport> {
  const { head, photos, folder, signal, onProgress, render } = options;
  const temporary = join(folder, `.${randomUUID()}.part`);
  const left: string[] = [];
  const write = <Value>(work: Promise<Value>): Promise<Value> =>
    work.catch((error: unknown) => {
      throw explainWriteFailure(error);
    });
  const file = await write(open(temporary, 'wx'));
  try {
    try {
      await write(file.writeFile(buildPageStart(head)));
      for (const [index, { photoId, fileName, caption }] of photos.entries()) {
        if (signal.aborted) throw new CairnError('cancelled', 'The export was cancelled.');
        const picture = await render(photoId);
        if (picture === null) left.push(fileName);
        else await write(file.writeFile(buildPagePhoto({ ...picture, caption }, head.words)));
        onProgress(index + 1);
      }
      await write(file.writeFile(buildPageEnd()));
      await write(file.sync());
    } finally {
      await file.close();
    }
    const exported = photos.length - left.length;
    if (exported === 0) return { exported, left, fileName: null };
    const fileName = await write(moveToFreeName(temporary, folder, `${makePortable(head.title)}.html`));
    return { exported, left, fileName };
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
