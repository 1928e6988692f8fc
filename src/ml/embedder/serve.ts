/** @file Answers requests of the parent until it is gone. */
import { CairnError, toErrorView } from '../../api/errors.ts';
import {
  isToEmbedder,
  type EmbedderMethod,
  type EmbedderRequests,
  type InitializeParams,
  type InitializeResult,
  type ToEmbedder,
} from '../embedder-messages.ts';
import { checkModel } from '../model/check/check-model.ts';
import type { ModelCheckEvent } from '../model/check/model-check.ts';
import { createEmbedderCore } from './embedder-core.ts';
import { createCoreHandlers, type CoreHandlers } from './handlers.ts';
import { createKnownQuestions } from './known-questions.ts';
import { planThreads } from './threads.ts';
import type { Transport } from './transport.ts';

type Request = Extract<ToEmbedder, { type: 'request' }>;

/** `heifWorkerEntry`: module that runs in the HEIC thread. */
export function serveEmbedder(transport: Transport, heifWorkerEntry: URL): void {
  const questions = createKnownQuestions((key, contentHash) => transport.send({ type: 'is-known', key, contentHash }));
  let handlers: CoreHandlers | null = null;
  let isInitializing = false;

  const initialize = async (params: InitializeParams): Promise<InitializeResult> => {
    if (isInitializing) throw new CairnError('invalid-input', 'The embedder is initialized already.');
    isInitializing = true;
    try {
      const core = await createEmbedderCore({
        params,
        heifWorkerEntry,
        onStarted: (key) => transport.send({ type: 'photo-started', key }),
        isKnown: questions.ask,
        onProviderLost: (state, reason) => {
          process.stderr.write(`embedder: ${state.provider} goes on, a provider was lost: ${reason}\n`);
          transport.send({ type: 'provider-lost', ...state });
        },
      });
      handlers = createCoreHandlers(core, transport.send);
      return core.initialized;
    } catch (error) {
      isInitializing = false;
      throw error;
    }
  };

  const answer = async ({ method, params }: Request): Promise<unknown> => {
    if (method === 'initialize') return initialize(params as InitializeParams);
    if (method === 'memory') return { rssBytes: process.memoryUsage.rss() };
    if (method === 'checkModel') {
      const { folder } = params as EmbedderRequests['checkModel']['params'];
      const report = (event: ModelCheckEvent): void => transport.send({ type: 'model-check', event });
      await checkModel({ folder, threads: planThreads().whole, report });
      return null;
    }
    if (handlers === null) throw new CairnError('embedder-unavailable', 'The embedder is not initialized yet.');
    if (!Object.hasOwn(handlers, method)) {
      throw new CairnError('invalid-input', `The embedder knows no request "${method}".`);
    }
    const handler = handlers[method] as (params: unknown) => Promise<unknown>;
    return handler(params);
  };

  transport.onMessage((message: unknown) => {
    if (!isToEmbedder(message)) return;
    if (message.type === 'is-known-answer') {
      questions.answer(message.key, message.isKnown);
      return;
    }
    const { id } = message;
    answer(message).then(
      (value) =>
        transport.send({ type: 'response', id, ok: true, value: value as EmbedderRequests[EmbedderMethod]['result'] }),
      (error: unknown) => transport.send({ type: 'response', id, ok: false, error: toErrorView(error) }),
    );
  });
  // Nobody is left to work for: what is under way is in main's queue and is done again.
  transport.onClose(() => process.exit(0));
}
