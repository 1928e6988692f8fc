/** @file The photo on the stage, and the list that it is one of. Photos opened from a photo lie on a stack: Esc goes back one. */
import { toErrorView } from '../../../src/api/errors.ts';
import type { ErrorView } from '../../../src/api/errors.ts';
import type { PhotoDetails, PhotoMembership, PhotoTile, SimilarPhoto } from '../../../src/api/views.ts';
import type { Preferences, PreferencesPatch } from '../../../src/api/preferences.ts';
import { callMain } from '../../client.ts';
import { findNear } from '../grid/item-list.ts';
import type { ItemList } from '../grid/item-list.ts';

export interface PhotoSequence {
  readonly list: ItemList<PhotoTile>;
  /** The person leaves the viewer: where the list should put the focus. */
  readonly onLeave: (index: number) => void;
}

const similarCount = 18;

/** What is open beside the photo. */
export type ViewerPanel = Preferences['viewerPanel'];
/** What lies over the photo and asks for an answer. */
export type ViewerDialog = 'it-is' | 'similar';

/** A short list that is all at hand. */
export function createFixedList<Item extends PhotoTile>(items: readonly Item[]): ItemList<Item> {
  return {
    total: items.length,
    itemAt: (index) => items[index],
    want: () => undefined,
    collect: (first, last) => Promise.resolve(items.slice(first, last + 1)),
  };
}

export class PhotoViewing {
  readonly sequence: PhotoSequence;
  index = $state(0);
  tile: PhotoTile;
  details = $state.raw<PhotoDetails | null>(null);
  similar = $state.raw<readonly SimilarPhoto[] | null>(null);
  problem = $state.raw<ErrorView | null>(null);
  /** Open again when the person comes back from a photo that was opened out of it. */
  dialog = $state<ViewerDialog | null>(null);
  /** Which way the person leafs: what comes next is fetched first. */
  direction: 1 | -1 = 1;
  /** What is known of the photo is here, or cannot be had. */
  #known: Promise<void> = Promise.resolve();
  /** The list no longer holds this photo (it was rejected): the next one has moved up to its place. */
  #isGone = false;

  constructor(sequence: PhotoSequence, index: number, tile: PhotoTile) {
    this.sequence = sequence;
    this.index = index;
    this.tile = $state.raw(tile);
    this.#show(index, tile);
  }

  get total(): number {
    return this.sequence.list.total ?? 0;
  }

  get canGoNext(): boolean {
    return this.#nextIndex < this.total;
  }

  get canGoPrevious(): boolean {
    return this.index > 0;
  }

