/**
 * @file Memory and responsiveness of main with 20,000 photos in the catalog, while it scans, indexes further photos, recognises and
 * groups: `node test/bench/memory.ts [--photos 20000] [--new 40] [--json]`.
 *
 * This process stands for Electron's main without its windows: the library with its scan thread and watcher, and pages asked for
 * as a window does. The delay of its event loop is sampled every millisecond, from opening until the queue is empty.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import type { EmbedderChannel, LaunchEmbedder } from '../../src/ml/embedder-messages.ts';

export interface MemoryFigures {
  readonly photos: number;
  readonly indexed: number;
  /** Targets: at most 20, 300 and 1536. */
  readonly mainEventLoopDelayP99Ms: number;
  readonly mainRssMegabytes: number;
  readonly embedderRssMegabytes: number;
  readonly mainEventLoopDelayMaxMs: number;
  readonly seconds: number;
}

const sampleMs = 250;
const megabyte = 1024 * 1024;
/** Out of the way of the library's own requests. */
const firstProbeId = 1_000_000_000;

interface Probe {
  readonly launch: LaunchEmbedder;
  readonly ask: () => void;
  readonly getPeakBytes: () => number;
}

/** Asks the embedder for its memory on the library's own channel. */
function createMemoryProbe(launchReal: LaunchEmbedder): Probe {
  let channel: EmbedderChannel | null = null;
  let nextId = firstProbeId;
  let peakBytes = 0;
  return {
    getPeakBytes: () => peakBytes,
    ask: () => {
      nextId += 1;
      channel?.send({ type: 'request', id: nextId, method: 'memory', params: {} });
    },
    launch: () => {
      const real = launchReal();
      channel = real;
      return {
        ...real,
        onMessage: (listener) =>
          real.onMessage((message) => {
            if (message.type !== 'response' || message.id < firstProbeId) listener(message);
            else if (message.ok) peakBytes = Math.max(peakBytes, (message.value as { rssBytes: number }).rssBytes);
          }),
      };
    },
  };
}

/** Highest resident memory of this process, file pages included (Linux; elsewhere the samples alone). */
function readPeakRssBytes(sampled: number): number {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return peak === undefined ? sampled : Number(peak) * 1024;
  } catch {
    // No /proc.
    return sampled;
  }
}

async function waitUntilIdle(library: Library, expected: number): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, sampleMs));
    const overview = await library.handlers['library.overview']({});
    if (overview.photos >= expected && overview.indexing.state === 'idle') return;
    const { embedder } = await library.handlers['settings.get']({});
    if (embedder.state === 'failed') throw new Error(embedder.problem ?? 'the embedder failed');
    if (performance.now() - startMs > 1_800_000) throw new Error('the queue did not become empty');
  }
}

async function measure(photos: number, added: number): Promise<MemoryFigures> {
  const base = mkdtempSync(join(tmpdir(), 'cairn-memory-'));
  const [folder, data] = [join(base, 'photos'), join(base, 'data')];
  let library: Library | null = null;
  let timer: NodeJS.Timeout | null = null;
  try {
    // In processes of their own: what they need is not main's.
    const photoFiles = new URL('photo-files.ts', import.meta.url).href;
    const script = `import { makePhotoFiles } from ${JSON.stringify(photoFiles)};
      await makePhotoFiles(${JSON.stringify(join(folder, 'new'))}, ${added});`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', script]);
    const generate = join(import.meta.dirname, 'library', 'generate.ts');
    execFileSync(process.execPath, [generate, folder, data, String(photos), '--unsettled']);

    const probe = createMemoryProbe(launchEmbedderWithNode(new URL('../../src/ml/embedder.ts', import.meta.url)));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const startMs = performance.now();
    delay.enable();
    library = openLibrary({
      dataFolder: data,
      launchEmbedder: probe.launch,
      scanWorkerEntry: new URL('../../src/library/scan/scan-worker.ts', import.meta.url),
      modelFolder: join(import.meta.dirname, '../../src/ml/models/dolg-b4-vit'),
      atlasFolder: join(import.meta.dirname, '../../src/ml/atlas/bundled'),
      provider: 'cpu',
      version: 'bench',
      sampleLibraryFolder: null,
    });
    const { handlers } = library;
    let sampledRss = 0;
    let offset = 0;
    timer = setInterval(() => {
      probe.ask();
      sampledRss = Math.max(sampledRss, process.memoryUsage.rss());
      // What a window asks for while a person scrolls.
      void handlers['photos.list']({ offset, limit: 100 });
      void handlers['albums.list']({ offset: 0, limit: 60, sort: 'photos' });
      offset = (offset + 700) % photos;
    }, sampleMs);
    library.startBackground();
    await waitUntilIdle(library, photos + added);
    delay.disable();
    return {
      photos,
      indexed: added,
      mainEventLoopDelayP99Ms: delay.percentile(99) / 1e6,
      mainEventLoopDelayMaxMs: delay.max / 1e6,
      mainRssMegabytes: readPeakRssBytes(sampledRss) / megabyte,
      embedderRssMegabytes: probe.getPeakBytes() / megabyte,
      seconds: (performance.now() - startMs) / 1000,
    };
  } finally {
    if (timer !== null) clearInterval(timer);
    await library?.close();
    rmSync(base, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '20000' },
    new: { type: 'string', default: '40' },
    json: { type: 'boolean' },
  },
});
const figures = await measure(Number(values.photos), Number(values.new));
if (values.json === true) console.log(JSON.stringify(figures, null, 2));
else {
  const { mainRssMegabytes, embedderRssMegabytes, mainEventLoopDelayP99Ms } = figures;
  console.log('main MB (<= 300)  embedder MB (<= 1536)  event-loop delay p99 ms (<= 20)');
  console.log(
    `${mainRssMegabytes.toFixed(0)}               ${embedderRssMegabytes.toFixed(0)}                   ${mainEventLoopDelayP99Ms.toFixed(1)}`,
  );
}
