/** @file The one door to main: `window.cairn`, typed. */
import type { CairnBridge } from '../src/api/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../src/api/calls.ts';
import { CairnError } from '../src/api/errors.ts';
import type { EventName, Events } from '../src/api/events.ts';

declare global {
  interface Window {
    readonly cairn: CairnBridge;
  }
}

/** Sends one call to main. Throws `CairnError` with the message that a person is shown. */
export async function callMain<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const result = await window.cairn.call(name, input);
  if (!result.ok) throw new CairnError(result.error.code, result.error.message);
  return result.value;
}

/** Listens to an event of main; returns the function that stops listening. */
export function listenToMain<Name extends EventName>(name: Name, listener: (value: Events[Name]) => void): () => void {
  return window.cairn.on(name, listener);
}
