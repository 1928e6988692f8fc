/** @file Waits for what a card of the review offers, as a person does who is about to choose of it. */
import type { Page } from 'playwright-core';

/** Until the names for the place on the card are there, or it is said that there are none. On a card of another kind it waits for nothing. */
export async function waitForNames(page: Page): Promise<void> {
  await page.locator('.answers .names:not(:has(.chip, p))').waitFor({ state: 'detached' });
}
