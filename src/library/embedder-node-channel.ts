/** @file The embedder as a child process of plain Node: for the command line, tests and benchmarks. */
import { fork } from 'node:child_process';
import type { EmbedderChannel, FromEmbedder, LaunchEmbedder } from '../ml/embedder-messages.ts';

export interface NodeEmbedderOptions {
  /** Gets what the process writes to its standard error, line by line. */
  readonly onErrorLine?: (line: string) => void;
}

const keptErrorCharacters = 400;

/** Launches `entry` (src/ml/embedder.ts, or where the bundler put it) as a child process. */
export function launchEmbedderWithNode(entry: URL, options: NodeEmbedderOptions = {}): LaunchEmbedder {
  return () => startChild(entry, options);
}

function startChild(entry: URL, { onErrorLine }: NodeEmbedderOptions): EmbedderChannel {
  const child = fork(entry, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C in a terminal reaches the command line alone, which ends the embedder in order.
    detached: process.platform !== 'win32',
  });
  let lastErrors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastErrors = (lastErrors + text).slice(-keptErrorCharacters);
    for (const line of text.split('\n')) if (line.trim() !== '') onErrorLine?.(line);
  });

  let isGone = false;
  let exitListener: ((reason: string) => void) | null = null;
  const announceExit = (reason: string): void => {
    if (isGone) return;
    isGone = true;
    exitListener?.(reason);
  };
  child.on('error', (error) => announceExit(error.message));
  child.on('exit', (code, signal) => {
    const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
    const said = lastErrors.trim().split('\n').at(-1) ?? '';
    announceExit(said === '' || signal === 'SIGKILL' ? how : `${how}: ${said}`);
  });

  return {
    send: (message) => {
      // Sent to a process that just ended: its exit is announced, and answers for everything that was asked.
      if (!isGone && child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromEmbedder)),
    onExit: (listener) => {
      exitListener = listener;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
