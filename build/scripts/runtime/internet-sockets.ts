/**
 * @file Finds the Internet sockets of a process in /proc. A socket with an address, bound or connected, has a row in
 * /proc/PID/net/{tcp,udp,raw}; its inode is found among the open files.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6', 'udplite', 'udplite6'];
const inodeColumn = 9;

/** Internet sockets that one process has open now. */
export function findInternetSockets(pid: number): readonly string[] {
  const inodes = new Set<string>();
  for (const name of tryList(`/proc/${pid}/fd`)) {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(tryRead(() => readlinkSync(`/proc/${pid}/fd/${name}`))) ?? [];
    if (inode !== undefined) inodes.add(inode);
  }
  const found: string[] = [];
  for (const table of tables) {
    for (const row of tryRead(() => readFileSync(`/proc/${pid}/net/${table}`, 'utf8'))
      .split('\n')
      .slice(1)) {
      const columns = row.trim().split(/\s+/);
      if (inodes.has(columns[inodeColumn] ?? '')) found.push(`${table}: ${columns[1] ?? ''} -> ${columns[2] ?? ''}`);
    }
  }
  return found;
}

/** The process and all that descend from it. */
export function listFamily(pid: number): readonly number[] {
  const children = tryList(`/proc/${pid}/task`).flatMap((thread) =>
    tryRead(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'))
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
  return [pid, ...children.flatMap(listFamily)];
}

function tryList(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    // The process ended meanwhile.
    return [];
  }
}

function tryRead(read: () => string): string {
  try {
    return read();
  } catch {
    // The process or the file was closed meanwhile.
    return '';
  }
}
