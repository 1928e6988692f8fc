/** @file Several Cairns at once: a second start, and the command line beside the window. */
import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '../../src/library/lock-file.ts';
import { runCli } from '../integration/support/run-cli.ts';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { launchApp, projectFolder, type RunningApp } from './support/launch-app.ts';
import { askMain, waitUntilIdle } from './support/ask-main.ts';
import { makePhotos } from './support/make-photos.ts';
import { prepareTestElectron } from './support/test-electron.ts';

let folder = '';
let app: RunningApp | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-instances-'));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await removeFolder(folder);
});

/** Starts Cairn once more with the same profile. Returns its exit code. */
async function startAgain(running: RunningApp): Promise<number | null> {
  const { runtime, switches, env } = await prepareTestElectron();
  const args = [...switches, projectFolder, `--user-data-dir=${running.profile}`];
  const second = spawn(runtime.executable, args, { env, stdio: 'ignore' });
  return await new Promise((resolve) => second.once('exit', resolve));
}

test('a second start shows and focuses the window of the first, and opens one where there is none', async () => {
  const running = (app = await launchApp());
  await running.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    const heard = globalThis as { focused?: number };
    heard.focused = 0;
    if (window === undefined) return;
    window.focus = () => void (heard.focused = (heard.focused ?? 0) + 1);
    window.hide();
  });
  expect(await startAgain(running)).toBe(0);
  const read = async (): Promise<unknown> =>
    await running.electron.evaluate(({ BrowserWindow }) => [
      (globalThis as { focused?: number }).focused,
      BrowserWindow.getAllWindows().map((window) => window.isVisible()),
    ]);
  await expect.poll(read).toEqual([1, [true]]);

  // As on a Mac, where an app lives on without a window.
  await running.electron.evaluate(async ({ app: electron, BrowserWindow }) => {
    electron.removeAllListeners('window-all-closed');
    electron.on('window-all-closed', () => undefined);
    const window = BrowserWindow.getAllWindows()[0];
    await new Promise<void>((resolve) => {
      window?.once('closed', () => resolve());
      window?.close();
    });
  });
  expect(await startAgain(running)).toBe(0);
  const count = async (): Promise<number> =>
    await running.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await expect.poll(count).toBe(1);
});

test('beside the window the command line reads, and says who has the catalog when it is to write', async () => {
  const photos = join(folder, 'photos');
  await makePhotos(photos, 2);
  const running = (app = await launchApp({ args: [`--add-folder=${photos}`] }));
  const countPhotos = async (): Promise<number> => (await askMain(running, 'library.overview', {})).photos;
  // The folder may be added only after the window is there.
  await expect.poll(countPhotos).toBe(2);
  await waitUntilIdle(running);
  const { pid } = running.electron.process();
  const reading = await runCli(['albums', '--json', '--catalog', running.profile]);
  expect(reading.stderr).toBe('');
  expect(reading.exitCode).toBe(0);
  const writing = await runCli(['scan', photos, '--catalog', running.profile]);
  expect(writing.exitCode).toBe(3);
  expect(writing.stderr).toContain(`Another Cairn (process ${pid}) is using the catalog`);
  expect(await countPhotos()).toBe(2);
});

test('a window whose catalog another process holds says so, offers to try again, and opens when it is free', async () => {
  const profile = join(folder, 'profile');
  const lock = acquireLock(profile);
  try {
    const { page } = (app = await launchApp({ profile }));
    await page.getByText(`Another Cairn (process ${process.pid}) is using the catalog`).waitFor();
    // Nothing is wrong with the catalog: nobody is to go back to a copy of it.
    expect(await page.getByRole('region', { name: 'Copies that you can go back to' }).count()).toBe(0);
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.click();
    await page.getByText(`Another Cairn (process ${process.pid}) is using the catalog`).waitFor();
    lock.release();
    const welcome = page.getByRole('button', { name: 'Try the sample library' });
    // Each click loads the page anew, which may be under way.
    const tryAgain = async (): Promise<boolean> => {
      await retry.click({ timeout: 1000 }).catch(() => undefined);
      return await welcome.isVisible();
    };
    await expect.poll(tryAgain, { interval: 1000, timeout: 60_000 }).toBe(true);
  } finally {
    lock.release();
  }
});
