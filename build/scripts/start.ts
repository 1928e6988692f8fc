/**
 * @file `npm start` and `npm start -- FOLDER`: builds Cairn if needed and opens its window; where none can be shown, does the same
 * job in the terminal.
 *
 * Without a folder the window offers the sample library; the terminal asks, or takes it when nobody can answer.
 */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { buildIfStale } from './build-if-stale.ts';
import { explainMissing } from './runtime/debian-packages.ts';
import { hasDisplay } from './runtime/display.ts';
import { prepareElectron } from './runtime/electron-environment.ts';
import { electronLibraries, findMissing } from './runtime/system-needs.ts';

const root = join(import.meta.dirname, '..', '..');
const sampleFolder = join(root, 'build', 'sample-library', 'photos');
const usageExitCode = 2;

function say(line: string): void {
  console.error(line);
}

/** Null when the window can be shown; else the reason for the terminal. */
async function explainNoWindow(): Promise<string | null> {
  if (!hasDisplay()) return 'There is no display, so Cairn works in the terminal.';
  const missing = await findMissing(electronLibraries);
  if (missing.length === 0) return null;
  return `The window needs more of this system: ${await explainMissing(missing)}\nUntil then, Cairn works in the terminal.`;
}

async function openWindow(folder: string | null): Promise<number> {
  const { runtime, switches, env } = await prepareElectron(say);
  await buildIfStale(say);
  const folderSwitch = folder === null ? [] : [`--add-folder=${folder}`];
  return await runForeground(runtime.executable, [...switches, root, ...folderSwitch], env);
}

async function workInTerminal(folder: string | null): Promise<number> {
  const chosen = folder ?? (await offerSampleLibrary());
  if (chosen === null) return 0;
  const cli = join(root, 'src', 'cli.ts');
  const code = await runForeground(process.execPath, [cli, 'scan', chosen]);
  return code === 0 ? await runForeground(process.execPath, [cli, 'albums']) : code;
}

async function offerSampleLibrary(): Promise<string | null> {
  say('No folder was given (npm start -- FOLDER).');
  if (!process.stdin.isTTY) {
    say('Taking the sample library.');
    return sampleFolder;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Try the sample library, about 100 photos? [Y/n] ');
  terminal.close();
  return /^\s*n/i.test(answer) ? null : sampleFolder;
}

/** Runs a program that owns the terminal, hands it our signals, and resolves with its exit code. */
async function runForeground(program: string, args: readonly string[], env: object = {}): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const stop = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', ignoreInterrupt);
  process.on('SIGTERM', stop);
  try {
    return await new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1)));
    });
  } finally {
    process.off('SIGINT', ignoreInterrupt);
    process.off('SIGTERM', stop);
  }
}

function ignoreInterrupt(): void {
  // Ctrl-C reaches the child too: it ends in good order, and then we do.
}

async function start(words: readonly string[]): Promise<number> {
  const [word, ...more] = words;
  if (word === '--help' || more.length > 0) {
    say('usage: npm start [-- FOLDER]');
    return word === '--help' ? 0 : usageExitCode;
  }
  const folder = word === undefined ? null : resolve(word);
  if (folder !== null && (!existsSync(folder) || !statSync(folder).isDirectory())) {
    say(`${folder} is no folder.`);
    return usageExitCode;
  }
  const noWindow = await explainNoWindow();
  if (noWindow === null) return await openWindow(folder);
  say(noWindow);
  return await workInTerminal(folder);
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
