import { afterEach, describe, expect, it } from 'vitest';
import type { EmbedderView } from '../../../../src/api/views.ts';
import { EmbedderExitError } from '../../../../src/library/embedder/embedder-client.ts';
import {
  crashLimit,
  createEmbedderSupervisor,
  type EmbedderSupervisor,
} from '../../../../src/library/embedder/embedder-supervisor.ts';
import { createLogger, silentLogger, type Logger } from '../../../../src/library/logger.ts';
import type {
  EmbedderChannel,
  FromEmbedder,
  InitializeParams,
  ToEmbedder,
} from '../../../../src/ml/embedder-messages.ts';

const result = {
  modelName: 'm',
  modelHash: 'h',
  dims: 4,
  provider: 'cpu',
  verdicts: [],
  atlasName: null,
  atlasLandmarks: 0,
  atlasProblem: null,
  hasLandmarkness: true,
};

interface ScriptedProcess {
  readonly channel: EmbedderChannel;
  readonly exit: (reason: string) => void;
  readonly received: ToEmbedder[];
}

/** A process that answers as `answer` says; undefined: never. */
function startProcess(
  answer: (message: Extract<ToEmbedder, { type: 'request' }>) => FromEmbedder | 'exit' | undefined,
): ScriptedProcess {
  let listener: (message: FromEmbedder) => void = () => undefined;
  let exitListener: (reason: string) => void = () => undefined;
  let isGone = false;
  const received: ToEmbedder[] = [];
  const exit = (reason: string): void => {
    if (isGone) return;
    isGone = true;
    setImmediate(() => exitListener(reason));
  };
  const channel: EmbedderChannel = {
    onMessage: (given) => void (listener = given),
    onExit: (given) => void (exitListener = given),
    kill: () => exit('signal SIGKILL'),
    send: (message) => {
      received.push(message);
      if (message.type !== 'request') return;
      const response = answer(message);
      if (response === 'exit') exit('exit code 1');
      else if (response !== undefined) setImmediate(() => listener(response));
    },
  };
  return { channel, exit, received };
}

const ok = (id: number, value: unknown): FromEmbedder => ({ type: 'response', id, ok: true, value });
let supervisor: EmbedderSupervisor | null = null;
afterEach(() => supervisor?.close());

function supervise(
  launch: () => EmbedderChannel,
  options: {
    onCrash?: () => void;
    views?: EmbedderView[];
    silenceLimitMs?: number;
    logger?: Logger;
    prepare?: () => Promise<void>;
  } = {},
): EmbedderSupervisor {
  supervisor = createEmbedderSupervisor({
    launch,
    logger: options.logger ?? silentLogger,
    initialize: { modelFolder: '', atlasFolder: null, thumbnailFolder: '', provider: 'cpu', cacheFolder: null },
    prepare: options.prepare ?? (() => Promise.resolve()),
    isKnown: (contentHash) => contentHash === 'known',
    onPhotoStarted: () => undefined,
    onCrash: options.onCrash ?? ((): void => undefined),
    onViewChanged: (view) => void options.views?.push(view),
    backoffMs: [0],
    ...(options.silenceLimitMs === undefined ? {} : { silenceLimitMs: options.silenceLimitMs }),
  });
  return supervisor;
}

it('starts one process however many ask, and answers what it asks', async () => {
  let launches = 0;
  let process: ScriptedProcess | null = null;
  const tested = supervise(() => {
    launches += 1;
    process = startProcess(({ id }) => ok(id, result));
    return process.channel;
  });
  const clients = await Promise.all([tested.obtain(), tested.obtain(), tested.obtain()]);
  expect(launches).toBe(1);
  expect(new Set(clients).size).toBe(1);
  expect(tested.getView()).toMatchObject({ state: 'ready', provider: 'cpu', model: 'm' });
});

it('starts again after a crash, and tells of it before those who wait', async () => {
  const events: string[] = [];
  const processes: ScriptedProcess[] = [];
  const tested = supervise(
    () => {
      const process = startProcess((message) => (message.method === 'initialize' ? ok(message.id, result) : undefined));
      processes.push(process);
      return process.channel;
    },
    { onCrash: () => void events.push('crash') },
  );
  const client = await tested.obtain();
  const waiting = client.request('clearVectors', {}).catch((error: unknown) => {
    events.push('rejected');
    return error;
  });
  processes[0]?.exit('signal SIGSEGV');
  expect(await waiting).toBeInstanceOf(EmbedderExitError);
  expect(events).toEqual(['crash', 'rejected']);
  expect(await tested.obtain()).not.toBe(client);
  expect(processes).toHaveLength(2);
});

