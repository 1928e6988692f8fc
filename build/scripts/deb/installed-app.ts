/** @file Uses the Cairn that is installed in a clean root as a person would: from the menu, from its menu entry's command, as a command. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { driveApp, type DrivenApp } from '../runtime/drive-app.ts';
import { readScreen } from '../runtime/read-screen.ts';
import { runTool } from '../runtime/run-tool.ts';
import { person, type CleanRoot } from './clean-root.ts';

const menuEntry = '/usr/share/applications/cairn.desktop';
const installedExecutable = '/usr/lib/cairn/cairn';
const startLimitMs = 90_000;
const indexingLimitMs = 15 * 60_000;
const pollMs = 250;
/** A window with text and colours has more of them than an empty screen. */
const fewestColours = 40;

/** What a person would miss if it were gone. */
export interface LibraryState {
  readonly photos: number;
  readonly roots: readonly string[];
  readonly albums: readonly { readonly name: string; readonly photoCount: number }[];
  readonly decisions: unknown;
}

export interface DrivenWindow {
  readonly chooseSampleLibrary: () => Promise<void>;
  /** Waits until nothing is left to index and so many photos are known to lie in the folder. */
  readonly waitUntilIndexed: (folder: string, photos: number) => Promise<void>;
  /** Gives the biggest album this name. */
  readonly rename: (name: string) => Promise<void>;
  readonly openNamedAlbum: (name: string) => Promise<void>;
  readonly readState: () => Promise<LibraryState>;
  readonly keepScreenshot: (name: string) => Promise<void>;
}

export interface InstalledApp {
  /** As a click on the menu entry does; looks at screen and processes, and quits. */
  readonly startFromMenu: (screenshot: string) => Promise<void>;
  /** Starts the command of the menu entry, with paths for its %F, lets `use` drive it, and quits. */
  readonly drive: <Value>(use: (window: DrivenWindow) => Promise<Value>, paths?: readonly string[]) => Promise<Value>;
  /** `cairn WORDS` in a terminal without a display. Resolves with its output. */
  readonly runCommand: (...words: readonly string[]) => Promise<string>;
}

export interface InstalledAppOptions {
  readonly clean: CleanRoot;
  /** Value of DISPLAY. */
  readonly display: string;
  /** Folder of `startVirtualDisplay`. */
  readonly screenFolder: string;
  readonly keep: (name: string, png: Buffer) => Promise<void>;
}

export function createInstalledApp({ clean, display, screenFolder, keep }: InstalledAppOptions): InstalledApp {
  const home = { HOME: person.home, USER: person.name };
  const enter = (words: readonly string[], env: Readonly<Record<string, string>> = { DISPLAY: display }) =>
    clean.enter(person.id, { ...home, ...env }, words);
  return {
    startFromMenu: async (screenshot) => {
      // The app outlives the click, and would keep a pipe of ours open.
      const [program = '', ...args] = enter(['gio', 'launch', menuEntry]);
      const click = spawn(program, args, { stdio: 'ignore' });
      await once(click, 'exit');
      if (click.exitCode !== 0) throw new Error(`The menu entry cannot be started: ${String(click.exitCode)}.`);
      await waitForWindow(screenFolder);
      await keep(screenshot, await shrink(await readScreen(screenFolder)));
      checkSandbox();
      console.log('ok: started from its menu entry by an ordinary person, with the sandbox on');
      await quitAll();
    },
    drive: async (use, paths = []) => {
      const app = await driveApp({
        command: enter(await readCommand(clean.folder, paths)),
        env: process.env,
        cwd: '/',
      });
      try {
        const value = await use(createWindowActions(app, keep));
        const code = await app.quit();
        if (code !== 0) throw new Error(`The installed app ended with ${String(code)}.\n${app.readOutput()}`);
        return value;
      } catch (error) {
        await app.quit();
        throw new Error(`${String(error)}\n${app.readOutput().slice(-2000)}`, { cause: error });
      }
    },
    runCommand: async (...words) => {
      const [program = '', ...args] = enter(['cairn', ...words], {});
      return await runTool(program, args);
    },
  };
}

/** The Exec line of the menu entry, its field code replaced by paths, as the Desktop Entry Specification says. */
async function readCommand(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const entry = await readFile(join(folder, menuEntry), 'utf8');
  const line = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  return line.split(' ').flatMap((word) => (word === '%F' ? paths : [word]));
}

