/** @file Runs the command line as a process of its own. */
import { spawn } from 'node:child_process';
import { cliEntry } from './test-library.ts';

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the signal to the exit, ms; null without a signal. */
  readonly stopMs: number | null;
}

export interface CliOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Sends SIGINT when this text appears on standard error. */
  readonly interruptAt?: string;
}

/** Runs `cairn` with these words. */
export async function runCli(words: readonly string[], { env = {}, interruptAt }: CliOptions = {}): Promise<CliResult> {
  const child = spawn(process.execPath, [cliEntry, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const signalledMs: number[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (interruptAt === undefined || signalledMs.length > 0 || !stderr.includes(interruptAt)) return;
    signalledMs.push(performance.now());
    child.kill('SIGINT');
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const [sentMs] = signalledMs;
  return { exitCode, stdout, stderr, stopMs: sentMs === undefined ? null : performance.now() - sentMs };
}
