import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection, type CatalogLogger, type Connection } from '../../../src/db/connection.ts';
import { defer, makeFolder } from './temporary-catalog.ts';

const open = (logger?: CatalogLogger): Connection => {
  const path = join(makeFolder(), 'test.sqlite');
  closeSync(openSync(path, 'w'));
  const connection = openConnection({ path, isReadOnly: false, logger });
  defer(connection.close);
  return connection;
};
/** Counts to `n` inside SQLite: some ten million steps a second. */
const countTo = `WITH RECURSIVE steps (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM steps WHERE n < ?)
  SELECT count(*) FROM steps`;

describe('openConnection', () => {
  it('logs a statement that takes long, without its values', () => {
    const messages: string[] = [];
    const connection = open({ debug: (message) => messages.push(message) });
    const count = connection.prepare<[number], number>(countTo, 'value');
    // Some of them may be held up by other processes, not all.
    for (let run = 0; run < 20; run += 1) expect(count.get(3)).toBe(3);
    expect(messages.length).toBeLessThan(20);
    messages.length = 0;
    expect(count.get(3_141_592)).toBe(3_141_592);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^slow statement, \d+ ms: WITH RECURSIVE steps \(n\) AS \(SELECT 1 UNION ALL SELECT/);
    expect(messages[0]).not.toContain('3141592');
  });

  it('logs a slow statement that fails', () => {
    const messages: string[] = [];
    const connection = open({ debug: (message) => messages.push(message) });
    const fail = connection.prepare<[number], number>(`${countTo} WHERE abs(-9223372036854775807 - (n = 3000000)) > 0`);
    expect(() => fail.get(3_000_000)).toThrow(/overflow/);
    expect(messages).toHaveLength(1);
  });

  it('gives rows, arrays or values', () => {
    const connection = open();
    const sql = 'SELECT 1 AS one, 2 AS two';
    expect(connection.prepare<[], unknown>(sql).get()).toEqual({ one: 1, two: 2 });
    expect(connection.prepare<[], unknown>(sql, 'raw').get()).toEqual([1, 2]);
    expect(connection.prepare<[], unknown>(sql, 'value').all()).toEqual([1]);
  });

  it('says that the drive is full, and keeps nothing of what did not fit', () => {
    const connection = open();
    connection.execute('CREATE TABLE notes (text TEXT)');
    // SQLite itself says the same of a file that may not grow as of a drive that is full.
    connection.execute('PRAGMA max_page_count = 20');
    const add = connection.prepare<[string]>('INSERT INTO notes VALUES (?)');
    const isFull = expect.objectContaining({ code: 'disk-full' }) as Error;
    expect(() =>
      connection.transactionDurably(() => {
        for (let count = 0; count < 1000; count += 1) add.run('x'.repeat(1000));
      }),
    ).toThrow(isFull);
    expect(connection.prepare<[], number>('SELECT count(*) FROM notes', 'value').get()).toBe(0);
    expect(() => {
      for (let count = 0; count < 1000; count += 1) add.run('x'.repeat(1000));
    }).toThrow(isFull);
    expect(connection.readPragma('integrity_check')).toBe('ok');
  });

  it('writes with synchronous FULL inside transactionDurably, and NORMAL outside, also after a failure', () => {
    const connection = open();
    const read = () => Number(connection.readPragma('synchronous'));
    expect(read()).toBe(1);
    expect(connection.transactionDurably(read)).toBe(2);
    expect(read()).toBe(1);
    expect(() =>
      connection.transactionDurably(() => {
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(read()).toBe(1);
    expect(connection.transaction(read)).toBe(1);
  });
});
