/** @file For what the person starts outside of the page: a failure is shown in a dialog. */
import { dialog } from 'electron';
import { toErrorView } from '../../src/api/errors.ts';

/** Runs `action`, which may return a promise, and shows why when it fails, under `message`. */
export function showFailure(action: () => unknown, message: string): void {
  Promise.resolve()
    .then(action)
    .catch(async (error: unknown) => {
      await dialog.showMessageBox({ type: 'error', message, detail: toErrorView(error).message });
    });
}