function createWindowActions(app: DrivenApp, keep: InstalledAppOptions['keep']): DrivenWindow {
  const isIndexed = (photos: number): string =>
    `cairn.call('library.overview', {}).then(({ value }) => value.indexing.state === 'idle' && value.photos >= ${photos} &&
      value.indexing.done === value.indexing.total)`;
  const hasPictures = `document.images.length > 0 && [...document.images].every((image) => image.complete && image.naturalWidth > 0)`;
  const listAlbums = `cairn.call('albums.list', { offset: 0, limit: 50, sort: 'photos' })`;
  return {
    chooseSampleLibrary: async () => {
      await app.click('sample library', startLimitMs);
      await app.waitFor(isIndexed(50), indexingLimitMs);
      await app.waitFor(hasPictures, startLimitMs);
    },
    waitUntilIndexed: async (folder, photos) => {
      const isAdded = `cairn.call('roots.list', {}).then(({ value }) =>
        value.some(({ path, photoCount }) => path === ${JSON.stringify(folder)} && photoCount === ${photos}))`;
      await app.waitFor(isAdded, indexingLimitMs);
      await app.waitFor(isIndexed(photos), indexingLimitMs);
    },
    rename: async (name) => {
      const renamed = `${listAlbums}.then(({ value }) =>
        cairn.call('albums.rename', { albumId: value.items[0].id, name: ${JSON.stringify(name)} })).then(({ ok }) => ok)`;
      await app.waitFor(renamed, startLimitMs);
      await app.waitFor(`document.body.innerText.includes(${JSON.stringify(name)})`, startLimitMs);
    },
    openNamedAlbum: async (name) => {
      await app.waitFor(hasPictures, startLimitMs);
      await app.evaluate(
        `[...document.querySelectorAll('[role=gridcell]')].find((cell) => cell.innerText.includes(${JSON.stringify(name)})).click()`,
      );
      await app.waitFor(`document.querySelector('h1')?.innerText.includes(${JSON.stringify(name)})`, startLimitMs);
      await app.waitFor(hasPictures, startLimitMs);
    },
    readState: async () => {
      await app.waitFor(isIndexed(1), indexingLimitMs);
      return (await app.waitFor(
        `Promise.all([cairn.call('library.overview', {}), cairn.call('roots.list', {}), ${listAlbums},
          cairn.call('decisions.history', { offset: 0, limit: 50 })]).then(([overview, roots, albums, decisions]) => ({
            photos: overview.value.photos, roots: roots.value.map(({ path }) => path).sort(),
            albums: albums.value.items.map(({ name, photoCount }) => ({ name, photoCount })), decisions: decisions.value.total }))`,
        startLimitMs,
      )) as LibraryState;
    },
    keepScreenshot: async (name) => {
      await app.waitFor(hasPictures, startLimitMs);
      await keep(name, await shrink(await app.screenshot()));
    },
  };
}

/** Pictures of the documentation are small. */
async function shrink(png: Buffer): Promise<Buffer> {
  return await sharp(png).resize({ width: 800 }).png({ palette: true, colours: 96, effort: 8 }).toBuffer();
}

async function waitForWindow(screenFolder: string): Promise<void> {
  const endMs = Date.now() + startLimitMs;
  while (Date.now() < endMs) {
    await sleep(pollMs);
    if (listProcesses().some(({ words }) => words.includes('--type=renderer')) && (await hasColours(screenFolder))) {
      // Whatever is still being drawn.
      await sleep(1000);
      return;
    }
  }
  throw new Error('No window appeared after the start from the menu entry.');
}

async function hasColours(screenFolder: string): Promise<boolean> {
  const { data } = await sharp(await readScreen(screenFolder))
    .resize(200)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colours = new Set<number>();
  for (let at = 0; at + 2 < data.length; at += 3) colours.add(data.readUIntBE(at, 3));
  return colours.size >= fewestColours;
}

interface AppProcess {
  readonly pid: number;
  readonly words: readonly string[];
  readonly status: string;
}

/** Processes of the installed app. Those that end meanwhile are left out. */
function listProcesses(): readonly AppProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (readlinkSync(`/proc/${name}/exe`) !== installedExecutable) return [];
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split(/[\0 ]/);
        return [{ pid: Number(name), words, status: readFileSync(`/proc/${name}/status`, 'utf8') }];
      } catch {
        // Gone, or a thread of the kernel.
        return [];
      }
    });
}

/** @throws Error unless every process is the person's and renderers are in a sandbox: filtered calls, a process namespace of their own */
function checkSandbox(): void {
  const processes = listProcesses();
  const renderers = processes.filter(({ words }) => words.includes('--type=renderer'));
  if (renderers.length === 0) throw new Error('There is no renderer.');
  for (const { words, status } of processes) {
    if (words.includes('--no-sandbox')) throw new Error(`Without a sandbox: ${words.join(' ')}`);
    if (!new RegExp(`^Uid:\\s+${person.id}\\s`, 'm').test(status))
      throw new Error(`Not the person's: ${words.join(' ')}`);
  }
  for (const { status } of renderers) {
    const isFiltered = /^Seccomp:\s+2$/m.test(status);
    const namespaces = /^NSpid:\s+(.*)$/m.exec(status)?.[1]?.split(/\s+/).length ?? 1;
    if (!isFiltered || namespaces < 2) throw new Error('The renderer is not in a sandbox.');
  }
}

/** Asks the first process to quit, as a desktop does at the end of a session, and waits until all are gone. */
async function quitAll(): Promise<void> {
  const main = listProcesses().find(({ words }) => !words.some((word) => word.startsWith('--type=')));
  if (main !== undefined) process.kill(main.pid, 'SIGTERM');
  const endMs = Date.now() + startLimitMs;
  while (listProcesses().length > 0) {
    if (Date.now() > endMs) throw new Error('The installed app does not quit.');
    await sleep(pollMs);
  }
}
