/**
 * @file Copies of the catalog: listed, written where a person wants one, put back. Works also where the catalog cannot be opened.
 *
 * Putting one back never destroys what is there: the catalog that gives way is kept among the copies, and a copy is read from end to
 * end before it takes the place.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import type { BackupView, SavedBackup } from '../../api/upkeep-views.ts';
import { openCatalog } from '../../db/catalog.ts';
import { listDataFolders } from '../data-folders.ts';
import { locateJournal } from '../journal/journal-file.ts';
import { acquireLock } from '../lock-file.ts';
import { tighten } from '../private-folders.ts';
import { nameKept, parseCopyName, stampTime } from './copy-names.ts';
import { runCopyThread } from './copy-thread.ts';
import { exchangeCatalog, incomingName, logSuffixes, settleKept } from './exchange-catalog.ts';

export interface BackupService {
  /** Copies in Cairn's own folder, newest first. */
  readonly list: () => Promise<readonly BackupView[]>;
  /** Copies the catalog, in use or not. @throws CairnError `catalog-unusable` */
  readonly save: (target: string) => Promise<SavedBackup>;
  /** Path of a listed copy. @throws CairnError `not-found` */
  readonly locate: (name: string) => Promise<string>;
  /** The copy to go back to first: the newest that Cairn made by itself; null when there is none. */
  readonly findLastGood: () => Promise<BackupView | null>;
  /** Whether the catalog is there and cannot be read everywhere. Reads all of it. */
  readonly isDamaged: () => Promise<boolean>;
  /** Copies a file beside the catalog and reads it back; nothing is changed yet. @throws CairnError `catalog-unusable` */
  readonly prepareRestore: (file: string) => Promise<PreparedRestore>;
  /** A new, empty catalog takes the place of one that cannot be used, which is kept. @throws CairnError `catalog-unusable` */
  readonly startAnew: () => Promise<void>;
}

export interface RestoreChoices {
  /** The catalog that gives way cannot be used any more: it is kept for good. Left out: it is one that can be gone back to. */
  readonly isDamaged?: boolean;
  /** Decisions that the journal has and the copy has not are made again when the library is opened. Left out: they are. */
  readonly isReplayed?: boolean;
}

export interface PreparedRestore {
  /** Takes the place of the catalog, which nobody has open. @throws CairnError `catalog-unusable` */
  readonly finish: (choices?: RestoreChoices) => Promise<void>;
  /** Deletes what was not put in place. */
  readonly discard: () => Promise<void>;
}

export interface BackupServiceOptions {
  readonly dataFolder: string;
  /** copy-worker.ts, or where the bundler put it. */
  readonly workerEntry: URL;
  readonly sqliteBinding?: string | undefined;
  readonly now?: () => number;
}

const keptRestores = 3;
const suffixes = ['', ...logSuffixes];

