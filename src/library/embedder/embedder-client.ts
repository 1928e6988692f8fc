/** @file Requests and answers over one channel to one embedder process ([Note: embedder IPC]). */
import { CairnError } from '../../api/errors.ts';
import type { ProviderVerdict } from '../../api/views.ts';
import {
  isFromEmbedder,
  type EmbedderChannel,
  type EmbedderMethod,
  type EmbedderRequests,
  type FromEmbedder,
} from '../../ml/embedder-messages.ts';
import type { ModelCheckEvent } from '../../ml/model/check/model-check.ts';

/** The embedder process ended before it answered. */
export class EmbedderExitError extends CairnError {
  constructor(reason: string) {
    super('embedder-unavailable', `The indexer stopped unexpectedly (${reason}).`);
    this.name = 'EmbedderExitError';
  }
}

export interface EmbedderClient {
  /** Sends a request. Rejects with CairnError: the embedder's own, or EmbedderExitError. */
  readonly request: <Method extends EmbedderMethod>(
    method: Method,
    params: EmbedderRequests[Method]['params'],
  ) => Promise<EmbedderRequests[Method]['result']>;
  readonly kill: () => void;
  /** True until the process is gone. */
  readonly isAlive: () => boolean;
}

export interface EmbedderClientListeners {
  /** Before the embedder touches the file of an `indexPhoto` request. */
  readonly onPhotoStarted: (key: number) => void;
  /** Whether the catalog holds this content with a vector of the model in use. */
  readonly isKnown: (contentHash: string) => boolean;
  /** Another provider goes on ([Note: lost provider]). */
  readonly onProviderLost?: ((state: { provider: string; verdicts: readonly ProviderVerdict[] }) => void) | undefined;
  /** Of a `checkModel` request. */
  readonly onModelCheck?: ((event: ModelCheckEvent) => void) | undefined;
  /** Of a `group` request, in [0, 1]. */
  readonly onGroupProgress?: ((doneShare: number) => void) | undefined;
  /** Any sign of life. */
  readonly onActivity: () => void;
  readonly onExit: (reason: string) => void;
}

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Speaks with the embedder at the other end of `channel`. */
export function createEmbedderClient(channel: EmbedderChannel, listeners: EmbedderClientListeners): EmbedderClient {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let exitReason: string | null = null;

  channel.onMessage((message: unknown) => {
    // Who says what no embedder says is not one any more: its exit is announced, as after a crash.
    if (!isFromEmbedder(message)) {
      channel.kill();
      return;
    }
    listeners.onActivity();
    takeMessage(message);
  });
  channel.onExit((reason) => {
    exitReason = reason;
    // Listeners first: they must know of the exit before those who asked go on.
    listeners.onExit(reason);
    for (const { reject } of pending.values()) reject(new EmbedderExitError(reason));
    pending.clear();
  });

  function takeMessage(message: FromEmbedder): void {
    switch (message.type) {
      case 'response': {
        const waiting = pending.get(message.id);
        pending.delete(message.id);
        if (message.ok) waiting?.resolve(message.value as never);
        else waiting?.reject(new CairnError(message.error.code, message.error.message));
        return;
      }
      case 'photo-started':
        listeners.onPhotoStarted(message.key);
        return;
      case 'provider-lost':
        listeners.onProviderLost?.({ provider: message.provider, verdicts: message.verdicts });
        return;
      case 'model-check':
        listeners.onModelCheck?.(message.event);
        return;
      case 'group-progress':
        listeners.onGroupProgress?.(message.doneShare);
        return;
      case 'is-known': {
        const { key, contentHash } = message;
        channel.send({ type: 'is-known-answer', key, isKnown: listeners.isKnown(contentHash) });
        return;
      }
    }
  }

  return {
    isAlive: () => exitReason === null,
    kill: () => channel.kill(),
    request: (method, params) => {
      if (exitReason !== null) return Promise.reject(new EmbedderExitError(exitReason));
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        channel.send({ type: 'request', id, method, params });
      });
    },
  };
}
