/** @file One album on view: its summary, its photos, what a person can decide about them. */
import { toErrorView } from '../../../src/api/errors.ts';
import type { ErrorView } from '../../../src/api/errors.ts';
import type { AlbumPhoto, AlbumSummary } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { AlbumPhotos } from './album-photos.svelte.ts';
import { Selection } from '../grid/selection.svelte.ts';

export class AlbumState {
  readonly id: number;
  summary = $state.raw<AlbumSummary | null>(null);
  /** Why the album cannot be shown. */
  problem = $state.raw<ErrorView | null>(null);
  readonly photos: AlbumPhotos;
  readonly selection: Selection<AlbumPhoto>;
  readonly #reportError: (error: unknown) => void;

  constructor(id: number, reportError: (error: unknown) => void) {
    this.id = id;
    this.#reportError = reportError;
    this.photos = new AlbumPhotos(id, reportError);
    this.selection = new Selection(this.photos, reportError);
  }

  readonly refresh = async (): Promise<void> => {
    try {
      const [summary] = await Promise.all([callMain('albums.get', { albumId: this.id }), this.photos.refresh()]);
      this.summary = summary;
      this.problem = null;
    } catch (error) {
      this.problem = toErrorView(error);
    }
  };

  /** True when the new name is stored. */
  readonly rename = (name: string): Promise<boolean> =>
    this.#decide(async () => {
      this.summary = await callMain('albums.rename', { albumId: this.id, name });
    });

  async #decide(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call();
    } catch (error) {
      this.#reportError(error);
      return false;
    }
    await this.refresh();
    return true;
  }
}
