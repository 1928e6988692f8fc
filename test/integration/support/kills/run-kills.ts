/**
 * @file Kills a process of the library again and again, at random points of everything it does, and looks after each kill whether all that
 * must hold holds. The photos, the catalog, its backups and its thumbnails go from one kill to the next.
 */
import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalog } from '../../../../src/db/catalog.ts';
import { verifyCatalogFile } from '../../../../src/db/copy-catalog.ts';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { openLibrary } from '../../../../src/library/library.ts';
import { writeTinyModel } from '../../../fixtures/tiny-model.ts';
import { makeOptions } from '../test-library.ts';
import { checkCatalog, checkLeftovers, checkSettled, checkThumbnails } from './check-library.ts';
import { judgeWord } from './judge-word.ts';
import { buildKillLibrary, type KillLibrary } from './kill-library.ts';
import { makeOldCatalogs, readLasting, readVersion, type OldCatalog } from './old-catalogs.ts';
import { removing } from '../../../../build/scripts/runtime/remove-folder.ts';
import { createRandom, type Random } from '../../../fixtures/random.ts';
import { changeShelf, fillPool, type Shelf } from './shelf.ts';
import { killKinds, readTale, type KillKind, type Task, type Telling } from './task.ts';
import { describeDifference, pickRepeatable, readWord, type Word } from './word.ts';

const actor = fileURLToPath(new URL('actor.ts', import.meta.url));
const actorLimitMs = 120_000;
/** Kills between two times that everything is let finish. */
const settleEvery = 20;
const keptUpdates = 3;
/** A run takes a tenth of it. */
const leastMemoryBytes = 2 ** 30;

export interface KillTally {
  /** Kills that hit their process in the middle, by what went on. */
  readonly kills: Readonly<Record<KillKind, number>>;
  /** Of all: the embedder was hit. */
  readonly embedders: number;
  /** Of all: at a call that changes a file, not after some time. */
  readonly atCalls: number;
  /** Rounds in which the process was done before. */
  readonly survived: number;
  /** Of all: a decision was stored whole whose answer never came. */
  readonly unanswered: number;
}

export interface KillRun {
  /** Kills of each kind. */
  readonly killsPerKind: number;
  readonly seed: number;
  /** All of them when left out. */
  readonly kinds?: readonly KillKind[];
  readonly say?: (line: string) => void;
}

type Counts = { -readonly [Key in keyof KillTally]: Key extends 'kills' ? Record<KillKind, number> : number };

/** Where one process is to be killed. */
type Point =
  | { readonly way: 'call'; readonly victim: Victim; readonly env: Readonly<Record<string, string>> }
  | { readonly way: 'time'; readonly victim: Victim; readonly afterMs: number };
type Victim = 'main' | 'embedder';

/** @throws Error with the seed and the faults, at the first kill after which something does not hold */
export async function runKills({
  killsPerKind,
  seed,
  kinds = killKinds,
  say = () => undefined,
}: KillRun): Promise<KillTally> {
  const folder = mkdtempSync(join(chooseDrive(), 'cairn-kills-'));
  try {
    const course = await beginCourse(folder, seed);
    const { counts } = course;
    await course.settle();
    for (let round = 1; kinds.some((kind) => counts.kills[kind] < killsPerKind); round += 1) {
      const open = kinds.filter((kind) => counts.kills[kind] < killsPerKind);
      const kind = course.random.pick(open);
      const point = await course.kill(kind);
      throwFaults(seed, `round ${round}, ${kind}, ${JSON.stringify(point)}`, course.faults);
      if (round % settleEvery === 0) {
        await course.settle();
        throwFaults(seed, `what was left to do after round ${round}`, course.faults);
        say(`${round} rounds: ${JSON.stringify(counts)}`);
      }
    }
    await course.settle();
    throwFaults(seed, 'at the end', course.faults);
    return counts;
  } finally {
    // The last embedder may still write.
    rmSync(folder, removing);
  }
}

/** In memory where there is such a drive: what the system was given outlives a killed process there as on a disk, which would be waited for. */
function chooseDrive(): string {
  const memory = '/dev/shm';
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > leastMemoryBytes ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

function throwFaults(seed: number, when: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`seed ${seed}, ${when}: ${faults.join('; ')}`);
}

interface Course {
  readonly random: Random;
  readonly counts: Counts;
  readonly faults: string[];
  readonly kill: (kind: KillKind) => Promise<Point>;
  readonly settle: () => Promise<void>;
}

