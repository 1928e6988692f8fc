/**
 * @file The library as main holds it: opened at the start, closed and opened again when a copy of the catalog is put back, and tried
 * again when it could not be opened, which the page is told instead of what it asked for. No Electron here.
 */
import { calls, type CallName, type LibraryCallHandlers } from '../../src/api/calls.ts';
import { CairnError, toErrorView } from '../../src/api/errors.ts';
import { eventNames, type EventName, type Events } from '../../src/api/events.ts';
import type { Library } from '../../src/library/library.ts';
import { isDamagedCatalog } from '../../src/library/recovery/catalog-watch.ts';

export interface LibraryHost {
  /** Answer when the library is open; reject with the reason why it is not. */
  readonly handlers: LibraryCallHandlers;
  /** Events of whichever library is open. */
  readonly on: <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void;
  /** Null while there is none. */
  readonly get: () => Library | null;
  /** What is wrong with the catalog, opened or not; null: nothing that is known, or nothing that a copy would help against. */
  readonly getDamage: () => string | null;
  /** @throws CairnError the reason why there is none */
  readonly require: () => Library;
  /** Closes the library, does `between`, and opens it again, also when that failed. */
  readonly reopen: (between: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A library that could not be opened is tried again when it is asked for, not more often than this. */
const retryMs = 1000;

/** Opens the library; a failure is kept for who asks. `onOpened` runs for each that was opened, the first one too. */
export function createLibraryHost(open: () => Library, onOpened: (library: Library) => void): LibraryHost {
  const listeners = new Map<EventName, Set<(value: never) => void>>(eventNames.map((name) => [name, new Set()]));
  let library: Library | null = null;
  let problem: CairnError | null = null;
  let lastTryMs = -retryMs;
  let isClosed = false;
  let reopening: Promise<void> = Promise.resolve();

  const forward = (name: EventName, source: Library): void => {
    source.on(name, (value) => {
      for (const listener of listeners.get(name) ?? []) (listener as (value: unknown) => void)(value);
    });
  };
  const tryToOpen = (): void => {
    lastTryMs = performance.now();
    try {
      const opened = open();
      library = opened;
      problem = null;
      for (const name of eventNames) forward(name, opened);
      onOpened(opened);
    } catch (error) {
      const { code, message } = toErrorView(error);
      problem = error instanceof CairnError ? error : new CairnError(code, message, { cause: error });
    }
  };
  const requireLibrary = (): Library => {
    if (library === null && !isClosed && problem !== null && performance.now() - lastTryMs > retryMs) tryToOpen();
    if (library !== null) return library;
    throw problem ?? new CairnError('cancelled', 'Cairn is closing.');
  };

  tryToOpen();
  return {
    handlers: createHandlers(async () => {
      await reopening;
      return requireLibrary();
    }),
    on: (name, listener) => {
      listeners.get(name)?.add(listener);
      return () => void listeners.get(name)?.delete(listener);
    },
    get: () => library,
    getDamage: () => {
      if (library !== null) return library.getDamage();
      return problem !== null && isDamagedCatalog(problem) ? problem.message : null;
    },
    require: requireLibrary,
    reopen: (between) => {
      const run = async (before: Promise<void>): Promise<void> => {
        await before;
        const closing = library;
        library = null;
        await closing?.close();
        try {
          await between();
        } finally {
          if (!isClosed) tryToOpen();
        }
      };
      const mine = run(reopening);
      // Whoever asks meanwhile waits; how it went is told to who wanted it.
      reopening = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      isClosed = true;
      await reopening;
      const closing = library;
      library = null;
      problem = null;
      await closing?.close();
    },
  };
}

/** One function a call, which finds the library when it is called. */
function createHandlers(obtain: () => Promise<Library>): LibraryCallHandlers {
  const names = Object.keys(calls) as CallName[];
  const handlers = names.map((name) => [
    name,
    async (input: unknown) => {
      const { handlers: current } = await obtain();
      // Calls that need the desktop are answered by main itself, whose handlers stand before these.
      return await (current as Readonly<Partial<Record<CallName, (input: unknown) => unknown>>>)[name]?.(input);
    },
  ]);
  return Object.fromEntries(handlers) as LibraryCallHandlers;
}
