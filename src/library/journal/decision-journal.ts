/** @file Keeps the journal and the catalog's log of decisions the same: at the start, and after every decision ([Note: journal]). */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../db/catalog.ts';
import type { DecisionEntry } from '../../db/decisions.ts';
import { listDataFolders } from '../data-folders.ts';
import { logFailure } from '../log-failure.ts';
import type { Logger } from '../logger.ts';
import {
  locateJournal,
  openJournalWriter,
  readJournal,
  readJournalEnd,
  rewriteJournal,
  type JournalEnd,
  type JournalWriter,
} from './journal-file.ts';
import { isSameDecision, type JournaledDecision, type JournaledLandmark } from './journal-lines.ts';
import { replayJournal, type JournalReplay } from './replay-journal.ts';

export interface DecisionJournal {
  /** What the catalog was given when it was opened; null: it knew everything. */
  readonly replay: JournalReplay | null;
  /** Writes what the catalog's log has and the journal has not, after every durable transaction with a decision. Never throws. */
  readonly catchUp: () => void;
  /** Writes the whole journal anew, after a damaged line was found. Never throws. */
  readonly rewrite: () => void;
  readonly close: () => void;
}

export interface DecisionJournalOptions {
  readonly catalog: Catalog;
  readonly dataFolder: string;
  readonly logger: Logger;
  readonly now?: () => number;
}

const pageSize = 200;

/**
 * Opens the journal of an open catalog, and makes the two agree: the one that knows less is given the rest. A journal of another
 * history is set aside among the backups. Where it cannot be read or written, decisions are in the catalog alone until it can.
 * @throws what SQLite throws
 */
export function openDecisionJournal({
  catalog,
  dataFolder,
  logger,
  now = Date.now,
}: DecisionJournalOptions): DecisionJournal {
  const path = locateJournal(dataFolder);
  let writer: JournalWriter | null = null;
  /** Of the last row that is in the journal. */
  let lastId = 0;

  const open = (): void => {
    writer ??= openJournalWriter(path);
  };
  const close = (): void => {
    writer?.close();
    writer = null;
  };
  /** After a failure everything is looked at anew, by the next decision or the next start. */
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      close();
      logFailure(logger, 'the journal of decisions cannot be written', error);
    }
  };
  const rewrite = (): void =>
    attempt(() => {
      close();
      rewriteJournal(path, listJournaled(catalog, 0));
      lastId = catalog.decisions.getLastId();
      open();
    });
  const setAside = (): void => {
    const backups = listDataFolders(dataFolder).backups;
    mkdirSync(backups, { recursive: true, mode: 0o700 });
    const time = new Date(now()).toISOString().replaceAll(/[-:.]/g, '');
    renameSync(path, join(backups, `decisions-${time}.journal`));
    logger.warn('a journal of decisions that does not fit was set aside');
  };
  const append = (): void =>
    attempt(() => {
      open();
      writer?.append(listJournaled(catalog, lastId));
      lastId = catalog.decisions.getLastId();
    });

  const agree = (): JournalReplay | null => {
    const end = readEnd(path, logger);
    if (end === null) return null;
    const logged = catalog.decisions.getLastId();
    if (end.state === 'absent') rewrite();
    else if (end.state === 'foreign' || !isOfOneHistory(catalog, path, end)) {
      attempt(setAside);
      rewrite();
    } else if (end.state === 'good' && (end.last?.id ?? 0) <= logged) {
      lastId = end.last?.id ?? 0;
      append();
    } else {
      const replay = replayJournal(catalog, readJournal(path));
      // What could not be read is kept: somebody may yet make sense of it.
      if (replay.unreadable > 0) attempt(setAside);
      // Whole lines alone from here on.
      rewrite();
      if (replay.made > 0) logger.warn('decisions were made again from the journal', { ...replay });
      return replay.made > 0 ? replay : null;
    }
    return null;
  };

  const replay = agree();
  return {
    replay,
    rewrite,
    close,
    catchUp: () => {
      // A journal that failed before is looked at anew: its end may be anything.
      if (writer === null) attempt(() => void agree());
      else append();
    },
  };
}

/** Null: it cannot be read, and is left alone. */
function readEnd(path: string, logger: Logger): JournalEnd | null {
  try {
    return readJournalEnd(path);
  } catch (error) {
    logFailure(logger, 'the journal of decisions cannot be read', error);
    return null;
  }
}

/**
 * Whether catalog and journal go back to the same decisions. One row tells: its time is of a millisecond, and it names photos by
 * their content.
 */
function isOfOneHistory(catalog: Catalog, path: string, end: JournalEnd): boolean {
  const logged = catalog.decisions.getLastId();
  if (end.state === 'good' && end.last !== null && end.last.id <= logged) return isInLog(catalog, end.last);
  // The latest that both should have: the journal goes on after it, or its end is damaged.
  let common: JournaledDecision | null = null;
  for (const decision of readJournal(path)) if (decision !== null && decision.id <= logged) common = decision;
  return common === null || isInLog(catalog, common);
}

function isInLog(catalog: Catalog, decision: DecisionEntry): boolean {
  const row = catalog.decisions.getEntry(decision.id);
  return row !== null && isSameDecision(row, decision);
}

/** Rows of the log after this one, as the journal has them. */
function* listJournaled(catalog: Catalog, afterId: number): Generator<JournaledDecision> {
  for (let last = afterId; ;) {
    const rows = catalog.decisions.listEntries({ afterId: last, limit: pageSize });
    for (const row of rows) yield { ...row, landmarks: listLandmarks(catalog, row.payload) };
    if (rows.length < pageSize) return;
    last = rows.at(-1)?.id ?? last;
  }
}

/** Landmarks that an entry names: without them an empty catalog could not have their albums. */
function listLandmarks(catalog: Catalog, payload: unknown): JournaledLandmark[] {
  const entry = payload as Readonly<Record<string, unknown>> | null;
  const albums = ['album', 'into', 'from'].map(
    (key) => entry?.[key] as { readonly landmarkId?: unknown } | null | undefined,
  );
  const ids = new Set([entry?.['linked'], ...albums.map((album) => album?.landmarkId)]);
  return [...ids].flatMap((id) => {
    const landmark = typeof id === 'string' ? catalog.landmarks.get(id) : null;
    if (landmark === null) return [];
    const { name, country, latitude, longitude, source } = landmark;
    return [{ id: landmark.id, name, country, latitude, longitude, source }];
  });
}
