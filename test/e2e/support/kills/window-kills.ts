/**
 * @file Kills each process of the real window again and again, at random points while photos are found, indexed and decided about, and
 * looks each time whether all that must hold holds. What holds of a library's folder is in test/integration/support/kills.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkCatalog, checkSettled, checkThumbnails } from '../../../integration/support/kills/check-library.ts';
import { judgeWord } from '../../../integration/support/kills/judge-word.ts';
import { createRandom, type Random } from '../../../fixtures/random.ts';
import { changeShelf, fillPool, type Shelf } from '../../../integration/support/kills/shelf.ts';
import { readWord, type Word } from '../../../integration/support/kills/word.ts';
import { waitUntil, waitUntilIs } from '../wait-until.ts';
import { decide } from './decide.ts';
import { launchKilledApp, victims, type KilledApp, type Victim } from './killed-app.ts';
import { isAlive } from '../../../fixtures/is-alive.ts';
import { removing } from '../../../../build/scripts/runtime/remove-folder.ts';

export interface WindowKillRun {
  readonly killsPerVictim: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}

export interface WindowKillTally {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Decisions that were answered. */
  readonly decided: number;
  /** Decisions that were stored whole whose answer never came. */
  readonly unanswered: number;
}

/** Longest time from the beginning of the work to the kill, ms. */
const latestMs = 1500;
/** Chromium ends the whole app when its drawing process dies a few times within minutes: after so many the app is started anew. */
const mostGpuKills = 2;
const settleLimitMs = 120_000;

