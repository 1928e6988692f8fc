/** @file Several processes race for the lock of one that is dead: one has it at a time. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolders, type TestFolders } from './support/test-library.ts';

const contender = fileURLToPath(new URL('support/lock-contender.ts', import.meta.url));
const contenders = 6;
const durationMs = 1500;
let folders: TestFolders;
beforeEach(() => {
  folders = makeFolders();
});
afterEach(() => folders.remove());

async function contend(deadPid: number): Promise<{ readonly wins: number; readonly clashes: number }> {
  const words = [contender, folders.photos, String(durationMs), String(deadPid)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => void (text += part));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(text) as { wins: number; clashes: number };
}

it('the lock of a dead process is replaced by one of those who race for it, never by two', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const results = await Promise.all(Array.from({ length: contenders }, () => contend(pid)));
  expect(results.reduce((sum, { clashes }) => sum + clashes, 0)).toBe(0);
  // Each had its turn, again and again.
  for (const { wins } of results) expect(wins).toBeGreaterThan(3);
});