it('starts another process when one ends while it is prepared and nothing is asked of it', async () => {
  const processes: ScriptedProcess[] = [];
  const views: EmbedderView[] = [];
  let crashes = 0;
  const tested = supervise(
    () => {
      const process = startProcess(({ id }) => ok(id, result));
      processes.push(process);
      return process.channel;
    },
    {
      views,
      onCrash: () => void (crashes += 1),
      prepare: async () => {
        if (processes.length > 1) return;
        processes[0]?.exit('signal SIGKILL');
        await expect.poll(() => crashes).toBe(1);
      },
    },
  );
  const client = await tested.obtain();
  expect(processes).toHaveLength(2);
  expect(client.isAlive()).toBe(true);
  await client.request('clearVectors', {});
  expect(views.map(({ state }) => state)).toEqual(['restarting', 'ready']);
});

it('keeps what a process said last, which may name a photo, out of the log', async () => {
  const lines: string[] = [];
  const processes: ScriptedProcess[] = [];
  const tested = supervise(
    () => {
      const process = startProcess((message) => (message.method === 'initialize' ? ok(message.id, result) : undefined));
      processes.push(process);
      return process.channel;
    },
    { logger: createLogger('info', (line) => void lines.push(line)) },
  );
  const client = await tested.obtain();
  const waiting = client.request('clearVectors', {}).catch((error: unknown) => error);
  processes[0]?.exit('exit code 134: cannot read /home/ada/wedding.jpg');
  // Whoever asked, and so the person, is told all of it.
  expect(String(await waiting)).toContain('wedding.jpg');
  expect(lines).toContain('warn: embedder exited reason="exit code 134" crashes=1');
  expect(lines.join('\n')).not.toContain('wedding');
});

describe('restart', () => {
  const params = { modelFolder: '', atlasFolder: null, thumbnailFolder: '', cacheFolder: null } as const;

  it('waits for answers, exchanges the process, and counts no crash', async () => {
    const events: string[] = [];
    const processes: ScriptedProcess[] = [];
    const views: EmbedderView[] = [];
    let answer: () => void = () => undefined;
    const tested = supervise(
      () => {
        const process = startProcess((message) =>
          message.method === 'initialize' ? ok(message.id, result) : undefined,
        );
        processes.push(process);
        return {
          ...process.channel,
          onMessage: (listener) => {
            process.channel.onMessage(listener);
            answer = () => {
              for (const message of process.received) {
                if (message.type === 'request' && message.method !== 'initialize') listener(ok(message.id, null));
              }
            };
          },
          kill: () => {
            events.push('killed');
            process.channel.kill();
          },
        };
      },
      { onCrash: () => void events.push('crash'), views },
    );
    const client = await tested.obtain();
    const asked = client.request('clearVectors', {}).then(() => events.push('answered'));
    const restarted = tested.restart({ ...params, provider: 'webgpu', pace: 'quiet' });
    // Whoever asks meanwhile gets the new one.
    const next = tested.obtain();
    expect(tested.getCurrent()).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(events).toEqual([]);
    answer();
    await Promise.all([asked, restarted]);
    expect(await next).not.toBe(client);
    expect(events.toSorted()).toEqual(['answered', 'killed']);
    expect(processes[1]?.received[0]).toMatchObject({ params: { provider: 'webgpu', pace: 'quiet' } });
    expect(views.map(({ state }) => state)).toEqual(['ready', 'restarting', 'ready']);
  });

  it('starts nothing by itself, and forgives what failed', async () => {
    let launches = 0;
    let isBroken = true;
    const tested = supervise(() => {
      launches += 1;
      return startProcess(({ id }) => (isBroken ? 'exit' : ok(id, result))).channel;
    });
    await expect(tested.obtain()).rejects.toMatchObject({ code: 'embedder-unavailable' });
    isBroken = false;
    await tested.restart({ ...params, provider: 'cpu' });
    expect(launches).toBe(crashLimit);
    await tested.obtain();
    expect(tested.getView().state).toBe('ready');
  });

  it('several in a row lead to one process with the last params', async () => {
    const processes: ScriptedProcess[] = [];
    const tested = supervise(() => {
      const process = startProcess(({ id }) => ok(id, result));
      processes.push(process);
      return process.channel;
    });
    await tested.obtain();
    await Promise.all([
      tested.restart({ ...params, provider: 'webgpu' }),
      tested.restart({ ...params, provider: 'auto' }),
      tested.restart({ ...params, provider: 'cpu', pace: 'fast' }),
    ]);
    await tested.obtain();
    expect(processes).toHaveLength(2);
    expect(processes[1]?.received[0]).toMatchObject({ params: { provider: 'cpu', pace: 'fast' } });
  });
});

