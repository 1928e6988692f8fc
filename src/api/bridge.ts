/** @file What the preload script puts on `window.cairn`: named functions and nothing else. */
import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { Result } from './errors.ts';
import type { EventName, Events } from './events.ts';
import type { RootView } from './views.ts';

export interface CairnBridge {
  /** Sends one call to main. Never rejects: failures are `{ ok: false }`. */
  readonly call: <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<Result<CallOutput<Name>>>;
  /** Listens to an event; returns the function that stops listening. */
  readonly on: <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void;
  /** Adds a folder that was dropped onto the window. Its path goes to main without the page. Never rejects. */
  readonly addDroppedFolder: (folder: DroppedFile) => Promise<Result<RootView>>;
}

/** A `File` of the page: this file knows no DOM. */
export interface DroppedFile {
  readonly name: string;
}

/** `ipcRenderer.invoke` channel of all calls: payload `{ name, input }`. */
export const callChannel = 'cairn:call';
/** Channel of all events: payload `{ name, value }`. */
export const eventChannel = 'cairn:event';
/** `ipcRenderer.invoke` channel of dropped folders: payload is the path. */
export const dropChannel = 'cairn:drop';
