/**
 * @file What a file manager does with Cairn: a folder is opened with it, at the start and while it runs; an atlas pack is opened by a
 * double click (as an event, on macOS); something that Cairn does not open.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { askMain } from './support/ask-main.ts';
import { launchApp, projectFolder, type RunningApp } from './support/launch-app.ts';
import { makePhotos } from './support/make-photos.ts';
import { pictureFailures } from './support/picture-failures.ts';
import { prepareTestElectron } from './support/test-electron.ts';
import { waitUntil } from './support/wait-until.ts';

let app: RunningApp;
let folder = '';
const at = (name: string): string => join(folder, name);

pictureFailures(() => app);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-opened-'));
  await makePhotos(at('My summer'), 2);
  await makePhotos(at('My winter'), 2);
  await writePack(at('Ours.cairn-atlas'));
  app = await launchApp({ args: [at('My summer')] });
});
afterAll(async () => {
  await app.close();
  await removeFolder(folder);
});

/** The bundled atlas under another name, which makes it another pack: [Note: atlas pack] in src/ml/recognition/atlas.ts. */
async function writePack(path: string): Promise<void> {
  const bundled = await readFile(join(projectFolder, 'src/ml/atlas/bundled/landmarks.cairn-atlas'));
  const content = Buffer.from(bundled.subarray(48));
  content.write('Other landmarks', content.indexOf('Cairn landmarks'));
  const hash = createHash('sha256').update(content).digest();
  await writeFile(path, Buffer.concat([bundled.subarray(0, 16), hash, content]));
}

async function listRoots(): Promise<readonly string[]> {
  return (await askMain(app, 'roots.list', {})).map(({ path }) => path);
}

/** Answers every message box with its first button from now on, and keeps what they said. */
async function answerBoxes(): Promise<() => Promise<readonly string[]>> {
  await app.electron.evaluate(({ dialog }) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    dialog.showMessageBox = (...words: unknown[]) => {
      const { message, detail } = words.at(-1) as { message: string; detail: string };
      said.push(`${message} ${detail}`);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  return () => app.electron.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

/** As macOS says that a file is to be opened. */
async function openFile(path: string): Promise<void> {
  await app.electron.evaluate(({ app: main }, file) => {
    main.emit('open-file', { preventDefault: () => undefined }, file);
  }, path);
}

test('a folder that is opened with Cairn is added, at the start and while it runs', async () => {
  await waitUntil(listRoots, (roots) => roots.length === 1);
  expect(await listRoots()).toEqual([at('My summer')]);
  const { runtime, switches, env } = await prepareTestElectron();
  const words = [...switches, projectFolder, `--user-data-dir=${app.profile}`, at('My winter')];
  const second = spawn(runtime.executable, words, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  await waitUntil(listRoots, (roots) => roots.length === 2);
  expect((await listRoots()).toSorted()).toEqual([at('My summer'), at('My winter')]);
});

test('an atlas pack that is opened is imported after a question', async () => {
  const readSaid = await answerBoxes();
  await openFile(at('Ours.cairn-atlas'));
  await app.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  // Not asked of main while it imports: what it answers then, Playwright may lose to the garbage collector.
  const said = await readSaid();
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('Import the atlas pack “Ours.cairn-atlas”?');
  expect((await askMain(app, 'packs.list', {})).atlases.map(({ name }) => name)).toContain('Other landmarks 1');
});

test('what Cairn does not open is said in a dialog', async () => {
  const readSaid = await answerBoxes();
  await openFile(join(at('My summer'), '1.jpg'));
  await waitUntil(readSaid, (said) => said.length > 0);
  expect((await readSaid())[0]).toContain('Cairn opens folders of photos, and atlas packs');
});
