/** @file Progress of a command that goes through photos, or something else, one by one. */
import type { Terminal } from './terminal.ts';

const statusEveryMs = 500;
const lineEveryMs = 10_000;

/** Says now and then how far it is: "Embedding: 120 of 3000 photos". */
export function createCountView(
  terminal: Terminal,
  verb: string,
  total: number,
  things = 'photos',
): (done: number) => void {
  let lastMs = performance.now();
  return (done) => {
    const passedMs = performance.now() - lastMs;
    if (passedMs < (terminal.isInteractive ? statusEveryMs : lineEveryMs)) return;
    lastMs = performance.now();
    const line = `${verb}: ${done} of ${total} ${things}`;
    if (terminal.isInteractive) terminal.showStatus(line);
    else terminal.note(line);
  };
}
