/** @file The shell around the page: folders named at the start, photos by id, closing while indexing, crashes, a second start. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findPid } from './support/find-pid.ts';
import { launchApp, projectFolder, type RunningApp } from './support/launch-app.ts';
import { makePhotos } from './support/make-photos.ts';
import { prepareTestElectron } from './support/test-electron.ts';

const photoCount = 12;
const endLimitMs = 120_000;
let photos = '';
let app: RunningApp | undefined;

beforeAll(async () => {
  photos = await mkdtemp(join(tmpdir(), 'cairn-shell-'));
  await makePhotos(photos, photoCount);
});

afterAll(async () => {
  await rm(photos, { recursive: true, force: true });
});

afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** Number of photos in the catalog, and what indexing does. */
async function readOverview(running: RunningApp): Promise<{ readonly photos: number; readonly state: string }> {
  return await running.page.evaluate<{ readonly photos: number; readonly state: string }>(
    `cairn.call('library.overview', {}).then(({ value }) => ({ photos: value.photos, state: value.indexing.state }))`,
  );
}

async function waitUntil(isTrue: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
  const endMs = Date.now() + limitMs;
  while (!(await isTrue())) {
    if (Date.now() > endMs) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function waitUntilIndexed(running: RunningApp): Promise<void> {
  await waitUntil(async () => {
    const { photos: count, state } = await readOverview(running);
    return count === photoCount && state === 'idle';
  });
}

/**
 * Does `work` while the folder is indexed: the embedder stands still meanwhile, so that indexing cannot be over before the work is.
 * The folder is added in the running app: given at its start, it may be indexed before the app can be asked anything.
 */
async function whileIndexing(running: RunningApp, work: () => Promise<void>): Promise<void> {
  await running.electron.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, photos);
  await running.page.evaluate(`cairn.call('roots.choose', {})`);
  await waitUntil(async () => (await readOverview(running)).state === 'indexing');
  const embedder = await findPid(running, 'embedder');
  if (embedder === null) throw new Error('There is no embedder.');
  process.kill(embedder, 'SIGSTOP');
  try {
    expect((await readOverview(running)).state).toBe('indexing');
    await work();
  } finally {
    goOn(embedder);
  }
}

function goOn(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It ended with the app.
  }
}

/** Replaces the question dialog: the button that is pressed, and how often it was asked. */
async function answerQuestions(running: RunningApp, button: string): Promise<() => Promise<number>> {
  await running.electron.evaluate(({ dialog }, wanted) => {
    const counter = globalThis as { asked?: number };
    counter.asked = 0;
    dialog.showMessageBox = (...args: unknown[]) => {
      counter.asked = (counter.asked ?? 0) + 1;
      const { buttons = [] } = args.at(-1) as { buttons?: string[] };
      return Promise.resolve({ response: buttons.indexOf(wanted), checkboxChecked: false });
    };
  }, button);
  return async () => await running.electron.evaluate(() => (globalThis as { asked?: number }).asked ?? 0);
}

async function closeWindow(running: RunningApp): Promise<void> {
  await running.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

test('indexes the folder it was started with, shows its photos by id, and says nothing of GLib', async () => {
  app = await launchApp({ args: [`--add-folder=${photos}`], env: { CAIRN_LOG_LEVEL: 'debug' } });
  await waitUntilIndexed(app);
  const sizes = await app.page.evaluate(`cairn.call('photos.list', { offset: 0, limit: 1 }).then(({ value }) => {
    const load = (variant) => new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
      image.onerror = () => reject(new Error(variant));
      image.src = 'photo://library/' + variant + '/' + value.items[0].id;
    });
    return Promise.all(['grid', 'screen', 'original'].map(load));
  })`);
  expect(sizes).toEqual([
    [320, 240],
    [1024, 768],
    [1200, 900],
  ]);
  const log = await readFile(join(app.profile, 'logs', 'main.log'), 'utf8');
  expect(log).toContain('Cairn starts');
  expect(log).not.toContain('CRITICAL');
});

test('the log holds no file name at the default level', async () => {
  app = await launchApp({ args: [`--add-folder=${photos}`] });
  await waitUntilIndexed(app);
  const log = await readFile(join(app.profile, 'logs', 'main.log'), 'utf8');
  expect(log).toContain('Cairn starts');
  expect(log).not.toContain(photos);
  expect(log).not.toContain('.jpg');
});

test('closing while indexing asks once; kept running, the app stays and finishes', async () => {
  app = await launchApp();
  const running = app;
  const countQuestions = await answerQuestions(running, 'Keep Running Minimized');
  await whileIndexing(running, async () => {
    await closeWindow(running);
    await waitUntil(async () => (await countQuestions()) === 1);
    await closeWindow(running);
    expect(running.electron.windows()).toHaveLength(1);
  });
  await waitUntilIndexed(running);
  expect(await countQuestions()).toBe(1);
});

test('quitting while indexing loses nothing: the next start goes on', async () => {
  app = await launchApp();
  const running = app;
  await answerQuestions(running, 'Quit');
  const ended = running.electron.waitForEvent('close', { timeout: endLimitMs });
  await whileIndexing(running, () => closeWindow(running));
  await ended;
  await running.restart();
  await waitUntilIndexed(running);
});

test('closing an idle window asks nothing', async () => {
  app = await launchApp();
  const running = app;
  await waitUntil(async () => (await readOverview(running)).state === 'idle');
  const ended = running.electron.waitForEvent('close', { timeout: endLimitMs });
  await closeWindow(running);
  await ended;
  await running.restart();
});

test('a crashed page is loaded again', async () => {
  app = await launchApp();
  const running = app;
  const loaded = running.electron.evaluate(
    async ({ BrowserWindow }) =>
      await new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve(contents.getURL()));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(await loaded).toBe('app://cairn/index.html?lang=en');
});

test('a second start ends at once and hands its folder to the first', async () => {
  app = await launchApp();
  const running = app;
  const { runtime, switches, env } = await prepareTestElectron();
  const args = [...switches, projectFolder, `--user-data-dir=${running.profile}`, `--add-folder=${photos}`];
  const second = spawn(runtime.executable, args, { env, stdio: 'ignore' });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).toBe(0);
  await waitUntilIndexed(running);
  expect(running.electron.windows()).toHaveLength(1);
});
