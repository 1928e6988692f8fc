/** @file What can be done with photos from any view, each with its way back. */
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import { offerUndo } from '../albums/album-actions.ts';
import type { LibraryState } from '../library.svelte.ts';
import type { NameChoice } from '../albums/name-search.svelte.ts';
import { putPhotos } from './put-photos.ts';
import type { Toasts } from '../toasts.svelte.ts';

/** One decision is of so many photos at most (src/api/calls.ts). */
const mostAtOnce = 10_000;

interface ActionContext {
  readonly library: LibraryState;
  readonly toasts: Toasts;
}

/** Runs a call for photos of any number, as many decisions as it takes. True when all of them were made. */
async function runInParts(
  photoIds: readonly number[],
  library: LibraryState,
  call: (photoIds: number[]) => Promise<unknown>,
): Promise<boolean> {
  for (let first = 0; first < photoIds.length; first += mostAtOnce) {
    const part = photoIds.slice(first, first + mostAtOnce);
    if (!(await library.run(() => call(part)))) return false;
  }
  return photoIds.length > 0;
}

/** True when it was stored. */
export async function setFavourite(
  photoIds: readonly number[],
  isFavourite: boolean,
  { library, toasts }: ActionContext,
): Promise<boolean> {
  const isDone = await runInParts(photoIds, library, (ids) =>
    callMain('photos.setFavourite', { photoIds: ids, isFavourite }),
  );
  if (!isDone) return false;
  const { setFavourite: didSet, unsetFavourite: didUnset } = t.photoActions.did;
  toasts.report((isFavourite ? didSet : didUnset)(photoIds.length), offerUndo(library, toasts));
  return true;
}

/** "Not a landmark". True when it was stored. */
export async function denyLandmark(photoIds: readonly number[], { library, toasts }: ActionContext): Promise<boolean> {
  const isDone = await runInParts(photoIds, library, (ids) => callMain('photos.notLandmark', { photoIds: ids }));
  if (isDone) toasts.report(t.photoActions.did.notLandmark(photoIds.length), offerUndo(library, toasts));
  return isDone;
}

/** Puts photos into the album that the person chose, which is made if need be. True when it was stored. */
export async function putIntoAlbum(
  photoIds: readonly number[],
  choice: NameChoice,
  { library, toasts }: ActionContext,
): Promise<boolean> {
  let name = '';
  const isDone = await library.run(async () => {
    // The first photos make the album: one decision, one undo. The rest of very many follow into it.
    const first = await putPhotos({ choice, photoIds: photoIds.slice(0, mostAtOnce), fromAlbumId: null });
    for (let next = mostAtOnce; next < photoIds.length; next += mostAtOnce) {
      const part = photoIds.slice(next, next + mostAtOnce);
      await callMain('albums.confirm', { albumId: first.albumId, photoIds: part });
    }
    name = first.name;
  });
  if (isDone) toasts.report(t.photoActions.did.move(photoIds.length, name), offerUndo(library, toasts));
  return isDone;
}