  get #nextIndex(): number {
    return this.#isGone ? this.index : this.index + 1;
  }

  /** What Cairn or the person says first of the photo; undefined: nothing, or not known yet. */
  get mainMembership(): PhotoMembership | undefined {
    return this.details?.memberships.find(({ state }) => state !== 'rejected');
  }

  /** The album that the photo is a member of. */
  get member(): PhotoMembership | undefined {
    return this.details?.memberships.find(({ state, isTentative }) => state !== 'rejected' && !isTentative);
  }

  /** Runs `work` when it is known what the photo shows, now or in a moment; not at all once another one is on the stage. */
  readonly whenKnown = async (work: () => void): Promise<void> => {
    const { id } = this.tile;
    if (this.details === null) await this.#known;
    if (this.tile.id === id) work();
  };

  readonly goNext = (): Promise<void> => this.goTo(this.#nextIndex);
  readonly goPrevious = (): Promise<void> => this.goTo(this.index - 1);

  /** Neighbours whose pictures are worth fetching ahead, the likeliest first. */
  get neighbours(): readonly PhotoTile[] {
    const [after, before] = [this.#nextIndex, this.index - 1];
    const wanted = this.direction > 0 ? [after, after + 1, before] : [before, before - 1, after];
    return wanted.map((index) => this.sequence.list.itemAt(index)).filter((tile) => tile !== undefined);
  }

  /** The list or the photo changed: finds its place again and fetches what is known of it. */
  readonly refresh = async (): Promise<void> => {
    const id = this.tile.id;
    const found = findNear(this.sequence.list, id, this.index);
    if (found !== null) this.index = found;
    this.#isGone = found === null && this.sequence.list.itemAt(this.index) !== undefined;
    await this.#fetchDetails(id);
  };

  readonly goTo = async (index: number): Promise<void> => {
    if (index < 0 || index >= this.total) return;
    this.direction = index < this.index ? -1 : 1;
    const { list } = this.sequence;
    try {
      const tile = list.itemAt(index) ?? (await list.collect(index, index))[0];
      if (tile !== undefined) this.#show(index, tile);
    } catch (error) {
      this.problem = toErrorView(error);
    }
  };

  #show(index: number, tile: PhotoTile): void {
    this.#isGone = false;
    this.index = index;
    this.tile = tile;
    this.problem = null;
    this.details = null;
    this.similar = null;
    this.sequence.list.want(Math.max(0, index - 3), index + 3);
    this.#known = this.#fetchDetails(tile.id);
    void this.#fetchSimilar(tile.id);
  }

  async #fetchDetails(photoId: number): Promise<void> {
    try {
      const details = await callMain('photos.get', { photoId });
      if (this.tile.id === photoId) this.details = details;
    } catch (error) {
      if (this.tile.id === photoId) this.problem = toErrorView(error);
    }
  }

  async #fetchSimilar(photoId: number): Promise<void> {
    try {
      const similar = await callMain('photos.similar', { photoId, limit: similarCount });
      if (this.tile.id === photoId) this.similar = similar.filter((photo) => photo.id !== photoId);
    } catch {
      // Similar photos are an extra: without the embedder there are none, and that is said elsewhere.
      if (this.tile.id === photoId) this.similar = [];
    }
  }
}

export class PhotoViewer {
  #stack = $state.raw<readonly PhotoViewing[]>([]);
  /** These are kept from photo to photo, the first two from session to session. */
  panel = $state<ViewerPanel>('info');
  hasFilmstrip = $state(true);
  hasAttention = $state(false);
  /** Nothing but the photo is shown. */
  isAlone = $state(false);

  readonly current = $derived(this.#stack.at(-1) ?? null);
  readonly isOpen = $derived(this.#stack.length > 0);

  /** Takes up what the person left open last time. */
  readonly restore = async (): Promise<void> => {
    try {
      const { viewerPanel, hasFilmstrip } = await callMain('preferences.get', {});
      this.panel = viewerPanel;
      this.hasFilmstrip = hasFilmstrip;
    } catch {
      // A library that cannot be opened says so itself.
    }
  };

  /** Opens this panel, or closes it when it is open. */
  readonly togglePanel = (panel: Exclude<ViewerPanel, 'none'>): void => {
    this.panel = this.panel === panel && !this.isAlone ? 'none' : panel;
    this.isAlone = false;
    void this.#remember({ viewerPanel: this.panel });
  };

  readonly toggleFilmstrip = (): void => {
    this.hasFilmstrip = !this.hasFilmstrip || this.isAlone;
    this.isAlone = false;
    void this.#remember({ hasFilmstrip: this.hasFilmstrip });
  };

  /** @param dialog open over the photo from the start */
  readonly open = (sequence: PhotoSequence, index: number, dialog: ViewerDialog | null = null): void => {
    const tile = sequence.list.itemAt(index);
    if (!this.isOpen) this.isAlone = false;
    if (tile === undefined) return;
    const viewing = new PhotoViewing(sequence, index, tile);
    viewing.dialog = dialog;
    this.#stack = [...this.#stack, viewing];
  };

  /** Back to the photo from which this one was opened, or to the list. */
  readonly close = (): void => {
    const closed = this.current;
    if (closed === null) return;
    this.#stack = this.#stack.slice(0, -1);
    closed.sequence.onLeave(closed.index);
  };

  /** All the way back to the list that the first photo is one of (another view is opened from the stage). */
  readonly closeAll = (): void => {
    this.#stack = [];
  };

  async #remember(change: PreferencesPatch): Promise<void> {
    try {
      await callMain('preferences.set', change);
    } catch {
      // Asked for again next time; nothing of the photo depends on it.
    }
  }
}
