/**
 * @file What is searched for and what was found. One for the window: a search is found again as it was left.
 *
 * While a person types, one question is under way and the latest text is asked next; what was found stays on screen until the next
 * answer is here, photos too: nothing flickers.
 */
import { toErrorView } from '../../../src/api/errors.ts';
import type { ErrorView } from '../../../src/api/errors.ts';
import type { ImageSearchResult, SearchExample, SearchGroup, SearchResults } from '../../../src/api/search.ts';
import type { PhotoTile, SimilarPhoto } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import type { ItemList } from '../grid/item-list.ts';
import { PagedList } from '../grid/paged-list.svelte.ts';
import { createFixedList } from '../viewer/photo-viewer.svelte.ts';
import { createGridMemory } from '../router.svelte.ts';
import type { GridMemory } from '../router.svelte.ts';

/** A picture that is searched for. */
export interface SearchedImage {
  /** Null when it came from no file. */
  readonly fileName: string | null;
  /** For the preview. */
  readonly blob: Blob;
  readonly answer:
    | { readonly state: 'busy' }
    | { readonly state: 'found'; readonly result: ImageSearchResult; readonly list: ItemList<SimilarPhoto> }
    | { readonly state: 'failed'; readonly problem: ErrorView };
}

/** Photos on view, and where the person was in them. */
export interface ShownPhotos {
  readonly key: string;
  readonly list: PagedList<PhotoTile>;
  readonly memory: GridMemory;
}

/** One tile a group: its face. */
const tilesPerGroup = 1;
const pageSize = 120;
/** As main takes it (`searchImageMaxBytes`; importing it would bundle the schemas). */
const maxImageBytes = 64 * 1024 * 1024;

export class SearchState {
  #text = $state('');
  results = $state.raw<SearchResults | null>(null);
  /** Whose results those are. */
  answeredText = $state('');
  examples = $state.raw<readonly SearchExample[]>([]);
  image = $state.raw<SearchedImage | null>(null);
  photos = $state.raw<ShownPhotos | null>(null);
  #selectedKey = $state<string | null>(null);
  /** Grows whenever the box should take the focus. */
  focusRequests = $state(0);

  readonly #onError: (error: unknown) => void;
  #isAsking = false;
  #isDue = false;
  #imageTurn = 0;

  readonly groups = $derived(this.results?.groups ?? []);
  /** The reason whose photos are shown: the likeliest, until the person takes another one. */
  readonly selected = $derived(this.groups.find(({ key }) => key === this.#selectedKey) ?? this.groups[0] ?? null);
  readonly isEmpty = $derived(this.#text.trim() === '' && this.image === null);
  readonly hasNothing = $derived(
    this.results !== null && this.results.names.length === 0 && this.results.groups.length === 0,
  );

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.image = null;
    this.refresh();
  }

  readonly clear = (): void => {
    this.text = '';
  };

  readonly requestFocus = (): void => {
    this.focusRequests++;
  };

  readonly select = (group: SearchGroup): void => {
    this.#selectedKey = group.key;
    void this.#showPhotos();
  };

  /** Asks again: the text or the library changed. */
  readonly refresh = (): void => {
    this.#isDue = true;
    if (!this.#isAsking) void this.#askUntilAnswered();
  };

  readonly fetchExamples = async (): Promise<void> => {
    try {
      this.examples = await callMain('search.examples', {});
    } catch (error) {
      this.#onError(error);
    }
  };

  /** Looks for a picture that was dropped or pasted. */
  readonly searchImage = async (blob: Blob, fileName: string | null): Promise<void> => {
    const turn = ++this.#imageTurn;
    this.#text = '';
    this.results = null;
    this.photos = null;
    const show = (answer: SearchedImage['answer']): void => {
      if (turn === this.#imageTurn) this.image = { fileName, blob, answer };
    };
    // Not even read: main would refuse it.
    if (blob.size === 0 || blob.size > maxImageBytes) {
      const message = blob.size === 0 ? t.search.image.notPicture : t.search.image.tooLarge;
      show({ state: 'failed', problem: { code: 'invalid-input', message } });
      return;
    }
    show({ state: 'busy' });
    try {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const result = await callMain('search.image', { bytes });
      show({ state: 'found', result, list: createFixedList(result.similar) });
    } catch (error) {
      show({ state: 'failed', problem: toErrorView(error) });
    }
  };

  async #askUntilAnswered(): Promise<void> {
    this.#isAsking = true;
    while (this.#isDue) {
      this.#isDue = false;
      const text = this.#text.trim();
      try {
        const results = text === '' ? null : await callMain('search.query', { text, limit: tilesPerGroup });
        // An answer to what is no longer typed is shown as well: a fast typist sees something, too.
        if (this.#text.trim() === '' && text !== '') continue;
        this.results = results;
        this.answeredText = text;
        await this.#showPhotos();
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#isAsking = false;
  }

  async #showPhotos(): Promise<void> {
    const group = this.selected;
    if (group === null) {
      this.photos = null;
      return;
    }
    if (this.photos?.key === group.key) {
      await this.photos.list.refresh();
      return;
    }
    const list = new PagedList<PhotoTile>({
      fetchPage: (offset, limit) => callMain('search.photos', { filter: group.filter, offset, limit }),
      onError: this.#onError,
      pageSize,
    });
    await list.refresh();
    if (this.selected?.key === group.key) this.photos = { key: group.key, list, memory: createGridMemory() };
  }
}
