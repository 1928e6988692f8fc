/** @file Sets the process up before anything computes, then serves. */
import sharp from 'sharp';
import { serveEmbedder } from './serve.ts';
import { planThreads } from './threads.ts';
import { openTransport } from './transport.ts';

/** `entry`: this process's entry module, which the HEIC thread runs too ([Note: one entry, two roles]). */
export function startEmbedder(entry: URL): void {
  const transport = openTransport();
  if (transport === null) {
    process.stderr.write('This is the embedder process of Cairn. It is started by Cairn itself.\n');
    process.exitCode = 2;
    return;
  }
  // Read when libuv's pool starts, at the first work on a thread.
  process.env['UV_THREADPOOL_SIZE'] ??= String(planThreads().pool);
  // Several photos are decoded at a time, each on one thread; nothing is decoded twice, so nothing is worth caching.
  sharp.concurrency(1);
  sharp.cache(false);
  serveEmbedder(transport, entry);
}
