/** @file At most so many at a time; the others wait their turn. */

export interface Semaphore {
  /** Runs `work` when a place is free and keeps the place until it settles. */
  readonly run: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

export function createSemaphore(places: number): Semaphore {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    run: async (work) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((grant) => waiting.push(grant));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // The place goes on to the next without becoming free in between.
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
