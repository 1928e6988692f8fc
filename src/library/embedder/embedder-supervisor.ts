/**
 * @file Keeps one embedder process running: starts it when needed, again after a crash, and gives up when that leads nowhere.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { CairnError, toErrorView } from '../../api/errors.ts';
import type { EmbedderView, LostProvider } from '../../api/views.ts';
import { isDiskFull } from '../../db/full-disk.ts';
import type {
  EmbedderChannel,
  InitializeParams,
  InitializeResult,
  LaunchEmbedder,
} from '../../ml/embedder-messages.ts';
import type { Logger } from '../logger.ts';
import { createEmbedderClient, EmbedderExitError, type EmbedderClient } from './embedder-client.ts';

export interface EmbedderSupervisorOptions {
  readonly launch: LaunchEmbedder;
  readonly initialize: InitializeParams;
  readonly logger: Logger;
  /** After each start, before anyone else may ask: loads the catalog's vectors and references. */
  readonly prepare: (client: EmbedderClient, result: InitializeResult) => Promise<void>;
  readonly isKnown: (contentHash: string) => boolean;
  readonly onPhotoStarted: (key: number) => void;
  /** How far a grouping is, in [0, 1]. */
  readonly onGroupProgress?: ((doneShare: number) => void) | undefined;
  /** The process is gone; called before the promises of its requests reject. Not called for `close`. */
  readonly onCrash: () => void;
  readonly onViewChanged: (view: EmbedderView) => void;
  /** Waiting times between restarts, ms; the last one repeats. */
  readonly backoffMs?: readonly number[];
  /** Silence with requests under way after which the process counts as hung, ms. */
  readonly silenceLimitMs?: number;
}

export interface EmbedderSupervisor {
  /** The running embedder, started when there is none. Rejects with CairnError when it cannot be had. */
  readonly obtain: () => Promise<EmbedderClient>;
  /** The running embedder or null; starts nothing. */
  readonly getCurrent: () => EmbedderClient | null;
  /** What the embedder said of itself when it started; null before. */
  readonly getDetails: () => InitializeResult | null;
  readonly getView: () => EmbedderView;
  /** A photo was finished or put into quarantine: crashes before it are forgiven. */
  readonly noteProgress: () => void;
  /**
   * Exchanges the process for one with other params: when what was asked of the running one is answered, or after a while. Nothing
   * counts as a crash; the next `obtain` starts the new one.
   */
  readonly restart: (params: InitializeParams) => Promise<void>;
  /** After `failed`: the next `obtain` tries again. */
  readonly reset: () => void;
  readonly close: () => void;
}

/** Crashes one after the other without any progress after which it gives up. */
export const crashLimit = 5;
const maxEndsOnGraphics = 2;
const defaultBackoffMs = [0, 250, 1000, 4000, 10_000];
const defaultSilenceLimitMs = 300_000;
/**
 * Looks in a row that find silence before the process counts as hung. Looks, not time: what kept this process itself from hearing
 * anything (a computer that slept, a system that is very busy) is one of them, however long it took.
 */
const silentLookLimit = 20;
/** Longest that a restart waits for answers; what is cut off is asked again by who needs it. */
const restartPatienceMs = 20_000;
const restartCheckMs = 20;

const untried: EmbedderView = {
  state: 'starting',
  provider: null,
  verdicts: [],
  lost: null,
  model: null,
  modelHash: null,
  atlas: null,
  atlasLandmarks: 0,
  problem: null,
};

