/** @file `cairn scan FOLDER...` */
import { realpathSync } from 'node:fs';
import { CairnError } from '../../api/errors.ts';
import { openLibrary, type Library } from '../../library/library.ts';
import type { FailedFile } from '../../library/look-ups.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { createProgressView } from '../show-progress.ts';
import type { Terminal } from '../terminal.ts';

export interface ScanReport {
  /** Photo files under the folders. found = indexed + unchanged + failed + waiting. */
  readonly found: number;
  /** Files indexed in this call, those known by their content among them. */
  readonly indexed: number;
  /** Of `indexed`: copies and moved files, known by content. */
  readonly known: number;
  /** Of `indexed`: photos of the catalog that got a vector of another model. */
  readonly embeddedAgain: number;
  readonly unchanged: number;
  readonly failed: readonly FailedFile[];
  /** Left in the queue: interrupted. */
  readonly waiting: number;
  readonly notPhotos: number;
  /** Files known before that are not there any more. */
  readonly missing: number;
  readonly unreadable: readonly FailedFile[];
  readonly offline: readonly string[];
  readonly seconds: number;
  readonly photosPerSecond: number;
  readonly interrupted: boolean;
}

const shownFailures = 20;

/** Adds folders, indexes until done, prints totals. */
export async function scanFolders(context: CommandContext, folders: readonly string[]): Promise<number> {
  const { terminal, signal } = context;
  const library = openLibrary(context.library);
  try {
    const startMs = performance.now();
    const rootIds = [...new Set(folders.map((folder) => addFolder(library, folder)))];
    library.on('indexing.progress', createProgressView(terminal));
    if (terminal.isInteractive) terminal.showStatus('Looking for photos ...');
    else terminal.note(`Looking for photos in ${folders.join(', ')}`);
    const scanned = await library.scan({ rootIds, signal });
    terminal.showStatus('');
    const toIndex = library.countUnfinished(rootIds);
    terminal.note(`Found ${scanned.found} photos, ${scanned.changed} of them new or changed; ${toIndex} to index.`);
    const totals = await library.indexUntilDone({ signal });
    terminal.showStatus('');

    let [indexed, known, embeddedAgain] = [0, 0, 0];
    for (const rootId of rootIds) {
      const sums = totals.byRoot.get(rootId);
      indexed += (sums?.indexed ?? 0) + (sums?.known ?? 0);
      known += sums?.known ?? 0;
      embeddedAgain += sums?.embeddedAgain ?? 0;
    }
    const failed = library.listFailures(rootIds);
    const waiting = library.countUnfinished(rootIds);
    const seconds = (performance.now() - startMs) / 1000;
    const report: ScanReport = {
      found: scanned.found,
      indexed,
      known,
      embeddedAgain,
      unchanged: Math.max(0, scanned.found - indexed - failed.length - waiting),
      failed,
      waiting,
      notPhotos: scanned.notPhotos,
      missing: scanned.missing,
      unreadable: scanned.unreadable,
      offline: scanned.offlineRoots,
      seconds: round(seconds),
      photosPerSecond: totals.seconds === 0 ? 0 : round((totals.indexed + totals.known) / totals.seconds),
      interrupted: signal.aborted,
    };
    if (terminal.isJson) terminal.printJson(report);
    else printReport(terminal, report);
    return signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } finally {
    await library.close();
  }
}

/** A folder that is a root already is scanned again. */
function addFolder(library: Library, folder: string): number {
  try {
    return library.addRoot(folder).id;
  } catch (error) {
    const isKnown = error instanceof CairnError && error.code === 'duplicate-root';
    const root = isKnown ? library.findRoot(realpathSync.native(folder)) : null;
    if (root === null) throw error;
    return root.id;
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function printReport(terminal: Terminal, report: ScanReport): void {
  const { found, indexed, known, embeddedAgain, unchanged, failed, waiting, notPhotos, missing, unreadable, offline } =
    report;
  const speed = `${report.photosPerSecond} photos a second`;
  terminal.print(`found      ${found}`);
  const details = [
    known === 0 ? null : `${known} known by their content`,
    embeddedAgain === 0 ? null : `${embeddedAgain} again, with another model`,
  ].filter((detail) => detail !== null);
  terminal.print(`indexed    ${indexed}${details.length === 0 ? '' : ` (${details.join(', ')})`}`);
  terminal.print(`unchanged  ${unchanged}`);
  terminal.print(`failed     ${failed.length}`);
  for (const { path, reason } of failed.slice(0, shownFailures)) terminal.print(`  ${path}: ${reason}`);
  if (failed.length > shownFailures) terminal.print(`  and ${failed.length - shownFailures} more (--json lists all)`);
  if (waiting > 0) terminal.print(`waiting    ${waiting} (scan again to go on)`);
  if (missing > 0) terminal.print(`missing    ${missing}`);
  if (notPhotos > 0) terminal.print(`other      ${notPhotos} files that are no photos`);
  for (const { path, reason } of unreadable) terminal.print(`unreadable ${path}: ${reason}`);
  for (const path of offline) terminal.print(`offline    ${path}`);
  terminal.print(`seconds    ${report.seconds} (${speed})`);
}
