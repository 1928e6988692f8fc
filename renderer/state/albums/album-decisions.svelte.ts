/** @file What a person decides about photos of an album on view, each said with its way back. One decision at a time. */
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import { offerUndo } from './album-actions.ts';
import type { AlbumState } from './album.svelte.ts';
import type { AppState } from '../app.svelte.ts';
import type { NameChoice } from './name-search.svelte.ts';
import { putPhotos } from '../photos/put-photos.ts';

export class AlbumDecisions {
  isBusy = $state(false);
  readonly #album: AlbumState;
  readonly #app: Pick<AppState, 'library' | 'toasts' | 'router'>;
  /** Gives the focus to what follows. */
  readonly #settle: () => Promise<void>;

  constructor(album: AlbumState, app: Pick<AppState, 'library' | 'toasts' | 'router'>, settle: () => Promise<void>) {
    this.#album = album;
    this.#app = app;
    this.#settle = settle;
  }

  readonly confirm = (photoIds: readonly number[]): Promise<void> =>
    this.#decide(photoIds, async (ids, name) => {
      await callMain('albums.confirm', { albumId: this.#album.id, photoIds: ids });
      return t.photoActions.did.confirm(ids.length, name);
    });

  readonly reject = (photoIds: readonly number[]): Promise<void> =>
    this.#decide(photoIds, async (ids, name) => {
      await callMain('albums.reject', { albumId: this.#album.id, photoIds: ids });
      return t.photoActions.did.reject(ids.length, name);
    });

  /** Rejected here, confirmed where the person says. */
  readonly move = (photoIds: readonly number[], choice: NameChoice): Promise<void> =>
    this.#decide(photoIds, async (ids) => {
      const { name } = await putPhotos({ choice, photoIds: ids, fromAlbumId: this.#album.id });
      return t.photoActions.did.move(ids.length, name);
    });

  /** An album of their own, which waits for its name on view. */
  readonly split = (photoIds: readonly number[]): Promise<void> =>
    this.#decide(photoIds, async (ids) => {
      const { id, name } = await callMain('albums.split', { albumId: this.#album.id, photoIds: ids, name: null });
      this.#app.router.open({ view: 'album', albumId: id });
      return t.photoActions.did.move(ids.length, name);
    });

  readonly denyLandmark = (photoIds: readonly number[]): Promise<void> =>
    this.#decide(photoIds, async (ids) => {
      await callMain('photos.notLandmark', { photoIds: ids });
      return t.photoActions.did.notLandmark(ids.length);
    });

  readonly setCover = (photoId: number): Promise<void> =>
    this.#decide([photoId], async (_, name) => {
      await callMain('albums.setCover', { albumId: this.#album.id, photoId });
      return t.photoActions.did.setCover(name);
    });

  readonly setFavourite = (photoIds: readonly number[], isFavourite: boolean): Promise<void> =>
    this.#decide(photoIds, async (ids) => {
      await callMain('photos.setFavourite', { photoIds: ids, isFavourite });
      const { setFavourite, unsetFavourite } = t.photoActions.did;
      return (isFavourite ? setFavourite : unsetFavourite)(ids.length);
    });

  /** Said when all of it is done: what is pressed then is not taken for a second press. @param work decides and says what was done */
  async #decide(
    photoIds: readonly number[],
    work: (photoIds: number[], albumName: string) => Promise<string>,
  ): Promise<void> {
    const name = this.#album.summary?.name;
    if (photoIds.length === 0 || name === undefined || this.isBusy) return;
    const { library, toasts } = this.#app;
    this.isBusy = true;
    try {
      const message = await work([...photoIds], name);
      // At once: what is selected while the photos are fetched again is the person's next choice.
      this.#album.selection.clear();
      await this.#album.refresh();
      await this.#settle();
      toasts.report(message, offerUndo(library, toasts));
    } catch (error) {
      toasts.reportError(error);
    } finally {
      this.isBusy = false;
    }
  }
}
