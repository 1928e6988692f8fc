import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acquireLock } from '../../../src/library/lock-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is held by one at a time and says who holds it', () => {
  const lock = acquireLock(folder);
  expect(() => acquireLock(folder)).toThrow(expect.objectContaining({ code: 'catalog-in-use' }));
  expect(() => acquireLock(folder)).toThrow(new RegExp(`process ${process.pid}`));
  lock.release();
  expect(existsSync(join(folder, 'lock'))).toBe(false);
  acquireLock(folder).release();
});

it('replaces the lock of a process that is gone, and one that means nothing', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  for (const content of [JSON.stringify({ pid, startedAt: null }), '{"pid":', '', 'null', '[]']) {
    writeFileSync(join(folder, 'lock'), content);
    acquireLock(folder).release();
  }
});

it('respects the lock of a Cairn of before, which knows of no other', () => {
  const startedAt = null;
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.ppid, startedAt }));
  expect(() => acquireLock(folder)).toThrow(new RegExp(`process ${process.ppid}`));
  rmSync(join(folder, 'lock'));
  acquireLock(folder).release();
});

it('is not fooled by a process that has the number of a former owner, also where none says when it began', () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, startedAt: null, hasMutex: true }));
  acquireLock(folder).release();
});

it.runIf(process.platform === 'linux')('replaces the lock of another boot, or of another computer', () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, startedAt: 'another boot:1' }));
  acquireLock(folder).release();
});

it('does not release the lock of another', () => {
  const lock = acquireLock(folder);
  const other = JSON.stringify({ pid: 1, startedAt: 'x' });
  writeFileSync(join(folder, 'lock'), other);
  lock.release();
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(other);
});

it('takes no offence at what someone wrote into its file, and leaves no draft behind', () => {
  writeFileSync(join(folder, 'lock.sqlite'), 'nonsense'.repeat(1000));
  writeFileSync(join(folder, 'lock.4711.k2j3h4'), '{}');
  const lock = acquireLock(folder);
  expect(() => acquireLock(folder)).toThrow(/Another Cairn/);
  expect(readdirSync(folder).sort()).toEqual(['lock', 'lock.sqlite']);
  lock.release();
});

it('says what to do when the folder cannot be written', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => acquireLock(join(file, 'below'))).toThrow(/--catalog/);
});
