/** @file The view of all albums, as a person uses it. */
import type { Locator } from 'playwright-core';
import type { RunningApp } from '../launch-app.ts';
import { waitUntil } from '../wait-until.ts';

export class LandmarksModel {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  get grid(): Locator {
    return this.#app.page.getByRole('grid', { name: 'Landmark albums' });
  }

  readonly findCard = (name: string | RegExp): Locator => this.grid.getByRole('gridcell', { name }).first();

  /** By Ctrl+1; the focus is on an album then. */
  readonly open = async (): Promise<void> => {
    await this.#app.page.keyboard.press('Control+1');
    await this.grid.getByRole('gridcell').first().waitFor();
    await waitUntil(this.readFocusedIndex, (index) => index >= 0);
  };

  /** Place of the album with the focus in the grid; -1: none has it. */
  readonly readFocusedIndex = async (): Promise<number> =>
    await this.#app.page.evaluate<number>(
      `document.activeElement.getAttribute('role') === 'gridcell' ? Number(document.activeElement.dataset.index) : -1`,
    );

  readonly openAlbum = async (name: string | RegExp): Promise<void> => {
    await this.open();
    await this.findCard(name).click();
    await this.#app.page.getByRole('grid', { name: /^Photos of/u }).waitFor();
  };
}
