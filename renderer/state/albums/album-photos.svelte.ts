/**
 * @file The photos of one album.
 *
 * An album of usual size is fetched whole: its photos can then be laid out in their own shapes, the confirmed ones above the
 * suggested ones, and those below that are not sure enough to be members. A very large one is a paged list in the order in which
 * main gives it: members first.
 */
import type { AlbumPhoto } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import type { ItemList } from '../grid/item-list.ts';
import { PagedList } from '../grid/paged-list.svelte.ts';

const pageSize = 200;
/** Photos of one of the further pages of an album that is fetched whole. */
const restSize = 450;
/** Largest album that is fetched whole, in photos. */
const wholeLimit = 2000;

export interface WholeAlbum {
  /** Confirmed members first, then suggested ones, then photos that may belong here. */
  readonly photos: readonly AlbumPhoto[];
  readonly confirmedCount: number;
  readonly suggestedCount: number;
}

/** Confirmed members above suggested ones above those that may belong here; within each part the order stays. */
export function arrangePhotos(photos: readonly AlbumPhoto[]): WholeAlbum {
  const confirmed = photos.filter((photo) => photo.state === 'confirmed');
  const suggested = photos.filter((photo) => photo.state !== 'confirmed' && !photo.isTentative);
  const tentative = photos.filter((photo) => photo.isTentative);
  return {
    photos: [...confirmed, ...suggested, ...tentative],
    confirmedCount: confirmed.length,
    suggestedCount: suggested.length,
  };
}

export class AlbumPhotos implements ItemList<AlbumPhoto> {
  /** Null for a very large album, and before anything is known. */
  whole = $state.raw<WholeAlbum | null>(null);
  readonly #albumId: number;
  readonly #paged: PagedList<AlbumPhoto>;
  readonly #onError: (error: unknown) => void;
  #isPaged = $state(false);
  #isRefreshing = false;
  #isRefreshDue = false;

  readonly total = $derived.by(() => (this.#isPaged ? this.#paged.total : (this.whole?.photos.length ?? null)));

  constructor(albumId: number, onError: (error: unknown) => void) {
    this.#albumId = albumId;
    this.#onError = onError;
    this.#paged = new PagedList({ fetchPage: (offset, limit) => this.#fetch(offset, limit), onError, pageSize });
  }

  readonly itemAt = (index: number): AlbumPhoto | undefined =>
    this.#isPaged ? this.#paged.itemAt(index) : this.whole?.photos[index];

  readonly want = (first: number, last: number): void => {
    if (this.#isPaged) this.#paged.want(first, last);
  };

  readonly collect = async (first: number, last: number): Promise<readonly AlbumPhoto[]> =>
    this.#isPaged ? this.#paged.collect(first, last) : (this.whole?.photos.slice(Math.max(0, first), last + 1) ?? []);

  /** Fetches, or fetches again; the old photos stay on screen meanwhile. See [Note: page refresh]. */
  readonly refresh = async (): Promise<void> => {
    this.#isRefreshDue = true;
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    try {
      while (this.#isRefreshDue) {
        this.#isRefreshDue = false;
        await this.#refreshOnce();
      }
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#isRefreshing = false;
    }
  };

  async #refreshOnce(): Promise<void> {
    const first = await this.#fetch(0, pageSize);
    if (first.total > wholeLimit) {
      this.#isPaged = true;
      this.whole = null;
      await this.#paged.refresh();
      return;
    }
    // Asked for together: one page after the other, the way to main and back would be most of the wait.
    const offsets: number[] = [];
    for (let offset = first.items.length; offset < first.total; offset += restSize) offsets.push(offset);
    const rest = await Promise.all(offsets.map((offset) => this.#fetch(offset, restSize)));
    const photos = [first, ...rest].flatMap(({ items }) => items);
    // A change between two pages can bring a photo twice; the change itself leads to another refresh.
    const unique = [...new Map(photos.map((photo) => [photo.id, photo])).values()];
    this.whole = arrangePhotos(unique);
    this.#isPaged = false;
  }

  #fetch(offset: number, limit: number): ReturnType<typeof callMain<'albums.photos'>> {
    return callMain('albums.photos', { albumId: this.#albumId, offset, limit });
  }
}
