import { afterEach, expect, it, vi } from 'vitest';
import { checkModelFolder } from '../../../../src/library/models/check-model-folder.ts';
import type { EmbedderChannel, FromEmbedder, ToEmbedder } from '../../../../src/ml/embedder-messages.ts';
import type { ModelCheck, ModelCheckEvent } from '../../../../src/ml/model/check/model-check.ts';

interface FakeProcess {
  readonly channel: EmbedderChannel;
  readonly tell: (event: ModelCheckEvent) => void;
  readonly end: (reason: string) => void;
  readonly answer: () => void;
  isKilled: boolean;
}

/** The embedder's end of the channel in the test's hands. */
function makeProcess(): FakeProcess {
  let listener: (message: FromEmbedder) => void = () => undefined;
  let exitListener: (reason: string) => void = () => undefined;
  let id = 0;
  const process: FakeProcess = {
    isKilled: false,
    tell: (event) => listener({ type: 'model-check', event }),
    end: (reason) => exitListener(reason),
    answer: () => listener({ type: 'response', id, ok: true, value: null }),
    channel: {
      send: (message: ToEmbedder) => {
        if (message.type === 'request') ({ id } = message);
      },
      onMessage: (given) => void (listener = given),
      onExit: (given) => void (exitListener = given),
      kill: () => {
        process.isKilled = true;
        exitListener('signal SIGKILL');
      },
    },
  };
  return process;
}

const good = (name: ModelCheck['name']): ModelCheck => ({ name, outcome: 'ok', detail: 'fine' });
const start = (process: FakeProcess, signal = new AbortController().signal) => {
  const seen: ModelCheck[] = [];
  const checks = checkModelFolder({
    folder: '/model',
    launchEmbedder: () => process.channel,
    signal,
    onCheck: (check) => seen.push(check),
    silenceLimitMs: 1000,
  });
  return { seen, checks };
};

afterEach(() => vi.useRealTimers());

it('hands on the checks as they come and ends the process', async () => {
  const process = makeProcess();
  const { seen, checks } = start(process);
  process.tell({ kind: 'begun', name: 'manifest' });
  process.tell({ kind: 'done', ...good('manifest') });
  expect(seen).toEqual([good('manifest')]);
  process.answer();
  expect(await checks).toEqual([good('manifest')]);
  expect(process.isKilled).toBe(true);
});

it('takes the end of the process for a failure of the check that was under way', async () => {
  const process = makeProcess();
  const { checks } = start(process);
  process.tell({ kind: 'done', ...good('manifest') });
  process.tell({ kind: 'begun', name: 'session' });
  process.end('signal SIGSEGV');
  expect(await checks).toEqual([
    good('manifest'),
    { name: 'session', outcome: 'failed', detail: 'This check ended the process.' },
  ]);
});

it('ends a process that says nothing any more', async () => {
  vi.useFakeTimers();
  const process = makeProcess();
  const { checks } = start(process);
  process.tell({ kind: 'begun', name: 'sizes' });
  await vi.advanceTimersByTimeAsync(900);
  // A sign of life.
  process.tell({ kind: 'begun', name: 'batch' });
  await vi.advanceTimersByTimeAsync(900);
  expect(process.isKilled).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(process.isKilled).toBe(true);
  expect(await checks).toEqual([
    { name: 'batch', outcome: 'failed', detail: 'This check did not end within 1 seconds.' },
  ]);
});

it('stops when it is interrupted, without a verdict', async () => {
  const process = makeProcess();
  const interruption = new AbortController();
  const { checks } = start(process, interruption.signal);
  process.tell({ kind: 'done', ...good('manifest') });
  interruption.abort();
  expect(await checks).toEqual([good('manifest')]);
  expect(process.isKilled).toBe(true);
});
