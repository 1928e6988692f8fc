/** @file What can be done with a whole album from any view, each with its way back. */
import type { AlbumSummary, NameProposal } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import type { LibraryState } from '../library.svelte.ts';
import type { ToastAction, Toasts } from '../toasts.svelte.ts';
import { turnDecision } from '../undo.ts';

/** The button on the message of a decision. */
export function offerUndo(library: LibraryState, toasts: Toasts): ToastAction {
  return { label: t.decisions.undo, run: () => void turnDecision('undo', library, toasts) };
}

/** True when the album is hidden from the lists now. */
export async function hideAlbum(album: AlbumSummary, library: LibraryState, toasts: Toasts): Promise<boolean> {
  const isDone = await library.run(() => callMain('albums.hide', { albumId: album.id }));
  if (isDone) toasts.report(t.albums.didHide(album.name), offerUndo(library, toasts));
  return isDone;
}

/** True when a hidden album is in the lists again. */
export async function showAlbum(album: AlbumSummary, library: LibraryState, toasts: Toasts): Promise<boolean> {
  const isDone = await library.run(() => callMain('albums.show', { albumId: album.id }));
  if (isDone) toasts.report(t.albums.didShow(album.name), offerUndo(library, toasts));
  return isDone;
}

/** A group that still has the name that it was given when it was found. */
export function isUnnamed({ kind, isNamedByPerson }: AlbumSummary): boolean {
  return kind === 'group' && !isNamedByPerson;
}

/** Names an album, or says which known landmark it is. The album it is then (another one showed the landmark); null: it failed. */
export async function nameAlbum(
  { id: albumId }: AlbumSummary,
  { name, landmarkId }: Pick<NameProposal, 'name' | 'landmarkId'>,
  library: LibraryState,
  toasts: Toasts,
): Promise<AlbumSummary | null> {
  try {
    const named =
      landmarkId === null
        ? await callMain('albums.rename', { albumId, name })
        : await callMain('albums.link', { albumId, landmarkId });
    toasts.report(t.browse.didName(named.name), offerUndo(library, toasts));
    return named;
  } catch (error) {
    toasts.reportError(error);
    return null;
  }
}
