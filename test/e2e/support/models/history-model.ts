/** @file The list of decisions, newest first. */
import type { Locator } from 'playwright-core';
import type { RunningApp } from '../launch-app.ts';

export class HistoryModel {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  get list(): Locator {
    return this.#app.page.getByRole('list', { name: 'Decisions, newest first' });
  }

  /** By Ctrl+H. */
  readonly open = async (): Promise<void> => {
    await this.#app.page.keyboard.press('Control+h');
    await this.list.getByRole('listitem').first().waitFor();
  };

  readonly findEntry = (what: string | RegExp): Locator =>
    this.list.getByRole('listitem').filter({ hasText: what }).first();

  /** Undoes or redoes everything up to that decision, and says yes where several go with it. */
  readonly turnTo = async (what: string | RegExp, turn: 'Undo' | 'Redo'): Promise<void> => {
    const name = new RegExp(`^${turn}`, 'u');
    const entry = this.findEntry(what);
    await entry.getByRole('button', { name }).click();
    // How many go with it may change until it is pressed: the list follows the decisions before it.
    const dialog = this.#app.page.getByRole('dialog');
    const isTurned = entry.getByRole('button', { name: turn === 'Undo' ? /^Redo/u : /^Undo/u });
    await dialog.or(isTurned).first().waitFor();
    if (!(await dialog.isVisible())) return;
    await dialog.getByRole('button', { name }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
}
