/** @file The search: one box, names and reasons below it, a picture instead of words. */
import type { Locator } from 'playwright-core';
import type { RunningApp } from '../launch-app.ts';

export class SearchModel {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  /** Albums and landmarks of that name, best first. */
  get names(): Locator {
    return this.#app.page.getByRole('list', { name: 'Landmarks' }).getByRole('listitem');
  }

  /** What the words may mean, best first. */
  get reasons(): Locator {
    return this.#app.page.getByRole('group', { name: 'What it may mean' }).getByRole('button');
  }

  readonly open = async (): Promise<void> => {
    await this.#app.page.keyboard.press('Control+f');
    await this.#app.page.getByRole('searchbox').waitFor();
  };

  /** What is shown may be the answer before for a moment. */
  readonly searchFor = async (words: string): Promise<void> => {
    await this.open();
    await this.#app.page.getByRole('searchbox').fill(words);
  };
}
