/** @file Starts the embedder as an Electron utility process. See [Note: embedder IPC] in src/ml/embedder-messages.ts. */
import { utilityProcess } from 'electron';
import type { EmbedderChannel, FromEmbedder, LaunchEmbedder } from '../../src/ml/embedder-messages.ts';

/**
 * A launcher for the built embedder at `entry`. `onOutput` gets each line that the process prints: warnings of native libraries,
 * and the last words before a crash.
 */
export function createEmbedderLauncher(entry: string, onOutput: (line: string) => void): LaunchEmbedder {
  return (): EmbedderChannel => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'Cairn embedder', stdio: 'pipe' });
    for (const stream of [child.stdout, child.stderr]) forwardLines(stream, onOutput);
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', (message: FromEmbedder) => listener(message)),
      onExit: (listener) =>
        void child.once('exit', (code) => listener(`The embedder process ended with code ${String(code)}.`)),
      kill: () => void child.kill(),
    };
  };
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