it('gives up after crashes without progress, says so, and tries again when asked', async () => {
  let launches = 0;
  const tested = supervise(() => {
    launches += 1;
    return startProcess(() => 'exit').channel;
  });
  await expect(tested.obtain()).rejects.toMatchObject({ code: 'embedder-unavailable' });
  expect(launches).toBe(crashLimit);
  expect(tested.getView()).toMatchObject({ state: 'failed', problem: expect.stringContaining('in a row') as string });
  await expect(tested.obtain()).rejects.toMatchObject({ code: 'embedder-unavailable' });
  expect(launches).toBe(crashLimit);
  tested.reset();
  await expect(tested.obtain()).rejects.toMatchObject({ code: 'embedder-unavailable' });
  expect(launches).toBe(2 * crashLimit);
});

it('does not start again what refuses to work', async () => {
  let launches = 0;
  const tested = supervise(() => {
    launches += 1;
    return startProcess(({ id }) => ({
      type: 'response',
      id,
      ok: false,
      error: { code: 'model-unusable', message: 'wrong checksum' },
    })).channel;
  });
  await expect(tested.obtain()).rejects.toMatchObject({ code: 'model-unusable', message: 'wrong checksum' });
  expect(launches).toBe(1);
  expect(tested.getView()).toMatchObject({ state: 'failed', problem: 'wrong checksum' });
});

it('ends a process that does not answer any more', async () => {
  let crashes = 0;
  const tested = supervise(
    () => startProcess((message) => (message.method === 'initialize' ? ok(message.id, result) : undefined)).channel,
    { onCrash: () => void (crashes += 1), silenceLimitMs: 100 },
  );
  const client = await tested.obtain();
  await expect(client.request('clearVectors', {})).rejects.toBeInstanceOf(EmbedderExitError);
  expect(crashes).toBe(1);
});

it('does not blame a process for what kept this one from listening', async () => {
  let crashes = 0;
  const silenceLimitMs = 100;
  const tested = supervise(() => startProcess(({ id }) => ok(id, result)).channel, {
    onCrash: () => void (crashes += 1),
    silenceLimitMs,
  });
  const client = await tested.obtain();
  // It answers in the next turn, which comes late: the computer slept, or is very busy.
  const answered = client.request('clearVectors', {});
  const endMs = performance.now() + 3 * silenceLimitMs;
  while (performance.now() < endMs);
  await answered;
  await new Promise((resolve) => setTimeout(resolve, silenceLimitMs));
  expect([crashes, client.isAlive()]).toEqual([0, true]);
});

describe('a graphics processor', () => {
  const onGraphics = { ...result, provider: 'webgpu' };

  it('that is lost gives way to another, which is told', async () => {
    const views: EmbedderView[] = [];
    let tell: (message: FromEmbedder) => void = () => undefined;
    const obtained = supervise(
      () => {
        const { channel } = startProcess((message) => ok(message.id, onGraphics));
        return {
          ...channel,
          onMessage: (listener) => {
            tell = listener;
            channel.onMessage(listener);
          },
        };
      },
      { views },
    );
    await obtained.obtain();
    const verdicts = [{ provider: 'webgpu', verdict: 'failed', detail: 'It stopped working.' }] as const;
    tell({ type: 'provider-lost', provider: 'cpu', verdicts });
    expect(views.at(-1)).toMatchObject({ state: 'ready', provider: 'cpu', verdicts, lost: { provider: 'webgpu' } });
    expect(views.filter(({ lost }) => lost !== null)).toHaveLength(1);
    expect(obtained.getView().provider).toBe('cpu');
  });

  it('during whose work the process ends twice is passed over, which is news once; a change forgives it', async () => {
    const processes: ScriptedProcess[] = [];
    const obtained = supervise(() => {
      const process = startProcess(({ id, params }) => {
        const { endedBy = [] } = params as InitializeParams;
        return ok(id, endedBy.length > 0 ? result : onGraphics);
      });
      processes.push(process);
      return process.channel;
    });
    const endAndStart = async (): Promise<void> => {
      await obtained.obtain();
      processes.at(-1)?.exit('signal SIGSEGV');
      await expect.poll(() => obtained.getView().state).toBe('restarting');
    };
    for (let end = 0; end < 3; end += 1) await endAndStart();
    await obtained.obtain();
    const readEndedBy = (process: ScriptedProcess | undefined): unknown => {
      const [first] = process?.received ?? [];
      return first?.type === 'request' ? (first.params as InitializeParams).endedBy : null;
    };
    expect(processes.map(readEndedBy)).toEqual([
      [],
      [],
      [{ provider: 'webgpu', isNews: true }],
      [{ provider: 'webgpu', isNews: false }],
    ]);
    expect(obtained.getView()).toMatchObject({ provider: 'cpu', lost: { provider: 'webgpu' } });
    await obtained.restart({
      modelFolder: '',
      atlasFolder: null,
      thumbnailFolder: '',
      provider: 'auto',
      cacheFolder: null,
    });
    await obtained.obtain();
    expect(readEndedBy(processes.at(-1))).toEqual([]);
    expect(obtained.getView().lost).toBeNull();
  });
});
