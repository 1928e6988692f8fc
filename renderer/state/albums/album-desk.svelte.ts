/** @file What can be done with an album from wherever its card is shown. */
import type { AlbumSummary } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { hideAlbum, isUnnamed, showAlbum } from './album-actions.ts';
import { listAlbumEntries } from './album-entries.ts';
import type { AppState } from '../app.svelte.ts';
import type { MenuGroups } from '../menu-entries.ts';

/** The album that is meant. */
export interface AlbumTarget {
  readonly albumId: number;
  readonly isUnnamed: boolean;
  readonly isHidden: boolean;
}

/** What is asked about an album in a dialog. */
interface Question {
  readonly kind: 'name' | 'merge' | 'export';
  readonly album: AlbumSummary;
}

export class AlbumDesk {
  question = $state.raw<Question | null>(null);
  readonly #app: Pick<AppState, 'library' | 'router' | 'toasts'>;

  constructor(app: Pick<AppState, 'library' | 'router' | 'toasts'>) {
    this.#app = app;
  }

  readonly open = (albumId: number): void => this.#app.router.open({ view: 'album', albumId });

  readonly ask = (kind: Question['kind'], albumId: number): Promise<void> =>
    this.#withAlbum(albumId, (album) => (this.question = { kind, album }));

  /** What is offered for it. */
  readonly listEntries = ({ albumId, ...album }: AlbumTarget): MenuGroups =>
    listAlbumEntries({
      ...album,
      open: () => this.open(albumId),
      review: () => this.#app.router.open({ view: 'review', albumId }),
      rename: () => void this.ask('name', albumId),
      merge: () => void this.ask('merge', albumId),
      exportAlbum: () => void this.ask('export', albumId),
      toggleHidden: () => void this.#toggleHidden(albumId),
    });

  #toggleHidden(albumId: number): Promise<void> {
    const { library, toasts } = this.#app;
    return this.#withAlbum(albumId, (album) => (album.isHidden ? showAlbum : hideAlbum)(album, library, toasts));
  }

  /** Lists know a part of it, and of a moment ago. */
  async #withAlbum(albumId: number, work: (album: AlbumSummary) => unknown): Promise<void> {
    await this.#app.library.run(async () => {
      const album = await callMain('albums.get', { albumId });
      await work(album);
    });
  }
}

/** An album as a target. */
export function targetAlbum(album: AlbumSummary): AlbumTarget {
  return { albumId: album.id, isUnnamed: isUnnamed(album), isHidden: album.isHidden };
}
