/** @file The most that a process has held in memory so far (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const kibibytesPerMegabyte = 1024;

/** Megabytes, file pages included; null where the system does not tell. */
export function readPeakMegabytes(pid: number | 'self' = 'self'): number | null {
  const status = readText(`/proc/${pid}/status`);
  const peak = status === null ? undefined : /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return peak === undefined ? null : Number(peak) / kibibytesPerMegabyte;
}

/** The largest peak of the processes that this one started and that still run. */
export function readChildPeakMegabytes(): number | null {
  const peaks = listChildren().flatMap((pid) => readPeakMegabytes(pid) ?? []);
  return peaks.length === 0 ? null : Math.max(...peaks);
}

function listChildren(): readonly number[] {
  try {
    const threads = readdirSync('/proc/self/task');
    return threads.flatMap((thread) =>
      (readText(`/proc/self/task/${thread}/children`) ?? '')
        .split(' ')
        .flatMap((pid) => (pid === '' ? [] : [Number(pid)])),
    );
  } catch {
    // No /proc.
    return [];
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // No /proc, or the process is gone.
    return null;
  }
}
