/**
 * @file Starts the built app in a real window for one test, with a profile of its own.
 *
 *     const app = await launchApp();
 *     await app.page.getByRole('button', { name: 'Try the sample library' }).click();
 *     await app.screenshot('first-run');
 *     await app.restart();   // same profile
 *     await app.close();
 *
 * Works from `npx vitest run --project e2e test/e2e/x.spec.ts` as well as from `npm test`: what is missing (Electron, the build
 * in out/, a display) is brought first. Screenshots lie in artifacts/screenshots.
 */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchElectron, type LaunchedElectron } from '../../fixtures/launch-electron.ts';
import { removeFolder } from '../../../build/scripts/runtime/remove-folder.ts';
import { prepareTestElectron } from './test-electron.ts';

export const projectFolder = join(import.meta.dirname, '..', '..', '..');
const screenshotFolder = join(projectFolder, 'artifacts', 'screenshots');

export interface LaunchOptions {
  /** Profile to use again; a fresh one otherwise. */
  readonly profile?: string;
  /** The given profile is removed by `close`, too. */
  readonly removesProfile?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** More arguments for the app, e.g. `--add-folder=PATH`. Not given again after a restart. */
  readonly args?: readonly string[];
  /** More environment variables for the app. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  /** The app of the moment: another object after `restart`. */
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Data folder: catalog, thumbnails, logs. */
  readonly profile: string;
  /** Lines of the page's console and uncaught errors so far. */
  readonly consoleLines: readonly string[];
  /** Saves `artifacts/screenshots/<name>.png` and returns its path. */
  readonly screenshot: (name: string) => Promise<string>;
  /** Quits and starts again with the same profile. */
  readonly restart: () => Promise<void>;
  /** Quits and removes the profile, unless it was given to be kept. */
  readonly close: () => Promise<void>;
}

export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'cairn-e2e-')));
  const consoleLines: string[] = [];
  let current = await start(profile, options, consoleLines);
  return {
    get electron() {
      return current.electron;
    },
    get page() {
      return current.page;
    },
    profile,
    consoleLines,
    screenshot: async (name) => {
      await mkdir(screenshotFolder, { recursive: true });
      const path = join(screenshotFolder, `${name}.png`);
      await current.page.screenshot({ path });
      return path;
    },
    restart: async () => {
      await current.electron.close();
      current = await start(profile, { ...options, args: [] }, consoleLines);
    },
    close: async () => {
      await current.electron.close();
      if (options.profile === undefined || options.removesProfile === true) await removeFolder(profile);
    },
  };
}

async function start(profile: string, options: LaunchOptions, consoleLines: string[]): Promise<LaunchedElectron> {
  const { runtime, switches, env } = await prepareTestElectron();
  return await launchElectron(
    {
      executablePath: runtime.executable,
      args: [...switches, projectFolder, `--user-data-dir=${profile}`, ...(options.args ?? [])],
      cwd: projectFolder,
      env: { ...env, ...options.env },
      colorScheme: options.colorScheme ?? 'light',
    },
    (page) => {
      page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => consoleLines.push(`uncaught: ${error.message}`));
    },
  );
}
