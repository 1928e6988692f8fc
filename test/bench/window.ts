/**
 * @file The window over 100,000 photos, in the real app: `node test/bench/window.ts [--photos 100000] [--seconds 90] [--json]`.
 *
 * The catalog and the thumbnails are real, the photos behind them are not (library/generate.ts). Starts and frames are measured
 * against an empty Electron window in the same run. Times of calls are the page's: the way to main and back is in them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { projectFolder } from '../e2e/support/launch-app.ts';
import { prepareTestElectron } from '../e2e/support/test-electron.ts';
import { writeEmptyApp } from './window/empty-app.ts';
import { measureCalls, type CallFigure } from './window/measure-calls.ts';
import { arePicturesShown, buildScrollProbe, buildWaitProbe, type ScrollFigures } from './window/page-probes.ts';

export interface WindowFigures {
  readonly photos: number;
  /** From the start of the process until the first pictures are there, median, against an empty window. Target: at most 1.5. */
  readonly usableRatio: number;
  readonly usableMs: number;
  readonly emptyMs: number;
  /** Of scrolling the timeline from end to end. Targets: 0, and 0.05. */
  readonly longTasks: number;
  readonly longestTaskMs: number;
  /** Share of dropped frames above that of an empty page. */
  readonly droppedShare: number;
  readonly emptyDroppedShare: number;
  /** The same while photos go by at the pace of somebody who looks at them: all pictures are loaded. */
  readonly browseLongTasks: number;
  readonly browseDroppedShare: number;
  readonly scrollSeconds: number;
  readonly scrolledPixels: number;
  /** Slowest page of any list, median of several askings. Target: at most 50. */
  readonly slowestPageMs: number;
  readonly calls: readonly CallFigure[];
  /** From the click until the first pictures of an album are there, median. Target: at most 150. */
  readonly openAlbumMs: number;
  readonly openAlbumsMs: readonly number[];
  /** Slowest answer while a person types, median of several askings. Target: at most 50. */
  readonly searchMs: number;
  /** Resident memory of the renderer after the scroll. Target: at most 400. */
  readonly rendererMegabytes: number;
}

const starts = 5;
const openings = 7;
/** What starts with the app is over: the folders are compared with the catalog. */
const settleMs = 20_000;
/** Pace of looking through photos: five rows a second. */
const browsePixels = 15;
const browseSeconds = 20;
const restMs = 5_000;
const megabyte = 1024 * 1024;

interface Started {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** From the creation of the process until the page was drawn, and its first pictures if it has any. */
  readonly usableMs: number;
}

function findMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

async function start(appFolder: string, profile: string, hasPictures: boolean): Promise<Started> {
  const { runtime, switches, env } = await prepareTestElectron();
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [...switches, appFolder, `--user-data-dir=${profile}`],
    cwd: projectFolder,
    env,
    timeout: 120_000,
  });
  const page = await electron.firstWindow({ timeout: 120_000 });
  // Frames are counted from inside: until the pictures are in, or until the page is drawn.
  const paintedMs = await page.evaluate<number>(`new Promise((resolve) => {
    const look = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      if (paint === undefined || (${String(hasPictures)} && !${arePicturesShown})) { requestAnimationFrame(look); return; }
      const pictures = ${String(hasPictures)}
        ? performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('photo:')).slice(0, 8).map(({ responseEnd }) => responseEnd)
        : [];
      resolve(performance.timeOrigin + Math.max(paint.startTime, ...(pictures.length > 0 ? pictures : [0])));
    };
    look();
  })`);
  const createdMs = await electron.evaluate(() => process.getCreationTime());
  if (createdMs === null) throw new Error('the system does not tell when a process was started');
  return { electron, page, usableMs: paintedMs - createdMs };
}

async function readRendererBytes(electron: ElectronApplication): Promise<number> {
  const pids = await electron.evaluate(({ app }) =>
    app.getAppMetrics().flatMap(({ type, pid }) => (type === 'Tab' ? [pid] : [])),
  );
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      // What it shares with other processes of Electron is counted by its part.
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB/mu.exec(rollup)?.[1] ?? 0) * 1024;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** After the scroll has rested: what is only waiting to be collected is not counted. */
async function readRestingBytes(electron: ElectronApplication, page: Page): Promise<number> {
  await wait(restMs);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await wait(restMs);
  return readRendererBytes(electron);
}

async function openPhotos(page: Page): Promise<void> {
  await page.locator('nav button:has(.lucide-images)').first().click();
  await page.evaluate(buildWaitProbe('', arePicturesShown));
}

