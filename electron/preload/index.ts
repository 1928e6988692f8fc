/** @file The bridge on `window.cairn`: three functions and nothing else of Electron reaches the page. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callChannel, dropChannel, eventChannel, type CairnBridge, type DroppedFile } from '../../src/api/bridge.ts';
import type { CallName, CallOutput } from '../../src/api/calls.ts';
import type { Result } from '../../src/api/errors.ts';
import type { RootView } from '../../src/api/views.ts';
import { eventNames, type EventName, type Events } from '../../src/api/events.ts';

/** `webUtils` as it is used here: the bridge knows files of the page by their form. */
interface FilePaths {
  readonly getPathForFile: (file: DroppedFile) => string;
}

/** What main sends on the event channel. */
type SentEvent = { readonly [Name in EventName]: { readonly name: Name; readonly value: Events[Name] } }[EventName];

const listeners = new Map<EventName, Set<(value: never) => void>>(eventNames.map((name) => [name, new Set()]));

ipcRenderer.on(eventChannel, (_event, sent: SentEvent) => {
  for (const listener of listeners.get(sent.name) ?? []) listener(sent.value as never);
});

function fail(error: unknown): Result<never> {
  return { ok: false, error: { code: 'internal', message: error instanceof Error ? error.message : String(error) } };
}

const bridge: CairnBridge = {
  call: async <Name extends CallName>(name: Name, input: unknown): Promise<Result<CallOutput<Name>>> => {
    try {
      return (await ipcRenderer.invoke(callChannel, { name, input })) as Result<CallOutput<Name>>;
    } catch (error) {
      // Only a payload that cannot be cloned, or a main process that is going away, gets here.
      return fail(error);
    }
  },
  on: (name, listener) => {
    const group = listeners.get(name);
    group?.add(listener);
    return () => group?.delete(listener);
  },
  addDroppedFolder: async (folder) => {
    try {
      // What is no file of a drop has no path: main refuses the empty text.
      const path = (webUtils as unknown as FilePaths).getPathForFile(folder);
      return (await ipcRenderer.invoke(dropChannel, path)) as Result<RootView>;
    } catch (error) {
      return fail(error);
    }
  },
};

contextBridge.exposeInMainWorld('cairn', bridge);
