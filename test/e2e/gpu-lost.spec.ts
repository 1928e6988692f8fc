/**
 * @file The graphics processor is lost in the middle of indexing: a real WebGPU session (on SwiftShader, which Electron brings) under the
 * real embedder. The next provider goes on, no photo is lost or convicted, and the library tells it.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from '../integration/support/make-scenes.ts';
import { makeFolders, makeOptions, readCatalog, type TestFolders } from '../integration/support/test-library.ts';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { prepareTestElectron } from './support/test-electron.ts';

const { signal } = new AbortController();
const losingEmbedder = new URL('support/losing-embedder.ts', import.meta.url);
const scenes = [1, 2, 3];
const count = 30;
let driver = '';
let folders: TestFolders;
let runtimeFolder = '';
let library: Library;

beforeAll(async () => {
  driver = dirname((await prepareTestElectron()).runtime.executable);
});
beforeEach(async () => {
  folders = makeFolders();
  runtimeFolder = await mkdtemp(join(tmpdir(), 'cairn-runtime-'));
  writeTinyModel(join(folders.root, 'model'), { seed: 3, hasLandmarkness: true });
  await makeScenes(folders.photos, scenes, count / scenes.length);
  vi.stubEnv('VK_ICD_FILENAMES', join(driver, 'vk_swiftshader_icd.json'));
  vi.stubEnv('LD_LIBRARY_PATH', driver);
  vi.stubEnv('XDG_RUNTIME_DIR', runtimeFolder);
});
afterEach(async () => {
  await library.close();
  vi.unstubAllEnvs();
  folders.remove();
  await removeFolder(runtimeFolder);
});

const open = (): Library => {
  const options = { ...makeOptions(folders.data, launchEmbedderWithNode(losingEmbedder)), provider: undefined };
  return openLibrary({ ...options, modelFolder: join(folders.root, 'model') });
};

interface Indexed {
  readonly providers: readonly string[];
  /** What was told as lost, each time anew. */
  readonly told: readonly string[];
  readonly indexed: number;
}

async function index(): Promise<Indexed> {
  const providers: string[] = [];
  const told = new Map<number, string>();
  library.on('embedder.changed', ({ state, provider, lost }) => {
    if (lost !== null) told.set(lost.atMs, lost.provider);
    if (state === 'ready' && provider !== null && providers.at(-1) !== provider) providers.push(provider);
  });
  library.addRoot(folders.photos);
  await library.scan({ signal });
  const { indexed } = await library.indexUntilDone({ signal });
  return { providers, told: [...told.values()], indexed };
}

function expectAllOnce(): void {
  readCatalog(folders.data, (catalog) => {
    expect(catalog.photos.count()).toBe(count);
    expect(catalog.embeddings.count(1)).toBe(count);
    expect(catalog.jobs.countByState()).toMatchObject({ queued: 0, running: 0, failed: 0, quarantined: 0 });
    expect(catalog.checkIntegrity()).toEqual([]);
  });
}

describe.runIf(process.platform === 'linux')('a graphics processor that is lost', () => {
  it('gives way to the processor in the middle of the work, no photo is lost, and it is told', async () => {
    vi.stubEnv('CAIRN_TEST_LOSE_AFTER', '6');
    library = open();
    const { providers, told: lost, indexed } = await index();
    expect(providers).toEqual(['webgpu', 'cpu']);
    expect(lost).toEqual(['webgpu']);
    expect(indexed).toBe(count);
    expectAllOnce();
    const { embedder } = await library.handlers['settings.get']({});
    expect(embedder).toMatchObject({ state: 'ready', provider: 'cpu' });
    const told = embedder.verdicts.find(({ provider }) => provider === 'webgpu');
    expect(told).toMatchObject({ verdict: 'failed' });
    expect(told?.detail).toMatch(/^It stopped working while photos were indexed \(.+\)\.$/u);
  });

  it('that takes the process along twice is passed over, and no photo is convicted of it', async () => {
    vi.stubEnv('CAIRN_TEST_LOSE_AFTER', '6');
    vi.stubEnv('CAIRN_TEST_LOSE_BY', 'crash');
    library = open();
    const { providers, told: lost, indexed } = await index();
    expect(providers).toEqual(['webgpu', 'cpu']);
    expect(lost).toEqual(['webgpu']);
    expect(indexed).toBe(count);
    expectAllOnce();
    const { embedder } = await library.handlers['settings.get']({});
    expect(embedder.verdicts.find(({ provider }) => provider === 'webgpu')).toMatchObject({
      verdict: 'failed',
      detail: expect.stringContaining('tried again when Cairn is started again') as string,
    });
  });
});
