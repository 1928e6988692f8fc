/** @file Counts what the pages asked for, so that a person can see that nothing went out. No Electron here. */
import type { PrivacyView } from '../../src/api/upkeep-views.ts';

export interface RequestCounter {
  readonly note: (url: string, isAllowed: boolean) => void;
  readonly get: () => PrivacyView;
}

/** Counts from now on. */
export function createRequestCounter(now: () => number = Date.now): RequestCounter {
  const sinceMs = now();
  let [localRequests, blockedRequests] = [0, 0];
  let lastBlocked: string | null = null;
  return {
    note: (url, isAllowed) => {
      if (isAllowed) {
        localRequests += 1;
        return;
      }
      blockedRequests += 1;
      lastBlocked = describeTarget(url);
    },
    get: () => ({ sinceMs, localRequests, blockedRequests, lastBlocked }),
  };
}

/** Scheme and host: the rest of an address may hold what nobody else should read. */
function describeTarget(url: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? '?';
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1];
  return host === undefined || host === '' ? scheme : `${scheme}//${host}`.slice(0, 200);
}
