/** @file One better-sqlite3 connection: settings, typed statements, slow-statement log, transactions. */
import Database from 'better-sqlite3';
import { explainFullDisk } from './full-disk.ts';

/** Where the catalog reports what is only of interest when something is slow. */
export interface CatalogLogger {
  /** Gets SQL text and durations; never values, so no file name reaches a log. */
  readonly debug: (message: string) => void;
}

export interface ConnectionOptions {
  /** Path of the SQLite file. */
  readonly path: string;
  readonly isReadOnly: boolean;
  /** Path of another build of better-sqlite3's addon; undefined: the published one. */
  readonly nativeBinding?: string | undefined;
  readonly logger?: CatalogLogger | undefined;
  /** Clock for `updated_ms` and backups, integer ms since the epoch. */
  readonly now?: (() => number) | undefined;
}

/** `row`: objects by column name; `raw`: arrays in column order; `value`: the first column alone. */
export type ResultShape = 'row' | 'raw' | 'value';

export interface Statement<Params extends unknown[], Row> {
  readonly run: (...params: Params) => { readonly changes: number; readonly id: number };
  readonly get: (...params: Params) => Row | undefined;
  readonly all: (...params: Params) => Row[];
}

export interface Connection {
  readonly path: string;
  readonly now: () => number;
  readonly prepare: <Params extends unknown[], Row = never>(sql: string, shape?: ResultShape) => Statement<Params, Row>;
  readonly execute: (sql: string) => void;
  /** First column of the pragma's first row. */
  readonly readPragma: (pragma: string) => unknown;
  /** Runs `fn` in one transaction (a savepoint inside another); rolls back when it throws. `fn` is synchronous. */
  readonly transaction: <Value>(fn: () => Value) => Value;
  /** Runs `fn`, which only reads, over one state of the file, whatever other processes write meanwhile. */
  readonly readOneState: <Value>(fn: () => Value) => Value;
  /** Like `transaction`, and on disk when it returns. Not allowed inside `transaction`, which could not promise that. */
  readonly transactionDurably: <Value>(fn: () => Value) => Value;
  readonly close: () => void;
}

/** Statements that take longer are logged. */
const slowStatementMs = 50;
/** Waiting for another process's write (`cairn` beside the window). */
const busyTimeoutMs = 5000;
/** None: mapped pages count as main's memory, 85 MB of them at 20,000 photos, and the cache below serves the hot ones. */
const mmapBytes = 0;
const cacheKibibytes = 16 * 1024;
/** The log file shrinks to this after a big transaction. */
const journalLimitBytes = 64 * 1024 * 1024;

/**
 * Opens the SQLite file at `path`, which exists.
 *
 * `PRAGMA optimize` and `ANALYZE` are never run: query plans stay those that the tests have seen.
 * What it gives throws CairnError `disk-full` for want of room, else SqliteError as better-sqlite3 does.
 * @throws SqliteError as better-sqlite3 gives it.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const { path, isReadOnly, nativeBinding, logger, now = Date.now } = options;
  const database = new Database(path, {
    readonly: isReadOnly,
    fileMustExist: true,
    timeout: busyTimeoutMs,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
  });
  try {
    configure(database);
  } catch (error) {
    database.close();
    throw error;
  }

  // Immediate: a transaction that reads first and writes later could fail half-way when another process has written.
  const transaction = <Value>(fn: () => Value): Value => {
    const run = database.transaction(fn);
    return explainFailure(() => (isReadOnly ? run.deferred() : run.immediate()));
  };
  let isDurable = false;

  return {
    path,
    now,
    transaction,
    readOneState: (fn) => database.transaction(fn).deferred(),
    prepare: (sql, shape = 'row') => prepareStatement(database, sql, shape, logger),
    execute: (sql) => measure(logger, sql, () => void database.exec(sql)),
    readPragma: (pragma) => database.pragma(pragma, { simple: true }),
    transactionDurably: (fn) => {
      if (isDurable) return transaction(fn);
      if (database.inTransaction) throw new Error('transactionDurably inside a transaction that is not durable');
      // SQLite takes the setting only outside a transaction.
      database.pragma('synchronous = FULL');
      isDurable = true;
      try {
        return transaction(fn);
      } finally {
        isDurable = false;
        database.pragma('synchronous = NORMAL');
      }
    },
    close: () => void database.close(),
  };
}

/** Nothing here writes: the file may turn out to be another program's. */
function configure(database: Database.Database): void {
  // Taken when the first table is made. At 50,000 vectors of 512 values, 8 KiB pages took 137 MB and 1.3 s to write, 4 KiB
  // pages (one vector each) 206 MB and 2.2 s, 16 KiB pages 118 MB and 1.4 s, but twice the log for each small change.
  database.pragma('page_size = 8192');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  database.pragma('recursive_triggers = ON');
  database.pragma('trusted_schema = OFF');
  // A page that lies about its cells is seen when it is read, not when it is worked on.
  database.pragma('cell_size_check = ON');
  database.pragma(`mmap_size = ${mmapBytes}`);
  database.pragma(`cache_size = -${cacheKibibytes}`);
  database.pragma(`journal_size_limit = ${journalLimitBytes}`);
  database.pragma('temp_store = MEMORY');
}

function prepareStatement<Params extends unknown[], Row>(
  database: Database.Database,
  sql: string,
  shape: ResultShape,
  logger: CatalogLogger | undefined,
): Statement<Params, Row> {
  const statement = database.prepare<Params, Row>(sql) as Database.Statement<Params, Row>;
  if (shape === 'raw') statement.raw();
  if (shape === 'value') statement.pluck();
  return {
    run: (...params) => {
      const { changes, lastInsertRowid } = measure(logger, sql, () => statement.run(...params));
      return { changes, id: Number(lastInsertRowid) };
    },
    get: (...params) => measure(logger, sql, () => statement.get(...params)),
    all: (...params) => measure(logger, sql, () => statement.all(...params)),
  };
}

/** @throws CairnError `disk-full` for want of room, else what `run` throws */
function explainFailure<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    throw explainFullDisk(error);
  }
}

function measure<Value>(logger: CatalogLogger | undefined, sql: string, run: () => Value): Value {
  if (logger === undefined) return explainFailure(run);
  const startMs = performance.now();
  try {
    return explainFailure(run);
  } finally {
    const durationMs = performance.now() - startMs;
    if (durationMs > slowStatementMs) {
      logger.debug(`slow statement, ${durationMs.toFixed(0)} ms: ${sql.replaceAll(/\s+/g, ' ').trim()}`);
    }
  }
}
