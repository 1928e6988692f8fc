/** @file How long one case keeps the processor: another program on the machine does not count. */

export interface Stopwatch {
  /** Runs `work`; accuses nobody by itself. */
  readonly measure: <Value>(caseNumber: number, work: () => Value) => Value;
  readonly getSlowest: () => { readonly ms: number; readonly caseNumber: number };
}

/** Makes a stopwatch. `onSlow` hears of each case that takes longer than the limit. */
export function createStopwatch(limitMs: number, onSlow: (caseNumber: number, ms: number) => void): Stopwatch {
  let slowest = { ms: 0, caseNumber: -1 };
  return {
    getSlowest: () => slowest,
    measure: (caseNumber, work) => {
      const before = process.cpuUsage();
      try {
        return work();
      } finally {
        const { user, system } = process.cpuUsage(before);
        const ms = Math.round((user + system) / 1000);
        if (ms > slowest.ms) slowest = { ms, caseNumber };
        if (ms > limitMs) onSlow(caseNumber, ms);
      }
    },
  };
}
