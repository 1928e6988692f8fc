/** @file Reads what strace saw of a process's files: it may write in folders of ours alone. */
import { resolve } from 'node:path';

/** Calls that make, change or remove files. Arguments for strace, which writes to `output`. */
export function traceWritesTo(output: string): readonly [string, ...string[]] {
  const calls =
    'open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,chown,fchownat';
  return ['strace', '-f', '-qq', '--seccomp-bpf', `--trace=${calls}`, '--signal=none', '-o', output];
}

const writing = /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/;
/** Nothing of it is a file. */
const harmless = /^\/(?:dev\/(?:null|tty|shm\/)|proc\/self\/|sys\/)/;

export interface WriteReport {
  /** Calls that wrote elsewhere. */
  readonly violations: readonly string[];
  /** How many wrote where they may. */
  readonly writes: number;
}

/** Judges the text of a trace of a process that was started in `workFolder` and may write under `allowed`. */
export function judgeWrites(text: string, workFolder: string, allowed: readonly string[]): WriteReport {
  const violations: string[] = [];
  let writes = 0;
  for (const line of text.split('\n')) {
    const [, call = '', rest = ''] = /^\d+ +(\w+)\((.*)$/.exec(line) ?? [];
    if (call === '' || (/^(open|openat)$/.test(call) && !writing.test(rest))) continue;
    // What was not there or not allowed was not written.
    if (rest.includes(' = -1 E')) continue;
    // Every path of the call: both of a rename.
    const paths = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path = '']) => resolve(workFolder, path));
    const outside = paths.filter(
      (path) => !harmless.test(path) && !allowed.some((folder) => path === folder || path.startsWith(`${folder}/`)),
    );
    if (outside.length > 0) violations.push(line);
    else writes += 1;
  }
  return { violations, writes };
}
