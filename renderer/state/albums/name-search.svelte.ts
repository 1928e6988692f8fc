/** @file The question "which landmark?": what a person typed, what it may mean, and which of it is at hand. */
import type { NameMatch } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';

/** What a person chose. */
export type NameChoice =
  | { readonly kind: 'album'; readonly albumId: number }
  | { readonly kind: 'landmark'; readonly landmarkId: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

/** One line of the answer. */
export interface NameRow {
  readonly key: string;
  readonly choice: NameChoice;
  /** Null: the line that makes a new album. */
  readonly match: NameMatch | null;
}

export interface NameSearchOptions {
  readonly onError: (error: unknown) => void;
  /** Never offered: the album that the question is about. */
  readonly excludeAlbumId?: number | undefined;
  /** A last line makes an album of what was typed. */
  readonly allowsNew?: boolean | undefined;
  /** Known landmarks without an album are offered, too. */
  readonly includesLandmarks?: boolean | undefined;
}

const limit = 50;

export class NameSearch {
  #text = $state('');
  #matches = $state.raw<readonly NameMatch[] | null>(null);
  activeIndex = $state(0);

  readonly #options: NameSearchOptions;
  /** Answers that were overtaken are dropped. */
  #asked = 0;
  #answering: Promise<void> = Promise.resolve();
  /** The rows are no answer to what is typed now. */
  #isStale = true;
  /** The person went to a row since they typed: an answer that comes late leaves them there. */
  #hasMoved = false;

  readonly rows = $derived.by((): readonly NameRow[] => {
    const { excludeAlbumId, allowsNew = false } = this.#options;
    const rows = (this.#matches ?? [])
      .filter(({ albumId }) => albumId === null || albumId !== excludeAlbumId)
      .map(toRow);
    const name = this.#text.trim();
    if (allowsNew && name !== '') rows.push({ key: 'new', choice: { kind: 'new', name }, match: null });
    return rows;
  });
  readonly active = $derived(this.rows[this.activeIndex]);
  /** Nothing has been answered yet. */
  readonly isFresh = $derived(this.#matches === null);

  constructor(options: NameSearchOptions) {
    this.#options = options;
  }

  get text(): string {
    return this.#text;
  }

  /** Looks for what is typed now. The answer before stays on screen until the next one is here. */
  set text(text: string) {
    this.#text = text;
    this.#isStale = true;
    this.#hasMoved = false;
    void this.refresh();
  }

  readonly refresh = (): Promise<void> => {
    this.#answering = this.#ask();
    return this.#answering;
  };

  /** What Enter means: the row that the person went to, or the first answer to what is typed, which may still be under way. */
  readonly choose = async (): Promise<NameRow | undefined> => {
    while (!this.#hasMoved) {
      const answering = this.#answering;
      await answering;
      if (answering === this.#answering) break;
    }
    return this.#hasMoved || !this.#isStale ? this.active : undefined;
  };

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const { includesLandmarks = false, onError } = this.#options;
    try {
      const matches = await callMain('names.find', { text: this.#text.trim(), limit, includesLandmarks });
      if (asked !== this.#asked) return;
      const key = this.#hasMoved ? this.active?.key : undefined;
      this.#matches = matches;
      this.#isStale = false;
      this.activeIndex = Math.max(
        0,
        this.rows.findIndex((row) => row.key === key),
      );
    } catch (error) {
      if (asked === this.#asked) onError(error);
    }
  }

  /** Goes up or down, and around at both ends. */
  readonly move = (step: number): void => {
    const count = this.rows.length;
    this.#hasMoved = true;
    if (count > 0) this.activeIndex = (this.activeIndex + step + count) % count;
  };
}

function toRow(match: NameMatch): NameRow {
  const { albumId, landmarkId, name } = match;
  if (albumId !== null) return { key: `album ${String(albumId)}`, choice: { kind: 'album', albumId }, match };
  const id = landmarkId ?? '';
  return { key: `landmark ${id}`, choice: { kind: 'landmark', landmarkId: id, name }, match };
}