/** @throws Error with the seed and the faults, at the first kill after which something does not hold */
export async function runWindowKills({
  killsPerVictim,
  seed,
  say = () => undefined,
}: WindowKillRun): Promise<WindowKillTally> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-window-kills-'));
  let course: Course | null = null;
  const left = victims.flatMap((victim) => Array.from({ length: killsPerVictim }, () => victim));
  let round = 0;
  let step = 'the start';
  try {
    course = await beginCourse(folder, createRandom(seed));
    while (left.length > 0) {
      round += 1;
      const [victim = 'main'] = left.splice(course.random.drawInteger(0, left.length - 1), 1);
      step = `round ${round}, ${victim}`;
      await course.kill(victim);
      throwFaults(course.faults);
      say(`${step}: ${JSON.stringify(course.tally)}`);
    }
    step = 'what was left to do at the end';
    await course.settle();
    throwFaults(course.faults);
    return course.tally;
  } catch (error) {
    throw new Error(`seed ${seed}, ${step}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await course?.end();
    rmSync(folder, removing);
  }
}

function throwFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join('; '));
}

interface Course {
  readonly random: Random;
  readonly tally: WindowKillTally;
  readonly faults: readonly string[];
  readonly kill: (victim: Victim) => Promise<void>;
  /** Lets everything finish, quits, and looks at what is there. */
  readonly settle: () => Promise<void>;
  /** Nothing is left running, also when something went wrong. */
  readonly end: () => Promise<void>;
}

async function beginCourse(folder: string, random: Random): Promise<Course> {
  const shelf: Shelf = { pool: join(folder, 'pool'), photos: join(folder, 'photos') };
  const data = join(folder, 'profile');
  for (const path of [data, shelf.photos]) mkdirSync(path);
  await fillPool(shelf);
  changeShelf(shelf, random);
  const catalogPath = join(data, 'catalog.sqlite');
  const kills: Record<Victim, number> = { main: 0, page: 0, gpu: 0, embedder: 0 };
  const tally = { kills, decided: 0, unanswered: 0 };
  const faults: string[] = [];
  const seen = new Set<string>();
  let gpuKills = 0;
  /** What was said so far, as far as the person was told that it is stored. */
  let told: Word | null = null;
  let isOpen = false;
  let app: KilledApp | null = await launchKilledApp({ profile: data, args: [`--add-folder=${shelf.photos}`] });

  const requireApp = async (): Promise<KilledApp> => (app ??= await launchKilledApp({ profile: data }));
  const quit = async (): Promise<void> => {
    const quitting = app;
    app = null;
    await quitting?.quit();
  };
  const beginWork = async (running: KilledApp): Promise<void> => {
    changeShelf(shelf, random);
    await running.call('roots.rescan', {});
  };
  /** Decides on and on until it is told to stop, or nobody answers any more. */
  const decideUntil = async (running: KilledApp, isStopped: () => boolean): Promise<void> => {
    while (!isStopped()) {
      told ??= readWord(catalogPath);
      isOpen = true;
      const answer = await decide(running, random, data);
      if (answer === 'gone') return;
      if (answer === 'internal') faults.push('a decision failed without a reason');
      told = readWord(catalogPath);
      isOpen = false;
      tally.decided += 1;
    }
  };
  /** Finds what was told in the catalog: each decision once, none by half. */
  const checkWord = async (): Promise<void> => {
    const before: Word | null = told;
    if (before === null) return;
    const found = readWord(catalogPath);
    const judgement = await judgeWord({ catalogPath, folder, before, found, isOpen });
    faults.push(...judgement.faults);
    if (judgement.isUnanswered) tally.unanswered += 1;
    told = found;
    isOpen = false;
  };
  const checkEnded = async (embedder: number | null): Promise<void> => {
    app = null;
    if (embedder !== null) await waitUntilIs(() => Promise.resolve(isAlive(embedder)), false);
    faults.push(...checkCatalog(data, shelf), ...(await checkThumbnails(data, seen)));
    await checkWord();
    await (await requireApp()).waitUntilShown();
  };
  const checkRunning = async (running: KilledApp, victim: Victim, killed: number): Promise<void> => {
    // There must be something that the embedder is wanted for.
    if (victim === 'embedder') await beginWork(running);
    await waitUntil(
      () => running.findPid(victim),
      (pid) => pid !== null && pid !== killed,
      settleLimitMs,
    );
    await running.waitUntilShown();
    await checkWord();
    if ((await running.call('library.overview', {}))?.ok !== true) faults.push('the page does not answer');
  };

  return {
    random,
    tally,
    faults,
    kill: async (victim) => {
      if (victim === 'gpu' && gpuKills >= mostGpuKills) await quit();
      if (app === null || victim === 'main') gpuKills = 0;
      const running = await requireApp();
      await beginWork(running);
      const pid = await waitUntil(
        () => running.findPid(victim),
        (found) => found !== null,
        settleLimitMs,
      );
      const embedder = await running.findPid('embedder');
      let isStopped = false;
      const deciding = decideUntil(running, () => isStopped);
      await wait(random.drawInteger(0, latestMs));
      if (pid === null || !isAlive(pid)) throw new Error('It ended by itself, before it was killed.');
      process.kill(pid, 'SIGKILL');
      kills[victim] += 1;
      if (victim === 'gpu') gpuKills += 1;
      // The others go on meanwhile.
      if (victim === 'gpu' || victim === 'embedder') await wait(latestMs / 3);
      isStopped = true;
      await deciding;
      if (victim === 'main') await checkEnded(embedder);
      else await checkRunning(running, victim, pid);
    },
    settle: async () => {
      const running = await requireApp();
      await running.call('indexing.retryFailed', {});
      await running.call('roots.rescan', {});
      await waitUntilIdle(running);
      await quit();
      faults.push(...checkCatalog(data, shelf), ...checkSettled(data, shelf), ...(await checkThumbnails(data, seen)));
      await checkWord();
    },
    end: quit,
  };
}

/** Between two steps it is idle for a moment. */
async function waitUntilIdle(app: KilledApp): Promise<void> {
  let calm = 0;
  await waitUntil(
    async () => {
      const answer = await app.call('indexing.progress', {});
      calm = answer?.ok === true && answer.value.state === 'idle' ? calm + 1 : 0;
      return calm;
    },
    (times) => times >= 10,
    settleLimitMs,
  );
}
