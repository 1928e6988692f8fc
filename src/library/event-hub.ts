/** @file Events of the library. "Changed" is coalesced, so that a burst of writes becomes one event. */
import type { EventName, Events } from '../api/events.ts';

export interface EventHub {
  readonly on: <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void;
  readonly emit: <Name extends EventName>(name: Name, value: Events[Name]) => void;
  /** Albums, photos, roots or failures changed: `library.changed` follows, at most four a second. */
  readonly markChanged: () => void;
  readonly close: () => void;
}

const coalesceMs = 250;

/** Makes an event hub. A listener that throws does not keep the others from hearing. */
export function createEventHub(onListenerError: (error: unknown) => void): EventHub {
  const listeners = new Map<EventName, Set<(value: never) => void>>();
  let revision = 0;
  let timer: NodeJS.Timeout | null = null;
  /** By a clock that nobody sets: one that is put back must not hold events back until it has caught up. */
  let lastSentMs = -coalesceMs;

  const emit: EventHub['emit'] = (name, value) => {
    for (const listener of listeners.get(name) ?? []) {
      try {
        (listener as (value: unknown) => void)(value);
      } catch (error) {
        onListenerError(error);
      }
    }
  };
  const sendChanged = (): void => {
    timer = null;
    lastSentMs = performance.now();
    revision += 1;
    emit('library.changed', { revision });
  };

  return {
    emit,
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => void set.delete(listener);
    },
    markChanged: () => {
      timer ??= setTimeout(sendChanged, Math.max(0, lastSentMs + coalesceMs - performance.now())).unref();
    },
    close: () => {
      if (timer !== null) clearTimeout(timer);
      listeners.clear();
    },
  };
}
