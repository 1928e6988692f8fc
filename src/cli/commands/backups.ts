/** @file `cairn backup`, `cairn backups` and `cairn restore`: copies of the catalog, also where it cannot be opened. */
import { resolve } from 'node:path';
import type { BackupView } from '../../api/upkeep-views.ts';
import { CairnError } from '../../api/errors.ts';
import { createBackupService, type BackupService, type RestoreChoices } from '../../library/backup/backup-service.ts';
import { openLibrary, type Library } from '../../library/library.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

function openBackups({ library: { dataFolder, copyWorkerEntry, sqliteBinding } }: CommandContext): BackupService {
  if (copyWorkerEntry === undefined) throw new Error('the command line has a copy thread');
  return createBackupService({ dataFolder, workerEntry: copyWorkerEntry, sqliteBinding });
}

/** Into the folder of the backups, rotated with the others, or to a file. Both are read back. */
export async function backUp(context: CommandContext, file: string | null): Promise<number> {
  const { terminal, library: options } = context;
  if (file !== null) {
    const path = resolve(file);
    const saved = await openBackups(context).save(path);
    if (terminal.isJson) terminal.printJson({ file: path, ...saved });
    else terminal.print(`Wrote ${path}: ${saved.photos} photos, ${saved.decisions} decisions. It was read back whole.`);
    return exitCodes.done;
  }
  const library = openLibrary(options);
  try {
    const outcome = await library.backUp();
    if (outcome.kind === 'no-room') {
      throw new CairnError('disk-full', 'There is not enough room for the copy. Free some space and try again.');
    }
    if (terminal.isJson) terminal.printJson(outcome);
    else if (outcome.kind === 'same') terminal.print(`Nothing has changed since ${outcome.name} was made.`);
    else {
      const { name, photos, decisions } = outcome;
      terminal.print(`Made ${name}: ${photos} photos, ${decisions} decisions. It was read back whole.`);
    }
    return exitCodes.done;
  } finally {
    await library.close();
  }
}

/** Lists the copies that Cairn keeps, newest first. */
export async function listBackups(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const copies = await openBackups(context).list();
  if (terminal.isJson) terminal.printJson(copies);
  else if (copies.length === 0) terminal.print('There is no backup yet. "cairn backup" makes one.');
  for (const { name, kind, createdMs, sizeBytes } of copies) {
    const time = new Date(createdMs).toISOString().slice(0, 16);
    terminal.print(`${time}  ${kind.padEnd(9)}  ${(sizeBytes / 1e6).toFixed(1).padStart(8)} MB  ${name}`);
  }
  return exitCodes.done;
}

export interface RestoreOptions {
  /** Begin an empty catalog instead. */
  readonly anew?: boolean;
  /** False: decisions made since are not made again. */
  readonly replay?: boolean;
}

/** @param source a file, or the name of a copy that Cairn keeps; null: the last good one */
export async function restore(
  context: CommandContext,
  source: string | null,
  { anew = false, replay = true }: RestoreOptions,
): Promise<number> {
  const backups = openBackups(context);
  const choices = { isDamaged: await backups.isDamaged(), isReplayed: replay };
  const restored = anew ? await startAnew(backups) : await putBack(backups, source, choices);
  // Opened at once: what was decided since is made again now, and a copy of an older form is brought up to date.
  const library = openLibrary(context.library);
  try {
    report(context, restored, library);
  } finally {
    await library.close();
  }
  return exitCodes.done;
}

async function startAnew(backups: BackupService): Promise<string | null> {
  await backups.startAnew();
  return null;
}

/** Returns what was put back. */
async function putBack(backups: BackupService, source: string | null, choices: RestoreChoices): Promise<string> {
  const named = source ?? (await requireLastGood(backups));
  const isListed = (await backups.list()).some(({ name }: BackupView) => name === named);
  const prepared = await backups.prepareRestore(isListed ? await backups.locate(named) : resolve(named));
  try {
    await prepared.finish(choices);
  } finally {
    await prepared.discard();
  }
  return named;
}

async function requireLastGood(backups: BackupService): Promise<string> {
  const last = await backups.findLastGood();
  if (last !== null) return last.name;
  throw new CairnError(
    'not-found',
    'There is no backup. Name a file, or begin anew with "cairn restore --anew" and "cairn scan FOLDER": decisions come back from their journal.',
  );
}

function report({ terminal }: CommandContext, restored: string | null, library: Library): void {
  const { replayedDecisions } = library;
  if (terminal.isJson) {
    terminal.printJson({ restored, replayedDecisions });
    return;
  }
  terminal.print(
    restored === null ? 'Began a new catalog. The old one is kept among the backups.' : `Restored ${restored}.`,
  );
  if (replayedDecisions > 0) terminal.print(`Made ${replayedDecisions} decisions again from their journal.`);
  if (restored === null) terminal.print('Next: "cairn scan FOLDER" finds your photos, and decisions find theirs.');
}
