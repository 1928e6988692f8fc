/** @file How long a piece of work keeps everybody else from the event loop. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Blocked<Value> {
  readonly value: Value;
  /** From the start until the answer is there. */
  readonly tookMs: number;
  /** The longest turn of the event loop meanwhile: at most a millisecond or two more than the longest piece of work. */
  readonly blockMs: number;
  /** The most that one turn took of this thread's processor: the same on a machine that others use, without waiting for disks. */
  readonly blockCpuMs: number;
}

const sampleMs = 1;
/** Until the sampling timer has run before and after. */
const aroundMs = 4;

/** @param afterMs measures so long after the answer, too: work that the call left for later */
export async function measureBlocks<Value>(work: () => Promise<Value>, afterMs = 0): Promise<Blocked<Value>> {
  let [blockMs, blockCpuMs] = [0, 0];
  let [lastMs, lastCpuMs] = [performance.now(), readCpuMs()];
  const sample = (): void => {
    const [nowMs, nowCpuMs] = [performance.now(), readCpuMs()];
    blockMs = Math.max(blockMs, nowMs - lastMs);
    blockCpuMs = Math.max(blockCpuMs, nowCpuMs - lastCpuMs);
    [lastMs, lastCpuMs] = [nowMs, nowCpuMs];
  };
  const timer = setInterval(sample, sampleMs);
  try {
    await wait(aroundMs);
    [blockMs, blockCpuMs] = [0, 0];
    sample();
    const startMs = performance.now();
    const value = await work();
    const tookMs = performance.now() - startMs;
    await wait(aroundMs + afterMs);
    return { value, tookMs, blockMs, blockCpuMs };
  } finally {
    clearInterval(timer);
  }
}

function readCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
