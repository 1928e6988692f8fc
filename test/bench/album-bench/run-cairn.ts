/** @file The real command line, as a person calls it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));

/** Runs `cairn WORDS --json` and reads what it prints. Throws when it ends with another code than 0. */
export async function runCairn(words: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [cli, ...words, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<number | null>((resolve) => void child.on('close', resolve));
  const output = await text(child.stdout);
  const code = await exited;
  if (code !== 0) throw new Error(`cairn ${words[0] ?? ''} ended with ${String(code)}`);
  return JSON.parse(output) as unknown;
}
