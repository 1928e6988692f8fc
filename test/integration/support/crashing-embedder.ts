/**
 * @file The real embedder with a fault for tests: it ends by SIGSEGV as soon as it starts on a photo whose path contains
 * `CAIRN_TEST_CRASH_ON`. The product knows nothing of it.
 */
import type { FromEmbedder, ToEmbedder } from '../../../src/ml/embedder-messages.ts';

const crashOn = process.env['CAIRN_TEST_CRASH_ON'];
const guilty = new Set<number>();

if (crashOn !== undefined && process.send !== undefined) {
  process.on('message', (message: ToEmbedder) => {
    if (message.type !== 'request' || message.method !== 'indexPhoto') return;
    const { key, path } = message.params as { readonly key: number; readonly path: string };
    if (path.includes(crashOn)) guilty.add(key);
  });
  const send = process.send.bind(process) as (message: unknown, ...rest: unknown[]) => boolean;
  const sendAndCrash = (message: FromEmbedder, ...rest: unknown[]): boolean => {
    if (message.type !== 'photo-started' || !guilty.has(message.key)) return send(message, ...rest);
    // Sent first: the crash comes when the photo's file is being read.
    return send(message, undefined, {}, () => void process.kill(process.pid, 'SIGSEGV'));
  };
  process.send = sendAndCrash as typeof process.send;
}

await import('../../../src/ml/embedder.ts');
