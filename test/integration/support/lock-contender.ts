/**
 * @file One of several processes that want the same lock again and again. Whoever has it looks whether anyone else has it, and leaves a
 * lock of a dead process behind.
 *
 *     node lock-contender.ts FOLDER MILLISECONDS DEAD_PID
 *
 * Prints `{ wins, clashes }`.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from '../../../src/library/lock-file.ts';

const [folder = '', durationMs = '', deadPid = ''] = process.argv.slice(2);
const stale = JSON.stringify({ pid: Number(deadPid), startedAt: null });
const inside = join(folder, 'inside');
let [wins, clashes] = [0, 0];

function enter(): boolean {
  try {
    writeFileSync(inside, '', { flag: 'wx' });
    return true;
  } catch {
    // Someone else is in there.
    return false;
  }
}

const endMs = performance.now() + Number(durationMs);
while (performance.now() < endMs) {
  let lock;
  try {
    lock = acquireLock(folder);
  } catch {
    // Another one has it.
    continue;
  }
  wins += 1;
  if (enter()) rmSync(inside);
  else clashes += 1;
  lock.release();
  try {
    writeFileSync(join(folder, 'lock'), stale, { flag: 'wx' });
  } catch {
    // Taken already.
  }
}
process.stdout.write(JSON.stringify({ wins, clashes }));
