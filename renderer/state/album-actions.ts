/** @file What can be done with a whole album from any view, each with its way back. */
import type { AlbumSummary } from '../../src/api/views.ts';
import { callMain } from '../client.ts';
import { t } from '../strings/index.ts';
import type { LibraryState } from './library.svelte.ts';
import type { ToastAction, Toasts } from './toasts.svelte.ts';
import { turnDecision } from './undo.ts';

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
