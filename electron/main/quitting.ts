/** @file Before the app ends, the library is closed: running jobs are let go and done again next time. */
import { app } from 'electron';

/** Longest that quitting waits. */
const limitMs = 3000;

/** `close` runs once, when the app is about to end. */
export function closeBeforeQuit(close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  const finish = (): void => {
    state = 'closed';
    app.quit();
  };
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    // A library that cannot close must not keep the person from quitting.
    const timer = setTimeout(() => app.exit(0), limitMs);
    void close().finally(() => {
      clearTimeout(timer);
      // In a later turn: while this event lasts, quitting again does nothing.
      setImmediate(finish);
    });
  });
}
