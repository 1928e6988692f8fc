/** @file Compiles kill-at-call.c, where there is Linux and a compiler. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('kill-at-call.c', import.meta.url));

export type KillWay = 'before' | 'after' | 'half';

export interface KillLibrary {
  /** Environment of a process that is to end at its `call`-th call that changes a file. */
  readonly buildEnv: (call: number, way: KillWay) => Readonly<Record<string, string>>;
}

/** Null where processes can be killed by time alone. */
export function buildKillLibrary(folder: string): KillLibrary | null {
  if (process.platform !== 'linux') return null;
  const path = join(folder, 'kill-at-call.so');
  const { status } = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', path, source, '-ldl'], { stdio: 'ignore' });
  if (status !== 0) return null;
  return {
    buildEnv: (call, way) => ({ LD_PRELOAD: path, CAIRN_KILL_AT: String(call), CAIRN_KILL_HOW: way }),
  };
}
