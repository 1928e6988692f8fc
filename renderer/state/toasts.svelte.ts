/** @file Short messages at the bottom of the window: what was done, or what went wrong and what to do. */
import { toErrorView } from '../../src/api/errors.ts';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly tone: 'done' | 'problem';
  readonly message: string;
  readonly action: ToastAction | null;
}

/** Long enough to read and act on; a problem stays until it is dismissed. */
const doneDurationMs = 8000;
const maxShown = 3;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #nextId = 1;

  /** Takes the place of what was done before: an offered undo takes back the last decision, whichever message it stands beside. */
  readonly report = (message: string, action: ToastAction | null = null): void => {
    this.list = this.list.filter(({ tone }) => tone === 'problem');
    const id = this.#show({ tone: 'done', message, action });
    setTimeout(() => this.dismiss(id), doneDurationMs);
  };

  /** Shows the message of anything thrown. A cancelled call is what the person asked for: nothing is shown. */
  readonly reportError = (error: unknown): void => {
    const { code, message } = toErrorView(error);
    if (code === 'cancelled') return;
    if (this.list.some((toast) => toast.tone === 'problem' && toast.message === message)) return;
    this.#show({ tone: 'problem', message, action: null });
  };

  readonly dismiss = (id: number): void => {
    this.list = this.list.filter((toast) => toast.id !== id);
  };

  #show(toast: Omit<Toast, 'id'>): number {
    const id = this.#nextId++;
    this.list = [...this.list, { ...toast, id }].slice(-maxShown);
    return id;
  }
}
