/** @file Checks a model folder in a process of its own, which a hostile model may end or keep busy for ever. */
import type { LaunchEmbedder } from '../../ml/embedder-messages.ts';
import type { ModelCheck, ModelCheckName } from '../../ml/model/check/model-check.ts';
import { createEmbedderClient, EmbedderExitError } from '../embedder/embedder-client.ts';

export interface CheckFolderParams {
  /** Absolute. */
  readonly folder: string;
  readonly launchEmbedder: LaunchEmbedder;
  readonly signal: AbortSignal;
  readonly onCheck: (check: ModelCheck) => void;
  /** Silence after which the process is ended, ms. */
  readonly silenceLimitMs?: number;
}

const defaultSilenceLimitMs = 300_000;

/** Makes all checks. Resolves with them; the model is usable when none failed and the signal did not end them. */
export async function checkModelFolder(params: CheckFolderParams): Promise<readonly ModelCheck[]> {
  const { folder, launchEmbedder, signal, onCheck, silenceLimitMs = defaultSilenceLimitMs } = params;
  const checks: ModelCheck[] = [];
  let underWay: ModelCheckName = 'manifest';
  const process = { isHung: false };
  let timer: NodeJS.Timeout | undefined;
  const note = (check: ModelCheck): void => {
    checks.push(check);
    onCheck(check);
  };
  const client = createEmbedderClient(launchEmbedder(), {
    isKnown: () => false,
    onPhotoStarted: () => undefined,
    onExit: () => undefined,
    onActivity: () => startTimer(),
    onModelCheck: (event) => {
      if (event.kind === 'begun') {
        underWay = event.name;
        return;
      }
      const { name, outcome, detail } = event;
      note({ name, outcome, detail });
    },
  });
  function startTimer(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      process.isHung = true;
      client.kill();
    }, silenceLimitMs);
  }
  const stop = (): void => client.kill();
  const isAborted = (): boolean => signal.aborted;
  signal.addEventListener('abort', stop, { once: true });
  try {
    startTimer();
    if (isAborted()) return checks;
    await client.request('checkModel', { folder });
  } catch (error) {
    if (!(error instanceof EmbedderExitError)) throw error;
    if (isAborted()) return checks;
    const how = process.isHung
      ? `did not end within ${Math.round(silenceLimitMs / 1000)} seconds`
      : 'ended the process';
    note({ name: underWay, outcome: 'failed', detail: `This check ${how}.` });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    client.kill();
  }
  return checks;
}
