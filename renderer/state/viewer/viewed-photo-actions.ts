/** @file What can be decided about the photo on the stage, each with its way back. */
import type { PhotoMembership } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import { offerUndo } from '../albums/album-actions.ts';
import type { LibraryState } from '../library.svelte.ts';
import type { PhotoViewing } from './photo-viewer.svelte.ts';
import type { NameChoice } from '../albums/name-search.svelte.ts';
import { putPhotos } from '../photos/put-photos.ts';
import type { Toasts } from '../toasts.svelte.ts';

export interface ViewedPhotoOptions {
  readonly viewing: PhotoViewing;
  readonly library: LibraryState;
  readonly toasts: Toasts;
  /** What had the focus may be gone after a decision. */
  readonly afterwards: () => void;
}

export class ViewedPhotoActions {
  readonly #options: ViewedPhotoOptions;
  /** One decision after another, each about the photo that was on the stage when it was made. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: ViewedPhotoOptions) {
    this.#options = options;
  }

  readonly confirm = ({ albumId, name }: PhotoMembership): Promise<void> =>
    this.#decide(async (photoId) => {
      await callMain('albums.confirm', { albumId, photoIds: [photoId] });
      return t.photoActions.did.confirm(1, name);
    });

  readonly reject = ({ albumId, name }: PhotoMembership): Promise<void> =>
    this.#decide(async (photoId) => {
      await callMain('albums.reject', { albumId, photoIds: [photoId] });
      return t.photoActions.did.reject(1, name);
    });

  readonly denyLandmark = (): Promise<void> =>
    this.#decide(async (photoId) => {
      await callMain('photos.notLandmark', { photoIds: [photoId] });
      return t.photoActions.did.notLandmark(1);
    });

  readonly setCover = ({ albumId, name }: PhotoMembership): Promise<void> =>
    this.#decide(async (photoId) => {
      await callMain('albums.setCover', { albumId, photoId });
      return t.photoActions.did.setCover(name);
    });

  /** Said by the heart itself: the same key takes it back. */
  readonly setFavourite = (isFavourite: boolean): Promise<void> =>
    this.#decide(async (photoId) => {
      await callMain('photos.setFavourite', { photoIds: [photoId], isFavourite });
      return null;
    });

  /** "It is ...": the photo leaves the album that it is a member of. */
  readonly putInto = (choice: NameChoice): Promise<void> => {
    const fromAlbumId = this.#options.viewing.member?.albumId ?? null;
    return this.#decide(async (photoId) => {
      const { name } = await putPhotos({ choice, photoIds: [photoId], fromAlbumId });
      return t.photoActions.did.move(1, name);
    });
  };

  /** @param call decides, and returns what to say of it; null: nothing */
  #decide(call: (photoId: number) => Promise<string | null>): Promise<void> {
    const { viewing, library, toasts, afterwards } = this.#options;
    const photoId = viewing.tile.id;
    const decide = async (): Promise<void> => {
      const said: string[] = [];
      await library.run(async () => {
        const done = await call(photoId);
        if (done !== null) said.push(done);
        await viewing.refresh();
      });
      afterwards();
      for (const message of said) toasts.report(message, offerUndo(library, toasts));
    };
    this.#last = this.#last.then(decide);
    return this.#last;
  }
}
