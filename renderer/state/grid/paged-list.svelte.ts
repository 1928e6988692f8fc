/**
 * @file A list of any length of which only the pages on view are held.
 *
 * [Note: page refresh] When the library changes, the pages on view are fetched again while the old ones stay on screen, and
 * all of them are exchanged at once: nothing flickers. Other pages are marked stale and fetched when they come on view. One
 * refresh runs at a time; changes that arrive meanwhile lead to one more at the end.
 */
import type { Page } from '../../../src/api/views.ts';
import type { Identified, ItemList } from './item-list.ts';

export interface PagedListOptions<Item> {
  readonly fetchPage: (offset: number, limit: number) => Promise<Page<Item>>;
  readonly onError: (error: unknown) => void;
  /** In items, at most 200. */
  readonly pageSize?: number;
  /** Pages held at most; those farthest from the view go first. */
  readonly maxPages?: number;
}

export class PagedList<Item extends Identified> implements ItemList<Item> {
  total = $state<number | null>(null);
  /** True after a page could not be fetched, until one could. */
  hasFailed = $state(false);
  #pages = $state.raw<ReadonlyMap<number, readonly Item[]>>(new Map());

  readonly #options: PagedListOptions<Item>;
  readonly #pageSize: number;
  readonly #maxPages: number;
  readonly #stale = new Set<number>();
  readonly #loading = new Map<number, Promise<void>>();
  #wanted = { first: 0, last: 0 };
  /** Grows when the list becomes another one: answers that were asked for before are dropped. */
  #generation = 0;
  #refreshing: Promise<void> | null = null;
  #isRefreshDue = false;

  constructor(options: PagedListOptions<Item>) {
    this.#options = options;
    this.#pageSize = options.pageSize ?? 100;
    this.#maxPages = options.maxPages ?? 24;
  }

  readonly itemAt = (index: number): Item | undefined => {
    const page = Math.floor(index / this.#pageSize);
    return this.#pages.get(page)?.[index - page * this.#pageSize];
  };

  /** Items of the pages at hand among these ids. */
  readonly findHeld = (ids: ReadonlySet<number>): readonly Item[] =>
    [...this.#pages.values()].flatMap((page) => page.filter((item) => ids.has(item.id)));

  readonly want = (first: number, last: number): void => {
    const end = this.total === null ? last : Math.min(last, this.total - 1);
    this.#wanted = { first: Math.max(0, first), last: Math.max(0, end) };
    for (const page of this.#wantedPages()) {
      if (!this.#pages.has(page) || this.#stale.has(page)) void this.#load(page);
    }
  };

  readonly collect = async (first: number, last: number): Promise<readonly Item[]> => {
    const items: Item[] = [];
    for (let page = Math.floor(first / this.#pageSize); page * this.#pageSize <= last; page++) {
      const offset = page * this.#pageSize;
      if (this.total !== null && offset >= this.total && offset > 0) break;
      // Not kept: a selection of thousands must not push the pages on view out of the cache.
      const held = this.#stale.has(page) ? undefined : this.#pages.get(page);
      const part = held ?? (await this.#options.fetchPage(offset, this.#pageSize)).items;
      items.push(...part.slice(Math.max(0, first - offset), last + 1 - offset));
    }
    return items;
  };

  /** Fetches what is on view again, keeping the old items on screen until the new ones are here. */
  readonly refresh = (): Promise<void> => {
    for (const page of this.#pages.keys()) this.#stale.add(page);
    this.#isRefreshDue = true;
    this.#refreshing ??= this.#refreshUntilFresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  };

  /** Forgets everything: the list is another one now (a new order, say). */
  readonly restart = (): void => {
    this.#generation++;
    this.#loading.clear();
    this.#stale.clear();
    this.#pages = new Map();
    this.total = null;
    this.want(0, 0);
  };

  async #refreshUntilFresh(): Promise<void> {
    while (this.#isRefreshDue) {
      this.#isRefreshDue = false;
      const generation = this.#generation;
      const numbers = this.#wantedPages();
      try {
        const pages = await Promise.all(numbers.map((page) => this.#fetch(page)));
        if (generation === this.#generation) this.#accept(new Map(numbers.map((number, i) => [number, pages[i]])));
      } catch (error) {
        this.#fail(error, generation);
      }
    }
  }

  #load(page: number): Promise<void> {
    const underWay = this.#loading.get(page);
    if (underWay !== undefined) return underWay;
    const generation = this.#generation;
    const loading = this.#fetch(page)
      .then((fetched) => {
        if (generation === this.#generation) this.#accept(new Map([[page, fetched]]));
      })
      .catch((error: unknown) => this.#fail(error, generation))
      .finally(() => {
        if (generation === this.#generation) this.#loading.delete(page);
      });
    this.#loading.set(page, loading);
    return loading;
  }

  #fetch(page: number): Promise<Page<Item>> {
    return this.#options.fetchPage(page * this.#pageSize, this.#pageSize);
  }

  #accept(fetched: ReadonlyMap<number, Page<Item> | undefined>): void {
    const pages = new Map(this.#pages);
    let total = this.total;
    for (const [number, page] of fetched) {
      if (page === undefined) continue;
      pages.set(number, page.items);
      this.#stale.delete(number);
      total = page.total;
    }
    this.hasFailed = false;
    this.#pages = this.#evictFrom(pages, total ?? 0);
    this.total = total;
  }

  #evictFrom(pages: Map<number, readonly Item[]>, total: number): ReadonlyMap<number, readonly Item[]> {
    const middle = (this.#wanted.first + this.#wanted.last) / 2 / this.#pageSize;
    const byDistance = [...pages.keys()].sort((a, b) => Math.abs(b + 0.5 - middle) - Math.abs(a + 0.5 - middle));
    for (const number of byDistance) {
      if (pages.size <= this.#maxPages && number * this.#pageSize < Math.max(1, total)) continue;
      pages.delete(number);
      this.#stale.delete(number);
    }
    return pages;
  }

  #fail(error: unknown, generation: number): void {
    if (generation !== this.#generation) return;
    this.hasFailed = true;
    this.#options.onError(error);
  }

  #wantedPages(): readonly number[] {
    const first = Math.floor(this.#wanted.first / this.#pageSize);
    const last = Math.floor(this.#wanted.last / this.#pageSize);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }
}
