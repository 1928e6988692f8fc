/** @file Opens libraries for tests: temporary folders, real catalog, real scan thread, any embedder. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalog, type Catalog } from '../../../src/db/catalog.ts';
import { launchEmbedderWithNode } from '../../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../../src/library/library.ts';
import type { LibraryOptions } from '../../../src/library/library-options.ts';
import type { LaunchEmbedder } from '../../../src/ml/embedder-messages.ts';
import { removing } from '../../../build/scripts/runtime/remove-folder.ts';
import type { FakeEmbedder } from './fake-embedder.ts';

const source = new URL('../../../src/', import.meta.url);

export const modelFolder = fileURLToPath(new URL('ml/models/dolg-b4-vit', source));
export const embedderEntry = new URL('ml/embedder.ts', source);
export const scanWorkerEntry = new URL('library/scan/scan-worker.ts', source);
export const copyWorkerEntry = new URL('library/backup/copy-worker.ts', source);
export const cliEntry = fileURLToPath(new URL('cli.ts', source));

export interface TestFolders {
  readonly root: string;
  /** A folder for photos. */
  readonly photos: string;
  /** Data folder of the library. */
  readonly data: string;
  readonly remove: () => void;
}

/** Temporary folders of one test. */
export function makeFolders(): TestFolders {
  const root = mkdtempSync(join(tmpdir(), 'cairn-test-'));
  const photos = join(root, 'photos');
  const data = join(root, 'data');
  mkdirSync(photos);
  return { root, photos, data, remove: () => rmSync(root, removing) };
}

/** Options with a launcher of choice; the real embedder on the processor by default. */
export function makeOptions(dataFolder: string, launch?: LaunchEmbedder): LibraryOptions {
  return {
    dataFolder,
    scanWorkerEntry,
    modelFolder,
    launchEmbedder: launch ?? launchEmbedderWithNode(embedderEntry),
    atlasFolder: null,
    provider: 'cpu',
    version: '0.0.0-test',
    sampleLibraryFolder: null,
  };
}

export function openTestLibrary(dataFolder: string, launch?: LaunchEmbedder): Library {
  return openLibrary(makeOptions(dataFolder, launch));
}

/** Options with the fake embedder, and a model folder that says which model it is. */
export function makeFakeOptions(dataFolder: string, fake: FakeEmbedder): LibraryOptions {
  const fakeModel = `${dataFolder}-model`;
  mkdirSync(fakeModel, { recursive: true });
  writeFileSync(join(fakeModel, 'manifest.json'), JSON.stringify({ sha256: fake.modelHash }));
  return { ...makeOptions(dataFolder, fake.launch), modelFolder: fakeModel };
}

/** Opens a library with `makeFakeOptions`. */
export function openFakeLibrary(dataFolder: string, fake: FakeEmbedder): Library {
  return openLibrary(makeFakeOptions(dataFolder, fake));
}

/** Scans all roots and indexes until done. */
export async function scanAndIndex(library: Library): Promise<void> {
  const { signal } = new AbortController();
  await library.scan({ signal });
  await library.indexUntilDone({ signal });
}

/** Reads the catalog beside its owner. */
export function readCatalog<Value>(dataFolder: string, read: (catalog: Catalog) => Value): Value {
  const catalog = openCatalog({ folder: dataFolder, isReadOnly: true });
  try {
    return read(catalog);
  } finally {
    catalog.close();
  }
}
