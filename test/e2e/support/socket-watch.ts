/** @file Looks again and again for Internet sockets of a program, for systems that do not let a program be traced. */
import { findInternetSockets, listFamily } from '../../../build/scripts/runtime/internet-sockets.ts';

export interface SocketWatch {
  /** Stops and returns `table: local address` of each Internet socket that was ever seen, each once. */
  readonly stop: () => readonly string[];
  /** How many looks were taken so far. */
  readonly countLooks: () => number;
}

/** Looks every `intervalMs` at `pid` and its descendants. */
export function watchSockets(pid: number, intervalMs: number): SocketWatch {
  const seen = new Set<string>();
  let looks = 0;
  const look = (): void => {
    for (const member of listFamily(pid)) for (const socket of findInternetSockets(member)) seen.add(socket);
    looks += 1;
  };
  look();
  const timer = setInterval(look, intervalMs);
  return {
    countLooks: () => looks,
    stop: () => {
      clearInterval(timer);
      return [...seen].sort();
    },
  };
}
