/** @file The map and its pins. */
import type { Locator } from 'playwright-core';
import type { RunningApp } from '../launch-app.ts';

export class MapModel {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  get pins(): Locator {
    return this.#app.page.locator('[data-pin]');
  }

  /** By Ctrl+3, with all photos on view. */
  readonly open = async (): Promise<void> => {
    await this.#app.page.keyboard.press('Control+3');
    await this.#app.page.getByRole('application', { name: 'Map of your photos' }).waitFor();
    await this.pins.first().waitFor();
  };

  readonly findPin = (name: string | RegExp): Locator =>
    this.#app.page.getByRole('button', { name }).and(this.pins).first();

  /** Photos on view, as the button below the map says. */
  readonly countShown = async (): Promise<number> => {
    const text = await this.#app.page.getByRole('button', { name: /^Show .* here$/u }).textContent();
    return Number((text ?? '').replaceAll(/\D/gu, ''));
  };
}