/** Opens albums from the landmarks view, one after another, the largest first. */
async function measureOpenings(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < openings; index += 1) {
    await page.locator('nav button:has(.lucide-landmark)').first().click();
    await page.evaluate(buildWaitProbe('', arePicturesShown));
    await wait(500);
    const click = `document.querySelector('[role="grid"] [data-index="${index}"]').click()`;
    const isOpen = `document.querySelector('h1 [title]') !== null && ${arePicturesShown}`;
    times.push(await page.evaluate<number>(buildWaitProbe(click, isOpen)));
    await wait(300);
  }
  return times;
}

async function measure(photos: number, seconds: number): Promise<WindowFigures> {
  const base = mkdtempSync(join(tmpdir(), 'cairn-window-'));
  const [folder, profile, empty] = [join(base, 'photos'), join(base, 'profile'), join(base, 'empty')];
  const report = (line: string): void => console.error(`  ${line}`);
  try {
    report(`${photos} photos are being made`);
    const script = join(import.meta.dirname, 'library', 'generate.ts');
    execFileSync(process.execPath, [script, folder, profile, String(photos), '--pictures'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    writeEmptyApp(empty);

    const usable: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round <= starts; round += 1) {
      const other = await start(empty, join(base, 'empty-profile'), false);
      await other.electron.close();
      const app = await start(projectFolder, profile, true);
      await app.electron.close();
      // The first round brings everything into the file cache.
      if (round === 0) continue;
      bare.push(other.usableMs);
      usable.push(app.usableMs);
    }
    const [usableMs, emptyMs] = [findMedian(usable), findMedian(bare)];
    report(`usable after ${usableMs.toFixed(0)} ms, an empty window after ${emptyMs.toFixed(0)} ms`);

    const other = await start(empty, join(base, 'empty-profile'), false);
    const still = await other.page.evaluate<ScrollFigures>(
      buildScrollProbe({ selector: 'nothing-here', seconds: Math.min(seconds, 15) }),
    );
    await other.electron.close();

    const { electron, page } = await start(projectFolder, profile, true);
    try {
      await wait(settleMs);
      const openAlbumsMs = await measureOpenings(page);
      report(`albums open after ${openAlbumsMs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
      const calls = await measureCalls(page, photos);
      await openPhotos(page);
      const { usualMs } = still;
      const scroll = await page.evaluate<ScrollFigures>(
        buildScrollProbe({ selector: 'section.view', seconds, usualMs }),
      );
      await page.evaluate(buildWaitProbe('', arePicturesShown));
      const browse = await page.evaluate<ScrollFigures>(
        buildScrollProbe({ selector: 'section.view', seconds: browseSeconds, pixelsPerFrame: browsePixels, usualMs }),
      );
      await page.evaluate(buildWaitProbe('', arePicturesShown));
      report(
        `scrolled in ${scroll.seconds.toFixed(0)} s; long tasks ${scroll.longTasksMs
          .slice(0, 8)
          .map((ms) => ms.toFixed(0))
          .join(', ')} ms`,
      );
      if (scroll.pixels < photos) throw new Error(`only ${scroll.pixels} pixels were scrolled`);
      const rendererBytes = await readRestingBytes(electron, page);
      const searches = calls.filter(({ kind }) => kind === 'search').map(({ medianMs }) => medianMs);
      return {
        photos,
        usableRatio: usableMs / emptyMs,
        usableMs,
        emptyMs,
        longTasks: scroll.longTasksMs.filter((ms) => ms > 50).length,
        longestTaskMs: scroll.longTasksMs[0] ?? 0,
        droppedShare: Math.max(0, scroll.droppedShare - still.droppedShare),
        emptyDroppedShare: still.droppedShare,
        browseLongTasks: browse.longTasksMs.filter((ms) => ms > 50).length,
        browseDroppedShare: Math.max(0, browse.droppedShare - still.droppedShare),
        scrollSeconds: scroll.seconds,
        scrolledPixels: scroll.pixels,
        slowestPageMs: Math.max(...calls.filter(({ kind }) => kind === 'page').map(({ medianMs }) => medianMs)),
        calls,
        openAlbumMs: findMedian(openAlbumsMs),
        openAlbumsMs,
        searchMs: searches.length === 0 ? 0 : Math.max(...searches),
        rendererMegabytes: rendererBytes / megabyte,
      };
    } finally {
      await electron.close();
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '90' },
    json: { type: 'boolean', default: false },
  },
});
const figures = await measure(Number(values.photos), Number(values.seconds));
if (values.json) console.log(JSON.stringify(figures));
else {
  console.table(figures.calls);
  console.log({ ...figures, calls: undefined });
}
// Playwright and the display of the test Electron keep the process alive.
process.exit(0);