async function beginCourse(folder: string, seed: number): Promise<Course> {
  const random = createRandom(seed);
  const shelf: Shelf = { pool: join(folder, 'pool'), photos: join(folder, 'photos') };
  const [data, oldData, model] = [join(folder, 'data'), join(folder, 'old'), join(folder, 'model')];
  for (const path of [data, oldData, shelf.photos]) mkdirSync(path);
  await fillPool(shelf);
  changeShelf(shelf, random);
  writeTinyModel(model, { seed: 1, hasLandmarkness: true });
  const oldCatalogs = makeOldCatalogs(join(folder, 'forms'));
  const library = buildKillLibrary(folder);
  const reach = createReach();
  const seen = new Set<string>();
  const faults: string[] = [];
  const counts: Counts = {
    kills: { scan: 0, index: 0, decision: 0, migration: 0, backup: 0, restore: 0 },
    embedders: 0,
    atCalls: 0,
    survived: 0,
    unanswered: 0,
  };
  const catalogPath = join(data, 'catalog.sqlite');
  /** What was said so far, as far as the person was told that it is stored. */
  let told: Word | null = null;
  let copied: Word | null = null;

  const act = async (
    kind: Task['kind'],
    point: Point | null,
  ): Promise<{ wasKilled: boolean; tale: readonly Telling[] }> => {
    const task: Task = {
      ...{ kind, seed: random.drawInteger(0, 2 ** 31 - 1), shelf, data, model, oldData },
      copy: join(folder, 'copy.sqlite'),
      tale: join(folder, 'tale'),
      embedderEnv: point?.way === 'call' && point.victim === 'embedder' ? point.env : {},
      embedderLivesMs: point?.way === 'time' && point.victim === 'embedder' ? point.afterMs : null,
    };
    writeFileSync(task.tale, '');
    const signal = await runActor(task, point?.victim === 'main' ? point : null);
    const tale = readTale(task.tale);
    return { wasKilled: signal === 'SIGKILL' || tale.some(({ event }) => event === 'embedder-gone'), tale };
  };

  /** What the next start sees to before anything else: catalog and journal say the same. */
  const startOnce = (): Promise<void> =>
    openLibrary({ ...makeOptions(data), modelFolder: model, isModelNamed: true }).close();

  /**
   * The catalog is the one before, or the copy, which the journal may have given the rest already; when the library was opened, every
   * decision that was ever told is there once more, in its place, and holds, also of photos that have yet to be found again.
   */
  const checkRestored = async (found: Word): Promise<Word> => {
    const isKnown = [told, copied].some((word) => word?.log === found.log);
    if (!isKnown) faults.push('the catalog is neither the one before nor the copy that was put back');
    await startOnce();
    const after = readWord(catalogPath);
    const [before, now] = [told, after].map((word) => word && pickRepeatable(word, catalogPath));
    const difference = before && now ? describeDifference(before, now) : null;
    if (difference !== null) faults.push(`after the restore is not what was told: ${difference}`);
    return after;
  };

  /** Takes in what was told, and finds it in the catalog: each decision once, none by half. */
  const checkWord = async (tale: readonly Telling[], kind: Task['kind']): Promise<void> => {
    const found = readWord(catalogPath);
    if (kind === 'restore') {
      told = await checkRestored(found);
      return;
    }
    for (const telling of tale) if (telling.event === 'decided') told = telling.word;
    const before: Word | null = told;
    told = found;
    if (before === null) return;
    const isOpen = tale.findLast(({ event }) => event === 'decides' || event === 'decided')?.event === 'decides';
    const judgement = await judgeWord({ catalogPath, folder, before, found, isOpen });
    faults.push(...judgement.faults);
    if (!judgement.isUnanswered) return;
    counts.unanswered += 1;
    // Killed between the two, it is in the catalog alone; whoever puts a copy back has started Cairn before.
    await startOnce();
    const difference = describeDifference(found, readWord(catalogPath));
    if (difference !== null) faults.push(`the next start has changed what was told: ${difference}`);
  };

  const checkCopy = (tale: readonly Telling[]): void => {
    const path = join(folder, 'copy.sqlite');
    const lastSaved = tale.findLast((telling) => telling.event === 'saved');
    if (!existsSync(path)) {
      if (lastSaved !== undefined || copied !== null) faults.push('the saved copy is gone');
      return;
    }
    verifyCatalogFile(path);
    copied = readWord(path);
    if (lastSaved?.event === 'saved' && copied.decisions < lastSaved.word.decisions) faults.push('the copy is too old');
  };

  return {
    random,
    counts,
    faults,
    settle: async () => {
      const { tale } = await act('settle', null);
      if (tale.at(-1)?.event !== 'ends') faults.push('what was left to do did not come to an end');
      faults.push(...checkLeftovers(data));
      await checkWord(tale, 'settle');
      if (copied === null) checkCopy(tale);
      faults.push(...checkCatalog(data, shelf), ...checkSettled(data, shelf), ...(await checkThumbnails(data, seen)));
    },
    kill: async (kind) => {
      const point = choosePoint(random, kind, library, reach);
      const old = kind === 'migration' ? layOut(random.pick(oldCatalogs), oldData) : null;
      const { wasKilled, tale } = await act(kind, point);
      reach.note(kind, point, wasKilled);
      const hasEnded = tale.at(-1)?.event === 'ends';
      if (!wasKilled && !hasEnded) faults.push('it ended by itself, before its end');
      if (!wasKilled) counts.survived += 1;
      else {
        counts.kills[kind] += 1;
        counts.embedders += point.victim === 'embedder' ? 1 : 0;
        counts.atCalls += point.way === 'call' ? 1 : 0;
      }
      if (old !== null) faults.push(...checkMigration(old, oldData, seen));
      faults.push(...checkCatalog(data, shelf));
      await checkWord(tale, kind);
      if (kind === 'backup') checkCopy(tale);
      faults.push(...(await checkThumbnails(data, seen)), ...checkBackups(data, seen));
      return point;
    },
  };
}