/** Makes the supervisor. Nothing is started before `obtain`. */
export function createEmbedderSupervisor(options: EmbedderSupervisorOptions): EmbedderSupervisor {
  const { launch, logger, backoffMs = defaultBackoffMs, silenceLimitMs = defaultSilenceLimitMs } = options;
  let view = untried;
  let details: InitializeResult | null = null;
  let current: EmbedderClient | null = null;
  let starting: Promise<EmbedderClient> | null = null;
  let channel: EmbedderChannel | null = null;
  let crashes = 0;
  let failure: CairnError | null = null;
  let params = options.initialize;
  /** While the process is exchanged: whoever asks waits for the new one. */
  let exchange: Promise<void> | null = null;
  /** Ends of the process while a graphics processor computed, and the providers that are passed over for it. */
  let endsOnGraphics = 0;
  const endedBy = new Map<string, { readonly provider: string; readonly isNews: boolean }>();
  let lost: LostProvider | null = null;
  /** The process is ended on purpose. */
  let isEnding = false;
  const closing = new AbortController();
  let silentLooks = 0;
  let openRequests = 0;
  const isClosing = (): boolean => closing.signal.aborted;

  const setView = (change: Partial<EmbedderView>): void => {
    view = { ...view, ...change };
    options.onViewChanged(view);
  };
  const fail = (error: CairnError): CairnError => {
    failure = error;
    setView({ state: 'failed', problem: error.message });
    logger.error('embedder failed', { code: error.code });
    return error;
  };

  const noteLost = (provider: string): void => void (lost = { provider, atMs: Date.now() });
  /**
   * A driver that ends the process in the middle of the work looks like a photo that does. After the second time the provider is passed
   * over, so that no photo is convicted of what the driver did.
   */
  const noteEndOnGraphics = (): void => {
    // Ends within a trial are counted by the embedder itself ([Note: provider trials]).
    if (view.state !== 'ready' || details === null || details.provider === 'cpu') return;
    endsOnGraphics += 1;
    if (endsOnGraphics < maxEndsOnGraphics) return;
    endsOnGraphics = 0;
    endedBy.set(details.provider, { provider: details.provider, isNews: true });
    noteLost(details.provider);
    logger.warn('a provider is passed over', { provider: details.provider });
  };
  const noteExit = (reason: string): void => {
    current = null;
    channel = null;
    openRequests = 0;
    if (isClosing() || failure !== null || isEnding) return;
    crashes += 1;
    logger.warn('embedder exited', { reason: omitLastWords(reason), crashes });
    logger.debug('embedder exited', { reason });
    noteEndOnGraphics();
    setView({ state: 'restarting' });
    options.onCrash();
  };

  const startOnce = async (): Promise<EmbedderClient> => {
    silentLooks = 0;
    channel = launch();
    const client = createEmbedderClient(channel, {
      isKnown: options.isKnown,
      onPhotoStarted: options.onPhotoStarted,
      onGroupProgress: options.onGroupProgress,
      onProviderLost: ({ provider, verdicts }) => {
        logger.warn('a provider was lost, another goes on', { provider });
        if (details !== null) {
          noteLost(details.provider);
          details = { ...details, provider, verdicts };
        }
        if (view.state === 'ready') setView({ provider, verdicts, lost });
      },
      onActivity: () => void (silentLooks = 0),
      onExit: noteExit,
    });
    const counted: EmbedderClient = {
      ...client,
      request: async (method, params) => {
        if (openRequests === 0) silentLooks = 0;
        openRequests += 1;
        try {
          return await client.request(method, params);
        } finally {
          openRequests = Math.max(0, openRequests - 1);
        }
      },
    };
    const result = await counted.request('initialize', { ...params, endedBy: [...endedBy.values()] });
    for (const provider of endedBy.keys()) endedBy.set(provider, { provider, isNews: false });
    details = result;
    await options.prepare(counted, result);
    // It may have ended while nothing was asked of it: nobody would be told of that any more.
    if (!client.isAlive()) throw new EmbedderExitError('it ended while it was prepared');
    setView({
      state: 'ready',
      provider: result.provider,
      verdicts: result.verdicts,
      lost,
      model: result.modelName,
      modelHash: result.modelHash,
      atlas: result.atlasName,
      atlasLandmarks: result.atlasLandmarks,
      problem: null,
    });
    logger.info('embedder ready', { provider: result.provider, model: result.modelName, dims: result.dims });
    current = counted;
    return counted;
  };

  const start = async (): Promise<EmbedderClient> => {
    for (;;) {
      if (isClosing()) throw new CairnError('cancelled', 'Cairn is closing.');
      if (failure !== null) throw failure;
      if (crashes >= crashLimit) {
        throw fail(
          new CairnError(
            'embedder-unavailable',
            `The indexer stopped ${crashes} times in a row, so Cairn does not start it again by itself. ` +
              'Restart Cairn; if it happens again, run "cairn doctor" and report what it prints.',
          ),
        );
      }
      await wait(backoffMs[Math.min(crashes, backoffMs.length - 1)] ?? 0, undefined, { signal: closing.signal }).catch(
        () => undefined,
      );
      if (isClosing()) continue;
      try {
        return await startOnce();
      } catch (error) {
        if (error instanceof EmbedderExitError) continue;
        // That passes, and nobody has to say so.
        if (isDiskFull(error)) {
          await endStarted();
          setView({ state: 'failed', problem: toErrorView(error).message });
          throw error;
        }
        // It runs but refuses: a broken model stays broken. Errors of `prepare` are ours and equally lasting.
        const { code, message } = toErrorView(error);
        const reported = fail(error instanceof CairnError ? error : new CairnError(code, message, { cause: error }));
        channel?.kill();
        throw reported;
      }
    }
  };

  /** Ends the process on purpose: no crash. */
  const endStarted = async (): Promise<void> => {
    isEnding = true;
    channel?.kill();
    while (channel !== null && !isClosing()) await wait(restartCheckMs);
    isEnding = false;
  };
  const endCurrent = async (): Promise<void> => {
    // One that is being started is let come up: a graphics driver must not be cut off within its trial.
    await starting?.catch(() => undefined);
    const endMs = performance.now() + restartPatienceMs;
    while (openRequests > 0 && channel !== null && performance.now() < endMs && !isClosing())
      await wait(restartCheckMs);
    current = null;
    await endStarted();
    failure = null;
    crashes = 0;
    // Whoever chose something else means it to be tried.
    endsOnGraphics = 0;
    endedBy.clear();
    lost = null;
  };
  const exchangeProcess = async (before: Promise<void> | null): Promise<void> => {
    await before;
    setView({ state: 'restarting', problem: null });
    await endCurrent();
  };

  const watchdog = setInterval(() => {
    if (openRequests === 0) return;
    silentLooks += 1;
    // The first one may come right after the last sign of life.
    if (silentLooks <= silentLookLimit) return;
    logger.error('embedder does not answer and is stopped', { silentMs: silenceLimitMs });
    silentLooks = 0;
    channel?.kill();
  }, silenceLimitMs / silentLookLimit);
  watchdog.unref();

  const obtain = (): Promise<EmbedderClient> => {
    if (exchange !== null) return exchange.then(obtain);
    if (current !== null) return Promise.resolve(current);
    starting ??= start().finally(() => {
      starting = null;
    });
    return starting;
  };

  return {
    obtain,
    restart: async (next) => {
      params = next;
      const mine = exchangeProcess(exchange);
      exchange = mine;
      try {
        await mine;
      } finally {
        if (exchange === mine) exchange = null;
      }
    },
    getCurrent: () => (exchange === null ? current : null),
    getDetails: () => details,
    getView: () => view,
    noteProgress: () => {
      crashes = 0;
    },
    reset: () => {
      failure = null;
      crashes = 0;
    },
    close: () => {
      closing.abort();
      clearInterval(watchdog);
      channel?.kill();
    },
  };
}

/** How the process ended without what it said last, which may name a file. */
function omitLastWords(reason: string): string {
  return /^(?:exit code|signal) \w+/.exec(reason)?.[0] ?? 'it cannot be started';
}
