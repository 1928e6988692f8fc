/** @file The window opens, shows the page, and comes back where it was. */
import { afterEach, expect, test } from 'vitest';
import { launchApp, type RunningApp } from './support/launch-app.ts';

let app: RunningApp | undefined;

afterEach(async () => {
  await app?.close();
  app = undefined;
});

test('opens one window with the page from app://', async () => {
  app = await launchApp();
  expect(app.page.url()).toBe('app://cairn/index.html');
  expect(await app.page.title()).toBe('Cairn');
  expect(app.electron.windows()).toHaveLength(1);
  await app.screenshot('window-first-start');
});

test('remembers the size of the window', async () => {
  app = await launchApp();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1000, 700));
  await app.restart();
  const size = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  expect(size).toEqual([1000, 700]);
});
