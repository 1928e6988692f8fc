/** @file One state of one view, and the ways to get there. */
import type { Page } from 'playwright-core';
import { waitForDialog } from '../support/wait-for-dialog.ts';

export interface State {
  readonly name: string;
  readonly scenario: string;
  /** What is on screen when the state is reached. */
  readonly shows: RegExp;
  /** The view that is left has no grid to wait for. */
  readonly hasNoGrid?: boolean;
  readonly reach?: (page: Page) => Promise<void>;
}

export const openAlbum = async (page: Page): Promise<void> => {
  await page.locator('[data-index="1"]').click();
  await page.getByRole('grid', { name: /^Photos of/u }).waitFor();
};
export const openPhoto = async (page: Page): Promise<void> => {
  await openAlbum(page);
  await page.locator('[data-index="2"]').click();
  await waitForDialog(page, 'Photo');
};
export const openFromSidebar = (name: RegExp) => async (page: Page) => {
  await page.getByRole('navigation').getByRole('button', { name }).click();
};
