/** @file Sends the library's events to the windows, at most one of a kind every 100 ms: the last one counts. */
import { BrowserWindow } from 'electron';
import { eventChannel } from '../../src/api/bridge.ts';
import { eventNames, type EventName, type Events } from '../../src/api/events.ts';
import type { WindowCommand } from '../../src/api/window-commands.ts';

const intervalMs = 100;

/** What sends events: the library. */
export interface EventSource {
  readonly on: <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void;
}

/** Asks the page of a window for something: at once, or when it has loaded. */
export function sendCommand(window: BrowserWindow, value: WindowCommand): void {
  const { webContents } = window;
  const send = (): void => webContents.send(eventChannel, { name: 'window.command' satisfies EventName, value });
  if (webContents.isLoading()) webContents.once('did-finish-load', send);
  else send();
}

/** Forwards all events until the returned function is called. */
export function forwardEvents(source: EventSource): () => void {
  const waiting = new Map<EventName, unknown>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    const windows = BrowserWindow.getAllWindows().filter((window) => !window.webContents.isDestroyed());
    for (const [name, value] of waiting) {
      for (const window of windows) window.webContents.send(eventChannel, { name, value });
    }
    waiting.clear();
  };
  const stops = eventNames.map((name) =>
    source.on(name, (value) => {
      waiting.set(name, value);
      timer ??= setTimeout(flush, intervalMs);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
