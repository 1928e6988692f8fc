/** @file Waits for a dialog or a menu as a person does who is about to press a key in it. */
import type { Page } from 'playwright-core';

/**
 * Waits until a dialog of that name is there and holds the focus. It is seen a moment before it takes the focus: a key pressed in
 * between goes to what is behind it.
 */
export async function waitForDialog(page: Page, name: RegExp | string): Promise<void> {
  await page.getByRole('dialog', { name, exact: true }).and(page.locator(':focus-within')).waitFor();
}

/** The same for the menu that is open. */
export async function waitForMenu(page: Page, name?: RegExp | string): Promise<void> {
  const menu = name === undefined ? page.getByRole('menu') : page.getByRole('menu', { name, exact: true });
  await menu.and(page.locator(':focus-within')).waitFor();
}
