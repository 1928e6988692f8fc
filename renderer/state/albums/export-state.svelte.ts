/** @file One export: what it would take, how far it is, what came of it. */
import type {
  ExportEstimate,
  ExportProgress,
  ExportReport,
  ExportTarget,
  PageSize,
} from '../../../src/api/calls/exports.ts';
import { toErrorView } from '../../../src/api/errors.ts';
import { callMain, listenToMain } from '../../client.ts';

export type ExportKind = 'copies' | 'page';

export class ExportState {
  kind = $state<ExportKind>('copies');
  size = $state<PageSize>(1600);
  estimate = $state.raw<ExportEstimate | null>(null);
  /** Null before it starts and after it ended. */
  progress = $state.raw<ExportProgress>(null);
  isRunning = $state(false);
  report = $state.raw<ExportReport | null>(null);
  /** Why it stopped, in plain words. */
  problem = $state<string | null>(null);
  readonly #target: ExportTarget;

  constructor(target: ExportTarget) {
    this.#target = target;
  }

  /** Asks what it would take, and listens; returns the function that stops. */
  start(): () => void {
    callMain('exports.estimate', this.#input()).then(
      (estimate) => (this.estimate = estimate),
      (error: unknown) => (this.problem = toErrorView(error).message),
    );
    return listenToMain('exports.progress', (progress) => (this.progress = progress));
  }

  /** Asks for the folder, then writes. Without a report when the person gave up. */
  readonly run = async (): Promise<void> => {
    this.isRunning = true;
    this.problem = null;
    this.report = null;
    try {
      this.report =
        this.kind === 'copies'
          ? await callMain('exports.copyFiles', this.#input())
          : await callMain('exports.writePage', { ...this.#input(), size: this.size });
    } catch (error) {
      const { code, message } = toErrorView(error);
      if (code !== 'cancelled') this.problem = message;
    } finally {
      this.isRunning = false;
      this.progress = null;
    }
  };

  readonly cancel = (): void => {
    callMain('exports.cancel', {}).catch((error: unknown) => (this.problem = toErrorView(error).message));
  };

  #input(): { albumId: number; photoIds: number[] | null } {
    const { albumId, photoIds } = this.#target;
    return { albumId, photoIds: photoIds === null ? null : [...photoIds] };
  }
}
