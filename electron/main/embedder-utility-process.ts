/** @file Starts the embedder as an Electron utility process. See [Note: embedder IPC] in src/ml/embedder-messages.ts. */
import { utilityProcess } from 'electron';
import type { EmbedderChannel, FromEmbedder, LaunchEmbedder } from '../../src/ml/embedder-messages.ts';

/**
 * A launcher for the built embedder at `entry`. `onOutput` gets each line that the process prints: warnings of native libraries,
 * and the last words before a crash.
 */
export function createEmbedderLauncher(entry: string, onOutput: (line: string) => void): LaunchEmbedder {
  return () => launch(entry, onOutput);
}

function launch(entry: string, onOutput: (line: string) => void): EmbedderChannel {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Cairn embedder',
    stdio: 'pipe',
    // See src/ml/no-telemetry.ts: set before the process begins, nothing can come too early.
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  });
  let lastLine = '';
  let isGone = false;
  for (const stream of [child.stdout, child.stderr]) {
    forwardLines(stream, (line) => {
      lastLine = line;
      onOutput(line);
    });
  }
  child.once('exit', () => (isGone = true));
  return {
    send: (message) => {
      // A message to a process that just ended: its exit is announced, and answers for everything that was asked.
      if (!isGone) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', (message: FromEmbedder) => listener(message)),
    onExit: (listener) => void child.once('exit', (code) => listener(describeExit(code, lastLine))),
    kill: () => void child.kill(),
  };
}

function describeExit(code: number, lastLine: string): string {
  return lastLine === '' ? `exit code ${code}` : `exit code ${code}: ${lastLine}`;
}

function forwardLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  });
}
