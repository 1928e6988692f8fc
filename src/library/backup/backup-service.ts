/**
 * @file Copies of the catalog: listed, written where a person wants one, put back. Works also where the catalog cannot be opened.
 *
 * Putting one back never destroys what is there: the catalog that gives way is kept among the copies, and a copy is read from end to
 * end before it takes the place.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CairnError } from '../../api/errors.ts';
import type { BackupView, SavedBackup } from '../../api/upkeep-views.ts';
import type { CatalogContents } from '../../db/copy-catalog.ts';
import { listDataFolders } from '../data-folders.ts';
import { acquireLock } from '../lock-file.ts';
import type { CopyAnswer, CopyRequest } from './copy-messages.ts';
import { exchangeCatalog, incomingName, logSuffixes, settleKept } from './exchange-catalog.ts';

export interface BackupService {
  /** Copies in Cairn's own folder, newest first. */
  readonly list: () => Promise<readonly BackupView[]>;
  /** Copies the catalog, in use or not. @throws CairnError `catalog-unusable` */
  readonly save: (target: string) => Promise<SavedBackup>;
  /** Path of a listed copy. @throws CairnError `not-found` */
  readonly locate: (name: string) => Promise<string>;
  /** Copies a file beside the catalog and reads it back; nothing is changed yet. @throws CairnError `catalog-unusable` */
  readonly prepareRestore: (file: string) => Promise<PreparedRestore>;
}

export interface PreparedRestore {
  /** Takes the place of the catalog, which nobody has open. @throws CairnError `catalog-unusable` */
  readonly finish: () => Promise<void>;
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

const nameForms = [
  { kind: 'restore', pattern: /^catalog-before-restore-(\d{8}T\d{9}Z)\.sqlite$/ },
  { kind: 'update', pattern: /^catalog-before-\d+-(\d{8}T\d{9}Z)\.sqlite$/ },
] as const;
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
  /** `latest` stays, also where the clock was put back and it seems to be the oldest. */
  const pruneRestores = async (latest: string): Promise<void> => {
    const copies = (await list()).filter(({ kind, name }) => kind === 'restore' && name !== latest);
    for (const { name } of copies.slice(keptRestores - 1)) {
      for (const suffix of suffixes) await rm(join(folder, name + suffix), { force: true });
    }
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
      const contents = await runCopyThread(workerEntry, { kind: 'copy', source: catalogPath, target, sqliteBinding });
      return { fileName: basename(target), sizeBytes: (await stat(target)).size, ...contents };
    },
    prepareRestore: async (file) => {
      const incoming = join(dataFolder, incomingName);
      const discard = async (): Promise<void> => {
        for (const suffix of suffixes) await rm(incoming + suffix, { force: true });
      };
      try {
        await discard();
        await copyFile(file, incoming);
        // A copy of ours that was set aside with its log: the last changes are in there.
        if (existsSync(`${file}-wal`)) await copyFile(`${file}-wal`, `${incoming}-wal`);
        await runCopyThread(workerEntry, { kind: 'fold', path: incoming, sqliteBinding });
      } catch (error) {
        await discard();
        throw error instanceof CairnError ? error : explainCopyFailure(error);
      }
      return {
        discard,
        finish: async () => {
          const lock = acquireLock(dataFolder, options.sqliteBinding);
          const time = new Date(now()).toISOString().replaceAll(/[-:.]/g, '');
          const keptName = `catalog-before-restore-${time}.sqlite`;
          try {
            await mkdir(folder, { recursive: true, mode: 0o700 });
            if (existsSync(`${catalogPath}-wal`)) {
              // One that is damaged stays as it is, and gives way with all that belongs to it.
              await runCopyThread(workerEntry, { kind: 'fold', path: catalogPath, sqliteBinding }).catch(
                () => undefined,
              );
            }
            settleKept(folder, catalogPath);
            await exchangeCatalog({ incoming, current: catalogPath, folder, keptName });
          } catch (error) {
            throw error instanceof CairnError ? error : explainCopyFailure(error);
          } finally {
            lock.release();
          }
          await pruneRestores(keptName);
        },
      };
    },
  };
}

async function describeCopy(folder: string, name: string): Promise<BackupView | null> {
  for (const { kind, pattern } of nameForms) {
    const time = pattern.exec(name)?.[1];
    if (time === undefined) continue;
    const createdMs = Date.parse(
      time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z'),
    );
    const sizeBytes = await stat(join(folder, name)).then(
      ({ size }) => size,
      () => null,
    );
    return sizeBytes === null || Number.isNaN(createdMs) ? null : { name, kind, createdMs, sizeBytes };
  }
  return null;
}

function runCopyThread(entry: URL, request: CopyRequest): Promise<CatalogContents> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: request });
    worker.once('message', (answer: CopyAnswer) => {
      if (answer.ok) resolve(answer.contents);
      else reject(new CairnError(answer.error.code, answer.error.message));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new CairnError('internal', 'The copy thread ended unexpectedly.')));
  });
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
