import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const module = pathToFileURL(join(import.meta.dirname, '../../../../src/ml/model/trial-watchdog.ts')).href;

/** Runs a program that starts the watchdog, then `source`; resolves with how it ended. */
async function runWatched(verdictPath: string, source: string): Promise<number | NodeJS.Signals | null> {
  const program = `
    import { startTrialWatchdog } from ${JSON.stringify(module)};
    const stop = startTrialWatchdog(1500, { path: ${JSON.stringify(verdictPath)}, content: 'hung' });
    ${source}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}

it('ends a process that hangs and writes the verdict, and lets go of one that does not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-watchdog-'));
  const path = join(folder, 'verdict.json');
  expect(await runWatched(path, `await stop(); setTimeout(() => process.exit(7), 2500);`)).toBe(7);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
  expect(await runWatched(path, `await new Promise((resolve) => setTimeout(resolve, 300)); for (;;);`)).toBe('SIGKILL');
  expect(await readFile(path, 'utf8')).toBe('hung');
  await rm(folder, { recursive: true });
});
