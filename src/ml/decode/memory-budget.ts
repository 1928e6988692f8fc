/** @file A counting gate: work waits until its bytes fit beside the bytes of the work under way. */

/** Gives back what was acquired. Further calls do nothing. */
export type ReleaseBytes = () => void;

export interface MemoryBudget {
  /** Waits its turn (first come, first served). More than the whole limit waits until it is alone, then passes. */
  readonly acquire: (bytes: number) => Promise<ReleaseBytes>;
}

export function createMemoryBudget(limitBytes: number): MemoryBudget {
  let usedBytes = 0;
  const waiting: { readonly bytes: number; readonly grant: (release: ReleaseBytes) => void }[] = [];

  const admit = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (usedBytes > 0 && usedBytes + next.bytes > limitBytes) return;
      waiting.shift();
      usedBytes += next.bytes;
      next.grant(createRelease(next.bytes));
    }
  };
  const createRelease = (bytes: number): ReleaseBytes => {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      usedBytes -= bytes;
      admit();
    };
  };
  return {
    acquire: (bytes) =>
      new Promise((grant) => {
        waiting.push({ bytes: Math.max(0, bytes), grant });
        admit();
      }),
  };
}
