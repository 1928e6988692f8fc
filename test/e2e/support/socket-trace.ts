/**
 * @file Reads what strace saw of a program's sockets and judges it: Cairn may talk to its own computer, never to a network.
 *
 * Chromium asks the kernel for the names and kinds of the network interfaces when it starts. The call for that (ioctl,
 * netdevice(7)) wants any socket at all, so a datagram socket is made, asked and closed; nothing is bound, connected or sent. Those
 * are told apart from the others by what the thread does next, and counted.
 */

/** Calls that make a socket or carry an address. Options for strace. */
export const socketTraceOptions = [
  '-f',
  '-qq',
  '--seccomp-bpf',
  '--trace=socket,connect,bind,sendto,sendmsg,sendmmsg,ioctl',
  '--signal=none',
] as const;

export interface SocketReport {
  /** Lines of the trace that must not be there. */
  readonly violations: readonly string[];
  /** Names of the local sockets connected to, e.g. `@/tmp/.X11-unix/X0`, each once, sorted. */
  readonly localNames: readonly string[];
  /** Kinds of questions to the kernel over netlink, e.g. `NETLINK_ROUTE`, each once, sorted. */
  readonly netlinkKinds: readonly string[];
  /** How often an interface was asked for by ioctl. */
  readonly interfaceQuestions: number;
  /** How many threads made traced calls. */
  readonly threads: number;
}

const internetFamily = /\bAF_INET6?\b/;
const localFamilies = new Set(['AF_UNIX', 'AF_NETLINK']);
const interfaceIoctl = /^ioctl\(\d+, SIOC(GIF|GIW|ETHTOOL)/;

/** Judges the text of a `strace -f -o FILE` with the options above. */
export function judgeTrace(text: string): SocketReport {
  const violations: string[] = [];
  const localNames = new Set<string>();
  const netlinkKinds = new Set<string>();
  /** Threads whose last call made a datagram socket for the Internet: the line. */
  const open = new Map<string, string>();
  const threads = new Set<string>();
  let interfaceQuestions = 0;
  for (const line of text.split('\n')) {
    const [, thread = '', call = ''] = /^(\d+) +(\w+\(.*)$/.exec(line) ?? [];
    // "<... resumed>" and the like only end a call that was seen before.
    if (call === '') continue;
    threads.add(thread);
    const before = open.get(thread);
    open.delete(thread);
    if (before !== undefined && !interfaceIoctl.test(call)) violations.push(before);
    if (before !== undefined && interfaceIoctl.test(call)) interfaceQuestions += 1;
    const [, family = '', type = ''] = /^socket\((\w+), ([\w|]+)/.exec(call) ?? [];
    if (family !== '') {
      if (internetFamily.test(family) && type.split('|').includes('SOCK_DGRAM')) open.set(thread, line);
      else if (!localFamilies.has(family)) violations.push(line);
      if (family === 'AF_NETLINK') netlinkKinds.add(/NETLINK_\w+/.exec(call)?.[0] ?? call);
    } else if (internetFamily.test(call)) {
      violations.push(line);
    }
    const [, name] = /^connect\(.*sun_path=(@?"[^"]*")/.exec(call) ?? [];
    if (name !== undefined) localNames.add(name.replaceAll('"', ''));
  }
  violations.push(...open.values());
  return {
    violations,
    localNames: [...localNames].sort(),
    netlinkKinds: [...netlinkKinds].sort(),
    interfaceQuestions,
    threads: threads.size,
  };
}
