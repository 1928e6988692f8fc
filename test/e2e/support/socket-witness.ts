/** @file Runs a program under a witness of its sockets: strace where tracing is allowed, else looks into /proc. */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { judgeTrace, socketTraceOptions } from './socket-trace.ts';
import { watchSockets, type SocketWatch } from './socket-watch.ts';

const watchIntervalMs = 50;

export interface Verdict {
  readonly witness: 'strace' | 'proc';
  /** Each use of the Internet families that was seen. Must be empty. */
  readonly violations: readonly string[];
  /** For the record: local sockets by name, netlink kinds, number of interface questions and of threads or looks. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A witness for one run. Start `wrap(command)`, call `started` with its process id, and after its end `judge`. */
export interface Witness {
  readonly wrap: (command: readonly string[]) => readonly string[];
  readonly started: (pid: number) => void;
  readonly judge: () => Promise<Verdict>;
}

/** `traceFile` is where strace writes. */
export function createWitness(traceFile: string): Witness {
  return canTrace() ? createTraceWitness(traceFile) : createProcWitness();
}

export function canTrace(): boolean {
  return spawnSync('strace', [...socketTraceOptions, 'true'], { stdio: 'ignore' }).status === 0;
}

export function createTraceWitness(traceFile: string): Witness {
  return {
    wrap: (command) => ['strace', ...socketTraceOptions, '-o', traceFile, ...command],
    started: () => undefined,
    judge: async () => {
      const { violations, ...details } = judgeTrace(await readFile(traceFile, 'utf8'));
      return { witness: 'strace', violations, details };
    },
  };
}

export function createProcWitness(): Witness {
  let watch: SocketWatch | undefined;
  return {
    wrap: (command) => command,
    started: (pid) => {
      watch = watchSockets(pid, watchIntervalMs);
    },
    judge: () => {
      if (watch === undefined) throw new Error('The program was never started.');
      const details = { looks: watch.countLooks() };
      return Promise.resolve({ witness: 'proc', violations: watch.stop(), details });
    },
  };
}
