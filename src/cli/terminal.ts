/** @file What the command line writes: results on standard output, everything else on standard error. */
import { writeSync } from 'node:fs';

export interface Terminal {
  /** A line for people; nothing with `--json`. */
  readonly print: (line: string) => void;
  /** The one JSON value of `--json`. */
  readonly printJson: (value: unknown) => void;
  /** A notice or error on standard error. */
  readonly note: (line: string) => void;
  /** A line that is overwritten by the next one on a terminal; '' clears it. */
  readonly showStatus: (line: string) => void;
  readonly isJson: boolean;
  /** Standard error is a terminal. */
  readonly isInteractive: boolean;
  readonly columns: number;
}

const standardOutput = 1;
const standardError = 2;

/** Writes at once and whole: the process may be about to end. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A reader that closed its end (`| head`) wants no more.
      if (code === 'EPIPE') return;
      // A slow reader of a pipe that does not block: once more.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Terminal of this process. */
export function createTerminal(isJson: boolean): Terminal {
  const isInteractive = process.stderr.isTTY;
  let hasStatus = false;
  const clearStatus = (): void => {
    if (hasStatus) write(standardError, '\r\u001b[K');
    hasStatus = false;
  };
  return {
    isJson,
    isInteractive,
    columns: isInteractive ? process.stderr.columns : 80,
    print: (line) => {
      clearStatus();
      if (!isJson) write(standardOutput, `${line}\n`);
    },
    printJson: (value) => {
      clearStatus();
      write(standardOutput, `${JSON.stringify(value, null, 2)}\n`);
    },
    note: (line) => {
      clearStatus();
      write(standardError, `${line}\n`);
    },
    showStatus: (line) => {
      clearStatus();
      if (line === '') return;
      write(standardError, line);
      hasStatus = true;
    },
  };
}
