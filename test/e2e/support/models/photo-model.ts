/** @file The photo on the stage: what it is, which part of it is on view, what is said about it. */
import type { Locator } from 'playwright-core';
import type { RunningApp } from '../launch-app.ts';
import { waitUntilIs } from '../wait-until.ts';

export class PhotoModel {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  get dialog(): Locator {
    return this.#app.page.getByRole('dialog', { name: 'Photo', exact: true });
  }

  /** Until its picture is there, and the keys are the photo's. */
  readonly waitForStage = async (): Promise<void> => {
    await this.dialog.locator('[data-stage] [data-layer="screen"].ready').first().waitFor();
    await waitUntilIs(this.hasFocus, true);
  };

  readonly hasFocus = async (): Promise<boolean> =>
    await this.#app.page.evaluate<boolean>(`document.activeElement.closest('[data-stage]') !== null`);

  /** What a screen reader says of it. */
  readonly readLabel = async (): Promise<string> =>
    (await this.dialog.locator('[data-stage]').getAttribute('aria-label')) ?? '';

  /** The file's name, as the title of the window says it. */
  readonly readFileName = async (): Promise<string> => (await this.#app.page.title()).replace(/ – Cairn$/u, '');

  /** Width of the whole photo on the screen in CSS pixels, also of what is beyond the stage. */
  readonly readWidth = async (): Promise<number> =>
    await this.#app.page.evaluate<number>(`document.querySelector('[data-photo]').getBoundingClientRect().width`);

  readonly waitUntilClosed = async (): Promise<void> => {
    await this.dialog.waitFor({ state: 'hidden' });
  };
}
