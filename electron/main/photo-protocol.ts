/** @file Serves `photo://` to the pages. */
import { protocol } from 'electron';
import { photoScheme } from '../../src/api/photo-urls.ts';
import { answerPhotoRequest, type PhotoSource } from './answer-photo-request.ts';

/** `reportFailure` hears of unexpected errors; the page gets status 500 then. */
export function servePhotos(source: PhotoSource, reportFailure: (error: unknown) => void): void {
  protocol.handle(photoScheme, async ({ method, url }) => {
    try {
      return await answerPhotoRequest(source, method, url);
    } catch (error) {
      reportFailure(error);
      return new Response('This photo cannot be shown.', { status: 500 });
    }
  });
}