/** Makes the service. */
export function createBackupService(options: BackupServiceOptions): BackupService {
  const { dataFolder, workerEntry, now = Date.now } = options;
  const catalogPath = join(listDataFolders(dataFolder).catalog, 'catalog.sqlite');
  const folder = listDataFolders(dataFolder).backups;
  const sqliteBinding = options.sqliteBinding ?? null;

  const list: BackupService['list'] = async () => {
    settleKept(folder, catalogPath);
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(names.map((name) => describeCopy(folder, name)));
    return found.flatMap((copy) => copy ?? []).sort((a, b) => b.createdMs - a.createdMs);
  };
  /** But for the one that was just kept: the clock may say that it is the oldest. */
  const pruneRestores = async (justKept: string): Promise<void> => {
    const copies = (await list()).filter(({ kind, name }) => kind === 'restore' && name !== justKept);
    for (const { name } of copies.slice(keptRestores - 1)) {
      for (const suffix of suffixes) await rm(join(folder, name + suffix), { force: true });
    }
  };
  const incoming = join(dataFolder, incomingName);
  /** Whoever has the catalog open is asked to close it first. */
  const replace = async ({ isDamaged = false, isReplayed = true }: RestoreChoices): Promise<void> => {
    const lock = acquireLock(dataFolder, options.sqliteBinding);
    const keptName = nameKept(isDamaged ? 'damaged' : 'restore', now());
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // One that is damaged stays as it is, and gives way with all that belongs to it.
      if (!isDamaged && existsSync(`${catalogPath}-wal`)) {
        await runCopyThread(workerEntry, { kind: 'fold', path: catalogPath, sqliteBinding }).catch(() => undefined);
      }
      settleKept(folder, catalogPath);
      // Before the copy is in place, or it would be given what it is not to have.
      if (!isReplayed) {
        await setJournalAside(locateJournal(dataFolder), join(folder, `decisions-${stampTime(now())}.journal`));
      }
      await exchangeCatalog({ incoming, current: catalogPath, folder, keptName });
    } catch (error) {
      throw error instanceof CairnError ? error : explainCopyFailure(error);
    } finally {
      lock.release();
    }
    await pruneRestores(keptName);
  };
  const discard = async (): Promise<void> => {
    for (const suffix of suffixes) await rm(incoming + suffix, { force: true });
  };

  return {
    list,
    locate: async (name) => {
      if (!(await list()).some((copy) => copy.name === name)) {
        throw new CairnError('not-found', 'This copy is not there any more.');
      }
      return join(folder, name);
    },
    save: async (target) => {
      if (target === catalogPath) {
        throw new CairnError('invalid-input', 'This is the catalog itself. Choose another name for the copy.');
      }
      const outcome = await runCopyThread(workerEntry, { kind: 'copy', source: catalogPath, target, sqliteBinding });
      if (outcome.kind !== 'copied') throw new Error(`the copy thread answered "${outcome.kind}"`);
      return { fileName: basename(target), sizeBytes: (await stat(target)).size, ...outcome.contents };
    },
    prepareRestore: async (file) => {
      try {
        // On another computer there is none yet.
        await mkdir(dataFolder, { recursive: true, mode: 0o700 });
        await discard();
        // A pipe would be waited for, a device never ends.
        if (!(await stat(file)).isFile())
          throw new CairnError('catalog-unusable', 'This copy is damaged and was not used (it is no file).');
        await copyFile(file, incoming);
        tighten(incoming);
        // A copy of ours that was set aside with its log: the last changes are in there.
        if (existsSync(`${file}-wal`)) await copyFile(`${file}-wal`, `${incoming}-wal`);
        tighten(`${incoming}-wal`);
        await runCopyThread(workerEntry, { kind: 'fold', path: incoming, sqliteBinding });
      } catch (error) {
        await discard();
        throw error instanceof CairnError ? error : explainCopyFailure(error);
      }
      return { discard, finish: (choices = {}) => replace(choices) };
    },
    startAnew: async () => {
      const draft = `${incoming}.new`;
      try {
        await discard();
        await rm(draft, { recursive: true, force: true });
        openCatalog({ folder: draft, nativeBinding: options.sqliteBinding }).close();
        await rename(join(draft, 'catalog.sqlite'), incoming);
        await replace({ isDamaged: true });
      } finally {
        await discard();
        await rm(draft, { recursive: true, force: true });
      }
    },
    isDamaged: async () => {
      if (!existsSync(catalogPath)) return false;
      const outcome = await runCopyThread(workerEntry, { kind: 'check', path: catalogPath, sqliteBinding });
      return outcome.kind === 'checked' && outcome.damage.length > 0;
    },
    findLastGood: async () => {
      const copies = await list();
      const newest = (kind: BackupView['kind']): BackupView[] => copies.filter((copy) => copy.kind === kind);
      // By number: the clock may have gone back.
      const automatic = newest('automatic').toSorted((a, b) => findSequence(b) - findSequence(a));
      return automatic[0] ?? newest('update')[0] ?? newest('restore')[0] ?? null;
    },
  };
}

function findSequence({ name }: BackupView): number {
  return parseCopyName(name)?.sequence ?? 0;
}

/** The catalog that gave way has all of it. */
async function setJournalAside(path: string, kept: string): Promise<void> {
  if (existsSync(path)) await rename(path, kept);
}

async function describeCopy(folder: string, name: string): Promise<BackupView | null> {
  const copy = parseCopyName(name);
  if (copy === null) return null;
  const sizeBytes = await stat(join(folder, name)).then(
    ({ size }) => size,
    () => null,
  );
  return sizeBytes === null ? null : { name, kind: copy.kind, createdMs: copy.createdMs, sizeBytes };
}

function explainCopyFailure(error: unknown): CairnError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOSPC') {
    return new CairnError('disk-full', 'There is not enough room for the copy. Free some space and try again.');
  }
  return new CairnError('catalog-unusable', `The copy cannot be read or put in place (${code}). Nothing was changed.`, {
    cause: error,
  });
}
