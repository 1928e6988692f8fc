/** @file The questions of the review, one after the other. */
import type { RunningApp } from '../launch-app.ts';
import { waitForNames } from '../wait-for-names.ts';
import { waitUntilIs } from '../wait-until.ts';

export class ReviewModel {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  /** By Ctrl+4; the question has the focus then. */
  readonly open = async (): Promise<void> => {
    await this.#app.page.keyboard.press('Control+4');
    await this.#app.page.locator('.on-view h2').waitFor();
  };

  readonly readQuestion = async (): Promise<string> =>
    (await this.#app.page.locator('.on-view h2').textContent())?.trim() ?? '';

  readonly readAnswered = async (): Promise<number> =>
    Number(await this.#app.page.getByRole('progressbar', { name: 'Questions answered' }).getAttribute('aria-valuenow'));

  /** Presses a key and waits until so many questions are answered. */
  readonly answer = async (key: string, answered: number): Promise<void> => {
    await waitForNames(this.#app.page);
    await this.#app.page.keyboard.press(key);
    await waitUntilIs(this.readAnswered, answered);
  };

  readonly waitForEffect = async (text: string | RegExp): Promise<void> => {
    await this.#app.page.locator('.effects').filter({ hasText: text }).waitFor();
  };
}
