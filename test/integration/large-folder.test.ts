/**
 * @file One folder with very many files: scanned with bounded memory and a main thread that stays free, its progress seen, and given
 * up at once in the middle. `npm run bench -- rescan --files 300000 --flat` does the same with 300,000.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder } from './support/fake-embedder.ts';
import { makeFolders, openFakeLibrary, readCatalog, type TestFolders } from './support/test-library.ts';

const count = 12_000;
let folders: TestFolders;
let library: Library;

beforeEach(() => {
  folders = makeFolders();
  for (let index = 0; index < count; index += 1) writeFileSync(join(folders.photos, `${index}.jpg`), '');
  library = openFakeLibrary(folders.data, createFakeEmbedder());
  library.addRoot(folders.photos);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

const countRows = (): number => readCatalog(folders.data, (catalog) => [...catalog.files.listForRoot(1)].length);

it(
  'is given up in the middle, and complete after the next scan; its progress is seen',
  { timeout: 240_000 },
  async () => {
    const controller = new AbortController();
    const found: number[] = [];
    const stop = library.on('indexing.progress', ({ state, done }) => {
      if (state !== 'scanning') return;
      found.push(done);
      if (done > 0) controller.abort();
    });
    const cancelled = await library.scan({ signal: controller.signal });
    stop();
    expect(cancelled).toMatchObject({ isCancelled: true, missing: 0 });
    expect(found.at(-1)).toBeGreaterThan(0);
    expect(cancelled.changed).toBeGreaterThan(0);
    expect(cancelled.changed).toBeLessThan(count);
    expect(countRows()).toBe(cancelled.changed);

    const heapBefore = process.memoryUsage().heapUsed;
    let turns = 0;
    const timer = setInterval(() => void (turns += 1), 5);
    const scan = await library.scan({ signal: new AbortController().signal });
    clearInterval(timer);
    expect(scan).toMatchObject({ found: count, changed: count - cancelled.changed, isCancelled: false });
    expect(countRows()).toBe(count);
    // Main took its turns between the batches: no time is measured, a blocked loop takes none.
    expect(turns).toBeGreaterThan(10);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(100 * 1024 * 1024);
    expect(await library.scan({ signal: new AbortController().signal })).toMatchObject({
      changed: 0,
      unchanged: count,
    });
  },
);
