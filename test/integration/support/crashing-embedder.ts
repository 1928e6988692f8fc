/**
 * @file The real embedder with a fault for tests: it ends by SIGSEGV as soon as it starts on a photo whose path contains
 * `CAIRN_TEST_CRASH_ON`, and names the photo before, as native libraries do. The product knows nothing of it.
 */
import type { FromEmbedder, ToEmbedder } from '../../../src/ml/embedder-messages.ts';

const crashOn = process.env['CAIRN_TEST_CRASH_ON'];
/** Paths by key. */
const guilty = new Map<number, string>();

if (crashOn !== undefined && process.send !== undefined) {
  process.on('message', (message: ToEmbedder) => {
    if (message.type !== 'request' || message.method !== 'indexPhoto') return;
    const { key, path } = message.params as { readonly key: number; readonly path: string };
    if (path.includes(crashOn)) guilty.set(key, path);
  });
  const send = process.send.bind(process) as (message: unknown, ...rest: unknown[]) => boolean;
  const sendAndCrash = (message: FromEmbedder, ...rest: unknown[]): boolean => {
    const path = message.type === 'photo-started' ? guilty.get(message.key) : undefined;
    if (path === undefined) return send(message, ...rest);
    process.stderr.write(`decoder: cannot go on with ${path}\n`);
    // Sent first: the crash comes when the photo's file is being read.
    return send(message, undefined, {}, () => void process.kill(process.pid, 'SIGSEGV'));
  };
  process.send = sendAndCrash as typeof process.send;
}

await import('../../../src/ml/embedder.ts');
