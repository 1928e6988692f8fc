/** @file One album: its photos, and what a person does with them and with it. */
import type { Locator } from 'playwright-core';
import type { RunningApp } from '../launch-app.ts';
import { waitUntilIs } from '../wait-until.ts';

export class AlbumModel {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  get grid(): Locator {
    return this.#app.page.getByRole('grid', { name: /^Photos of/u });
  }

  readonly findPhoto = (index: number): Locator => this.grid.locator(`[data-index="${String(index)}"]`);

  readonly readName = async (): Promise<string> =>
    (await this.#app.page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? '';

  readonly waitForName = async (name: string): Promise<void> => {
    await waitUntilIs(this.readName, name);
    await this.grid.waitFor();
  };

  readonly rename = async (name: string): Promise<void> => {
    const { page } = this.#app;
    await page.getByRole('button', { name: 'Rename', exact: true }).waitFor();
    await page.keyboard.press('F2');
    const field = page.getByRole('textbox', { name: 'Album name' });
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await this.waitForName(name);
    // The heading has the name a moment before the field goes, and the keys with it.
    await field.waitFor({ state: 'hidden' });
  };

  /** All of it joins the other, or the other joins it: whose name is kept says which. */
  readonly merge = async (other: string, kept: string): Promise<void> => {
    const { page } = this.#app;
    await page.getByRole('button', { name: 'Merge…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill(other);
    await dialog.getByRole('option', { name: other }).click();
    await dialog.getByRole('radio', { name: kept }).check();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await this.waitForName(kept);
  };

  readonly select = async (...indexes: readonly number[]): Promise<void> => {
    for (const index of indexes) await this.findPhoto(index).click({ modifiers: ['Control'] });
    await waitUntilIs(() => this.grid.locator('[aria-selected="true"]').count(), indexes.length);
  };

  /** One of "More actions": "Hide album". */
  readonly choose = async (action: string | RegExp): Promise<void> => {
    await this.#app.page.getByRole('button', { name: 'More actions', exact: true }).click();
    await this.#app.page.getByRole('menuitem', { name: action }).click();
  };
}
