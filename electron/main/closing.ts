/**
 * @file Closing the window while photos are being indexed. On macOS the app goes on without a window. Elsewhere that would
 * leave a process that nothing shows, so the person is asked once; the answer holds until the app ends.
 */
import { app, dialog, type BrowserWindow } from 'electron';

const buttons = ['Quit', 'Keep Running Minimized', 'Cancel'] as const;

/** Watches `window`. `isIndexing` says whether closing now would stop work. */
export function watchClosing(window: BrowserWindow, isIndexing: () => boolean): void {
  if (process.platform === 'darwin') return;
  let isQuitting = false;
  let keepsRunning = false;
  // Quit from the menu, a signal or the end of the desktop session is an answer already.
  app.on('before-quit', () => (isQuitting = true));
  window.on('close', (event) => {
    if (isQuitting || !isIndexing()) return;
    event.preventDefault();
    if (keepsRunning) {
      window.minimize();
      return;
    }
    void ask(window).then((answer) => {
      if (answer === 'Quit') app.quit();
      else if (answer === 'Keep Running Minimized') {
        keepsRunning = true;
        window.minimize();
      }
    });
  });
}

async function ask(window: BrowserWindow): Promise<(typeof buttons)[number]> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Cairn is still indexing your photos.',
    detail: 'If you quit now, indexing goes on where it stopped when you open Cairn again.',
    buttons: [...buttons],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return buttons[response] ?? 'Cancel';
}
