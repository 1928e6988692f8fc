/** @file What can be done with photos of any view, outside of an album of their own: decisions with their way back, one at a time. */
import type { PhotoTile } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import type { AppState } from '../app.svelte.ts';
import type { MenuGroups } from '../menu-entries.ts';
import type { NameChoice } from '../albums/name-search.svelte.ts';
import { denyLandmark, putIntoAlbum, setFavourite } from './photo-actions.ts';
import { listPhotoEntries } from './photo-entries.ts';
import type { ViewerDialog } from '../viewer/photo-viewer.svelte.ts';

/** The photos that are meant: those selected, or the one under the pointer or the focus. */
export interface PhotoTarget {
  readonly photoIds: readonly number[];
  /** All of them are. */
  readonly isFavourite: boolean;
  /** Where it is one. */
  readonly photo: Pick<PhotoTile, 'id' | 'availability'> | null;
  /** Of several files of the photo, the one that is meant. */
  readonly fileId?: number;
  /** Into the viewer, where need be with a question; null: it is there. */
  readonly open: ((dialog: ViewerDialog | null) => void) | null;
}

export interface PhotoDeskOptions {
  readonly app: Pick<AppState, 'library' | 'toasts'>;
  /** A decision was made: fetches what is on view again and gives the focus to what follows. */
  readonly settle: () => void | Promise<void>;
}

export class PhotoDesk {
  isBusy = $state(false);
  /** Photos that wait for the album that they go to. */
  asking = $state.raw<readonly number[] | null>(null);
  readonly #options: PhotoDeskOptions;

  constructor(options: PhotoDeskOptions) {
    this.#options = options;
  }

  readonly ask = (photoIds: readonly number[]): void => {
    if (photoIds.length > 0) this.asking = photoIds;
  };

  readonly toggleFavourite = ({ photoIds, isFavourite }: PhotoTarget): Promise<void> =>
    this.#decide(photoIds, () => setFavourite(photoIds, !isFavourite, this.#options.app));

  readonly denyLandmark = ({ photoIds }: PhotoTarget): Promise<void> =>
    this.#decide(photoIds, () => denyLandmark(photoIds, this.#options.app));

  readonly put = (photoIds: readonly number[], choice: NameChoice): Promise<void> =>
    this.#decide(photoIds, () => putIntoAlbum(photoIds, choice, this.#options.app));

  readonly showInFolder = (photoId: number, fileId?: number): void =>
    void this.#options.app.library.run(() =>
      callMain('photos.showInFolder', { photoId, ...(fileId === undefined ? {} : { fileId }) }),
    );

  /** What is offered for them. */
  readonly listEntries = (target: PhotoTarget): MenuGroups => {
    const { photoIds, isFavourite, photo, fileId, open } = target;
    return listPhotoEntries({
      count: photoIds.length,
      isFavourite,
      actions: {
        open: open === null ? null : () => open(null),
        put: () => this.ask(photoIds),
        notLandmark: () => void this.denyLandmark(target),
        favourite: () => void this.toggleFavourite(target),
        similar: open === null ? null : () => open('similar'),
        showInFolder: photo?.availability === 'present' ? () => this.showInFolder(photo.id, fileId) : null,
      },
    });
  };

  async #decide(photoIds: readonly number[], work: () => Promise<boolean>): Promise<void> {
    if (photoIds.length === 0 || this.isBusy) return;
    this.isBusy = true;
    const isDone = await work();
    this.isBusy = false;
    if (isDone) await this.#options.settle();
  }
}

/** One photo as a target. */
export function targetPhoto(photo: PhotoTile, open: PhotoTarget['open']): PhotoTarget {
  return { photoIds: [photo.id], isFavourite: photo.isFavourite, photo, open };
}
