/** @file The list of albums as a person wants to see it: its order, what it is narrowed to, its headings. */
import type { AlbumFacets, AlbumFilter, AlbumSection, AlbumSort } from '../../../src/api/calls/album-lists.ts';
import type { AlbumSummary } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { PagedList } from '../grid/paged-list.svelte.ts';

/** The orders of albums, as they are offered. */
export const sortNames: readonly AlbumSort[] = ['photos', 'recent', 'name', 'place'];

export class AlbumBrowser {
  sort = $state<AlbumSort>('photos');
  filter = $state.raw<AlbumFilter>({});
  /** How many albums each choice would leave; null before it is known. */
  facets = $state.raw<AlbumFacets | null>(null);
  #sections = $state.raw<readonly AlbumSection[]>([]);
  readonly list: PagedList<AlbumSummary>;
  /** Something is left out by choice. */
  readonly isNarrowed = $derived.by(() => Object.values(this.filter).some((value) => value !== undefined));
  readonly sections = $derived.by(() => fitSections(this.#sections, this.list.total ?? 0));

  readonly #reportError: (error: unknown) => void;
  /** Headings that were overtaken are dropped. */
  #asked = 0;

  constructor(reportError: (error: unknown) => void) {
    this.#reportError = reportError;
    this.list = new PagedList({
      fetchPage: (offset, limit) => callMain('albums.list', { offset, limit, sort: this.sort, ...this.filter }),
      onError: reportError,
    });
  }

  readonly refresh = async (): Promise<void> => {
    await Promise.all([this.list.refresh(), this.#fetchHeadings()]);
  };

  /** Order and filters of the last time; before the first page is asked for. @param word of the order, when it is one of ours */
  restore(word: string | null, filter: AlbumFilter): void {
    this.sort = sortNames.find((sort) => sort === word) ?? this.sort;
    this.filter = filter;
  }

  readonly sortBy = (sort: AlbumSort): void => {
    if (sort === this.sort) return;
    this.sort = sort;
    this.#restart();
  };

  /** Changes some of the choices; `undefined` lifts one. */
  readonly narrow = (change: AlbumFilter): void => {
    this.filter = { ...this.filter, ...change };
    this.#restart();
  };

  readonly showAll = (): void => {
    this.filter = {};
    this.#restart();
  };

  /** Index of the first album whose name begins so; null: none. */
  readonly findByName = async (words: string): Promise<number | null> => {
    try {
      return await callMain('albums.findByName', { words, sort: this.sort, ...this.filter });
    } catch (error) {
      this.#reportError(error);
      return null;
    }
  };

  #restart(): void {
    this.#sections = [];
    this.list.restart();
    void this.#fetchHeadings();
  }

  async #fetchHeadings(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [sections, facets] = await Promise.all([
        callMain('albums.sections', { sort: this.sort, ...this.filter }),
        callMain('albums.facets', this.filter),
      ]);
      if (asked !== this.#asked) return;
      this.#sections = sections;
      this.facets = facets;
    } catch (error) {
      if (asked === this.#asked) this.#reportError(error);
    }
  }
}

/**
 * Sections whose counts add up to the length of the list: headings and list are asked for one after the other, and between the two
 * an album may have come or gone. What is missing goes to the last section, what is too many is cut off at the end.
 */
export function fitSections(sections: readonly AlbumSection[], total: number): readonly AlbumSection[] {
  const fitted: AlbumSection[] = [];
  let left = total;
  for (const section of sections) {
    const count = Math.min(section.count, left);
    if (count > 0) fitted.push({ ...section, count });
    left -= count;
  }
  if (left <= 0) return fitted;
  const last = fitted.at(-1);
  if (last === undefined) return [{ kind: 'all', count: total }];
  return [...fitted.slice(0, -1), { ...last, count: last.count + left }];
}