/** Runs the actor, ends it at `point`, and returns the signal that ended it. */
async function runActor(task: Task, point: Point | null): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [actor, JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      // Of what a process does, its start takes the longest by far.
      NODE_COMPILE_CACHE: join(dirname(task.tale), 'compiled'),
      ...(point?.way === 'call' ? point.env : {}),
    },
  });
  const timers = [
    setTimeout(() => child.kill('SIGTERM'), actorLimitMs),
    ...(point?.way === 'time' ? [setTimeout(() => child.kill('SIGKILL'), point.afterMs)] : []),
  ];
  const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, ended) => resolve(ended)),
  );
  timers.forEach(clearTimeout);
  return signal;
}

/** How far each kind of work goes, in calls and in time: learned from what was killed in time and what was not. */
interface Reach {
  readonly get: (kind: KillKind, point: Pick<Point, 'way' | 'victim'>) => number;
  readonly note: (kind: KillKind, point: Pick<Point, 'way' | 'victim'>, wasKilled: boolean) => void;
}

function createReach(): Reach {
  const reaches = new Map<string, number>();
  const name = (kind: KillKind, { way, victim }: Pick<Point, 'way' | 'victim'>): string => `${kind} ${way} ${victim}`;
  const get: Reach['get'] = (kind, point) => reaches.get(name(kind, point)) ?? (point.way === 'call' ? 100 : 800);
  return {
    get,
    note: (kind, point, wasKilled) =>
      reaches.set(name(kind, point), Math.max(20, get(kind, point) * (wasKilled ? 1.1 : 0.6))),
  };
}

function choosePoint(random: Random, kind: KillKind, library: KillLibrary | null, reach: Reach): Point {
  const victim = kind === 'index' && random.draw() < 0.4 ? 'embedder' : 'main';
  const way = library !== null && random.draw() < 0.7 ? 'call' : 'time';
  const at = random.draw() * reach.get(kind, { way, victim });
  if (way === 'time' || library === null) return { way: 'time', victim, afterMs: at };
  const how = random.pick(['before', 'after', 'half'] as const);
  return { way, victim, env: library.buildEnv(1 + Math.floor(at), how) };
}

/** Puts an older catalog where it is migrated; the copies of earlier migrations stay. */
function layOut(old: OldCatalog, folder: string): OldCatalog {
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    rmSync(join(folder, `catalog.sqlite${suffix}`), { force: true });
  copyFileSync(old.path, join(folder, 'catalog.sqlite'));
  return old;
}

/** It is as before or of the latest form, with all that it held, and the next start brings it there. */
function checkMigration(old: OldCatalog, folder: string, seen: Set<string>): readonly string[] {
  const path = join(folder, 'catalog.sqlite');
  const latest = migrations.at(-1)?.version ?? 0;
  const faults: string[] = [];
  const version = readVersion(path);
  if (version !== old.version && version !== latest) faults.push(`a form between: ${version}`);
  const expected = readLasting(old.path);
  if (readLasting(path) !== expected) faults.push('the killed migration has changed what is to last');
  faults.push(...checkBackups(folder, seen));
  const catalog = openCatalog({ folder });
  faults.push(...catalog.checkIntegrity());
  catalog.close();
  if (readVersion(path) !== latest || readLasting(path) !== expected) faults.push('the next start did not migrate it');
  const names = readdirSync(join(folder, 'backups'));
  if (names.length > keptUpdates) faults.push(`backups pile up: ${names.join(', ')}`);
  return faults;
}

/** Every copy that is listed can be read from end to end. `seen`: those that were read before, as they are. */
function checkBackups(data: string, seen: Set<string>): readonly string[] {
  const folder = join(data, 'backups');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const { ino, mtimeMs, size } = statSync(join(folder, name));
    const state = `${name} ${ino} ${mtimeMs} ${size}`;
    if (!name.endsWith('.sqlite') || seen.has(state)) return [];
    seen.add(state);
    try {
      verifyCatalogFile(join(folder, name));
      return [];
    } catch (error) {
      return [`the backup ${name}: ${String(error)}`];
    }
  });
}
