/**
 * @file The real embedder that may take no more than `CAIRN_TEST_HEADROOM` bytes beyond what it has when its first photo comes: the
 * system refuses the rest (RLIMIT_DATA). The product knows nothing of it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ToEmbedder } from '../../../src/ml/embedder-messages.ts';

const headroom = Number(process.env['CAIRN_TEST_HEADROOM']);
let isLimited = false;

process.on('message', (message: ToEmbedder) => {
  if (isLimited || message.type !== 'request' || message.method !== 'indexPhoto') return;
  isLimited = true;
  const [, kibibytes = '0'] = /^VmData:\s+(\d+) kB/mu.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  execFileSync('prlimit', ['--pid', String(process.pid), `--data=${Number(kibibytes) * 1024 + headroom}`]);
});

await import('../../../src/ml/embedder.ts');
