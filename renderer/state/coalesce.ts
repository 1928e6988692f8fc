/** @file Many requests for the same work become few: one at a time, and one more if something changed meanwhile. */

/** Returns a function that runs `work` now, or once more after the run under way. `pauseMs` is kept between two runs. */
export function coalesce(work: () => Promise<void>, pauseMs: number): () => void {
  let isRunning = false;
  let isDue = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (isDue) {
      isDue = false;
      await work();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    isRunning = false;
  };
  return () => {
    isDue = true;
    if (!isRunning) void run();
  };
}
