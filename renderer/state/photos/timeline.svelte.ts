/** @file The photos view: what is filtered, its months, its pages, what is selected. Lives as long as the window. */
import { toErrorView } from '../../../src/api/errors.ts';
import type { PhotoFilter } from '../../../src/api/photo-filter.ts';
import type { PhotoFacets, PhotoTile, TimelineMonth } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { coalesce } from '../coalesce.ts';
import { PagedList } from '../grid/paged-list.svelte.ts';
import { Selection } from '../grid/selection.svelte.ts';

/** At most so often are the counts of the filters asked for while indexing goes on. */
const facetsPauseMs = 1000;

export type FilterName = keyof PhotoFilter;

export class Timeline {
  #filter = $state.raw<PhotoFilter>({});
  #months = $state.raw<readonly TimelineMonth[] | null>(null);
  #facets = $state.raw<PhotoFacets | null>(null);
  #albumName = $state('');
  readonly photos: PagedList<PhotoTile>;
  readonly selection: Selection<PhotoTile>;
  /** Fetches the counts of the filters, when their menu is on view. */
  readonly refreshFacets: () => void;
  readonly #reportError: (error: unknown) => void;
  /** Grows with every question for the months: answers that were overtaken are dropped. */
  #asked = 0;

  readonly total = $derived(this.#months?.reduce((sum, { count }) => sum + count, 0) ?? null);
  readonly activeFilters = $derived(
    (Object.keys(this.#filter) as FilterName[]).filter((name) => this.#filter[name] !== undefined),
  );
  readonly isFiltered = $derived(this.activeFilters.length > 0);

  constructor(reportError: (error: unknown) => void) {
    this.#reportError = reportError;
    this.photos = new PagedList({
      fetchPage: (offset, limit) => callMain('photos.list', { offset, limit, filter: this.#filter }),
      onError: reportError,
      pageSize: 200,
    });
    this.selection = new Selection(this.photos, reportError);
    this.refreshFacets = coalesce(() => this.#fetchFacets(), facetsPauseMs);
  }

  get filter(): PhotoFilter {
    return this.#filter;
  }

  /** Null before they are known. */
  get months(): readonly TimelineMonth[] | null {
    return this.#months;
  }

  get facets(): PhotoFacets | null {
    return this.#facets;
  }

  /** Of the album that is filtered by. */
  get albumName(): string {
    return this.#albumName;
  }

  /** Filters of the last time; before the first page is asked for. */
  restore(filter: PhotoFilter): void {
    this.#filter = filter;
    void this.#fetchAlbumName();
  }

  /** Sets one filter; undefined takes it off. The list is another one then: it starts at its top, with nothing selected. */
  readonly setFilter = <Name extends FilterName>(name: Name, value: PhotoFilter[Name]): void => {
    if (this.#filter[name] === value) return;
    const filter = { ...this.#filter, [name]: value };
    if (value === undefined) Reflect.deleteProperty(filter, name);
    this.#replaceFilter(filter);
    if (name === 'albumId') void this.#fetchAlbumName();
  };

  readonly clearFilter = (): void => {
    if (this.isFiltered) this.#replaceFilter({});
  };

  /** Fetches months and pages on view again; the old ones stay on screen meanwhile. */
  readonly refresh = (): Promise<void> => this.#fetchMonths(this.photos.refresh());

  /** @param pages the months are exchanged together with them, so that photos and headings fit */
  async #fetchMonths(pages: Promise<void> = Promise.resolve()): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [{ months }] = await Promise.all([callMain('photos.timeline', { filter: this.#filter }), pages]);
      if (asked === this.#asked) this.#months = months;
    } catch (error) {
      if (asked === this.#asked) this.#reportError(error);
    }
  }

  #replaceFilter(filter: PhotoFilter): void {
    this.#filter = filter;
    this.#months = null;
    this.selection.clear();
    this.photos.restart();
    void this.#fetchMonths();
  }

  async #fetchFacets(): Promise<void> {
    try {
      this.#facets = await callMain('photos.facets', {});
    } catch (error) {
      this.#reportError(error);
    }
  }

  async #fetchAlbumName(): Promise<void> {
    const { albumId } = this.#filter;
    this.#albumName = '';
    if (albumId === undefined) return;
    try {
      const { name } = await callMain('albums.get', { albumId });
      if (this.#filter.albumId === albumId) this.#albumName = name;
    } catch (error) {
      // It was merged away since the filter was kept: nothing would ever fit.
      if (toErrorView(error).code === 'not-found') this.setFilter('albumId', undefined);
      else this.#reportError(error);
    }
  }
}
