/** @file What main is asked about the photo on the stage: the answer to the photo before never shows. */
import { toErrorView } from '../../../src/api/errors.ts';
import type { ErrorView } from '../../../src/api/errors.ts';

export interface PhotoAnswerOptions<Value> {
  readonly ask: (photoId: number) => Promise<Value>;
  /** Waited before asking, so that nothing is computed for photos that are only passed on the way. */
  readonly delayMs: number;
}

export class PhotoAnswer<Value> {
  value = $state.raw<Value | null>(null);
  /** Why there is no answer. */
  problem = $state.raw<ErrorView | null>(null);
  readonly isBusy = $derived.by(() => this.#isAsked && this.value === null && this.problem === null);
  #isAsked = $state(false);
  readonly #options: PhotoAnswerOptions<Value>;
  #photoId: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PhotoAnswerOptions<Value>) {
    this.#options = options;
  }

  /** Asks about this photo, unless that is what was asked last. */
  readonly ask = (photoId: number): void => {
    if (photoId === this.#photoId) return;
    this.#start(photoId, this.#options.delayMs);
  };

  /** Asks once more about the same photo; what is shown stays until the answer is here. */
  readonly askAgain = async (): Promise<void> => {
    if (this.#photoId !== null) await this.#fetch(this.#photoId);
  };

  /** After a failure. */
  readonly retry = (): void => {
    if (this.#photoId !== null) this.#start(this.#photoId, 0);
  };

  /** Nobody wants to know any more. */
  readonly forget = (): void => {
    clearTimeout(this.#timer);
    this.#photoId = null;
    this.#isAsked = false;
    this.value = null;
    this.problem = null;
  };

  #start(photoId: number, delayMs: number): void {
    this.forget();
    this.#photoId = photoId;
    this.#isAsked = true;
    this.#timer = setTimeout(() => void this.#fetch(photoId), delayMs);
  }

  async #fetch(photoId: number): Promise<void> {
    try {
      const value = await this.#options.ask(photoId);
      if (photoId !== this.#photoId) return;
      this.value = value;
      this.problem = null;
    } catch (error) {
      if (photoId === this.#photoId && this.value === null) this.problem = toErrorView(error);
    }
  }
}
