/** @file The embedder's end of its channel, on whichever transport it was started ([Note: embedder IPC]). */
import type { FromEmbedder, ToEmbedder } from '../embedder-messages.ts';

export interface Transport {
  readonly send: (message: FromEmbedder) => void;
  readonly onMessage: (listener: (message: ToEmbedder) => void) => void;
  /** Called when the parent is gone. */
  readonly onClose: (listener: () => void) => void;
}

/** The part of Electron's `process.parentPort` (utilityProcess) that is used here. */
interface ParentPort {
  postMessage: (message: FromEmbedder) => void;
  on: ((event: 'message', listener: (event: { readonly data: ToEmbedder }) => void) => void) &
    ((event: 'close', listener: () => void) => void);
}

function wrapParentPort(port: ParentPort): Transport {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  };
}

function wrapForkedProcess(): Transport {
  return {
    // A failing send means that the parent is going: `disconnect` follows.
    send: (message) => void process.send?.(message, undefined, {}, () => undefined),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToEmbedder)),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}

/** Finds the transport; null when the process was not started as an embedder. */
export function openTransport(): Transport | null {
  // Electron's own addition to `process`, absent from Node's types.
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) return wrapParentPort(parentPort);
  return process.send === undefined ? null : wrapForkedProcess();
}
