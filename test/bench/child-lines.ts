/** @file A child process that answers each line with a line: the other side of a comparison, which waits for its turn. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface LineProcess {
  /** The next line that it writes. Rejects when it ended instead. */
  readonly readLine: () => Promise<string>;
  /** Writes a line and waits for the answer. */
  readonly ask: (line: string) => Promise<string>;
  /** Closes its standard input and waits until it is gone. */
  readonly close: () => Promise<void>;
}

/** Starts a program on as many threads. */
export function startLineProcess(program: string, args: readonly string[], threads: number): LineProcess {
  const child = spawn(program, args, {
    env: { ...process.env, OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => void child.on('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${program} ended early`);
    return value;
  };
  return {
    readLine,
    ask: (line) => {
      child.stdin.write(`${line}\n`);
      return readLine();
    },
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** Median of measured values; NaN for none. */
export function findMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
