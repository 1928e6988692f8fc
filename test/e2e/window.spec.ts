/** @file The window opens, shows the page, and comes back where it was. */
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { launchApp, type RunningApp } from './support/launch-app.ts';

let app: RunningApp | undefined;

afterEach(async () => {
  await app?.close();
  app = undefined;
});

test('opens one window with the page from app://', async () => {
  app = await launchApp();
  expect(app.page.url()).toBe('app://cairn/index.html?lang=en');
  expect(await app.page.title()).toBe('Cairn');
  expect(app.electron.windows()).toHaveLength(1);
  await app.screenshot('window-first-start');
});

test('remembers the size of the window', async () => {
  const started = (app = await launchApp());
  // The display server answers late: a report of the size at showing may undo a size set right after it, which no hand can.
  await expect.poll(() => resizeAndWait(started, [1000, 700]), { timeout: 60_000 }).toEqual([1000, 700]);
  await app.restart();
  expect(await readSize(app)).toEqual([1000, 700]);
});

/** The size that the window has a moment after it was asked to take `size`. */
async function resizeAndWait(running: RunningApp, size: readonly [number, number]): Promise<number[] | undefined> {
  await running.electron.evaluate(
    ({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]?.setSize(width, height),
    size,
  );
  await setTimeout(250);
  const isShown = await running.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  return isShown === true ? readSize(running) : undefined;
}

function readSize(running: RunningApp): Promise<number[] | undefined> {
  return running.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
}
