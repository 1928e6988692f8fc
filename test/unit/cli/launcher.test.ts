/** @file build/scripts/cairn.mjs: the Node.js it is started on decides what it does; it never aborts. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../../../build/scripts/cairn.mjs', import.meta.url));
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cairn-launcher-'));
  for (const folder of ['build/scripts', 'src']) mkdirSync(join(project, folder), { recursive: true });
  cpSync(launcher, join(project, 'build/scripts/cairn.mjs'));
  writeFileSync(
    join(project, 'src/cli.ts'),
    'const words: string[] = process.argv.slice(2); console.log(JSON.stringify(words)); process.exitCode = 3;',
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** Starts it on a Node.js that says it is `version`. */
function start(version: string, napi: string, words: readonly string[]): SpawnSyncReturns<string> {
  const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}",napi:"${napi}"}})`;
  return spawnSync(process.execPath, ['--import', pretend, join(project, 'build/scripts/cairn.mjs'), ...words], {
    encoding: 'utf8',
  });
}

it('runs the command line itself on a Node.js that can', () => {
  const { status, stdout } = start('22.18.0', '10', ['scan', 'a b']);
  expect(JSON.parse(stdout)).toEqual(['scan', 'a b']);
  expect(status).toBe(3);
});

it.runIf(process.platform !== 'win32')('hands over to the Node.js that npm brought', () => {
  const bundled = join(project, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  mkdirSync(dirname(bundled), { recursive: true });
  symlinkSync(process.execPath, bundled);
  const { status, stdout } = start('20.20.2', '9', ['albums', '--json']);
  expect(JSON.parse(stdout)).toEqual(['albums', '--json']);
  expect(status).toBe(3);
});

it.each([
  ['12.22.12', '8'],
  ['20.20.2', '9'],
  ['22.17.0', '10'],
])('says in one sentence what it needs on %s without another', (version, napi) => {
  const { status, stdout, stderr } = start(version, napi, ['albums']);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(version);
});

it.runIf(process.platform !== 'win32')('says so when the brought Node.js cannot be started', () => {
  const bundled = join(project, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  mkdirSync(dirname(bundled), { recursive: true });
  writeFileSync(bundled, 'not a program');
  chmodSync(bundled, 0o644);
  const { status, stderr } = start('20.20.2', '9', ['albums']);
  expect(status).toBe(1);
  expect(stderr).toContain('npm ci');
});
