/** @file What can be done with photos from any view, each with its way back. */
import { callMain } from '../client.ts';
import { t } from '../strings/index.ts';
import { offerUndo } from './album-actions.ts';
import type { LibraryState } from './library.svelte.ts';
import type { NameChoice } from './name-search.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

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
  const { didMark, didUnmark } = t.photos.actions;
  toasts.report((isFavourite ? didMark : didUnmark)(photoIds.length), offerUndo(library, toasts));
  return true;
}

/** "Not a landmark". True when it was stored. */
export async function denyLandmark(photoIds: readonly number[], { library, toasts }: ActionContext): Promise<boolean> {
  const isDone = await runInParts(photoIds, library, (ids) => callMain('photos.notLandmark', { photoIds: ids }));
  if (isDone) toasts.report(t.photos.actions.didDeny(photoIds.length), offerUndo(library, toasts));
  return isDone;
}

/** Puts photos into the album that the person chose, which is made if need be. True when it was stored. */
export async function addToAlbum(
  photoIds: readonly number[],
  choice: NameChoice,
  { library, toasts }: ActionContext,
): Promise<boolean> {
  let name = '';
  const isDone = await library.run(async () => {
    const albumId = choice.kind === 'album' ? choice.albumId : await openAlbum(photoIds.slice(0, mostAtOnce), choice);
    const left = choice.kind === 'album' ? photoIds : photoIds.slice(mostAtOnce);
    for (let first = 0; first < left.length; first += mostAtOnce) {
      await callMain('albums.confirm', { albumId, photoIds: left.slice(first, first + mostAtOnce) });
    }
    name = (await callMain('albums.get', { albumId })).name;
  });
  if (isDone) toasts.report(t.photos.actions.didAdd(photoIds.length, name), offerUndo(library, toasts));
  return isDone;
}

/** An album of these photos, of the landmark if there is one. Returns its id. */
async function openAlbum(
  photoIds: readonly number[],
  choice: Exclude<NameChoice, { readonly kind: 'album' }>,
): Promise<number> {
  const photos = [...photoIds];
  // One decision either way: one undo takes it back.
  if (choice.kind === 'new') {
    return (await callMain('albums.split', { albumId: null, photoIds: photos, name: choice.name })).id;
  }
  const { landmarkId } = choice;
  return (await callMain('albums.confirmLandmark', { landmarkId, fromAlbumId: null, photoIds: photos })).id;
}
