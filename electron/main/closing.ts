/**
 * @file Closing the window while photos are being indexed. On macOS the app goes on without a window. Elsewhere that would
 * leave a process that nothing shows, so the person is asked once; the answer holds until the app ends.
 */
import { app, dialog, type BrowserWindow } from 'electron';
import type { MainWords } from './words/words.ts';

type Answer = 'quit' | 'keepRunning' | 'cancel';
const answers: readonly Answer[] = ['quit', 'keepRunning', 'cancel'];

/** Watches `window`. `isIndexing` says whether closing now would stop work. */
export function watchClosing(
  window: BrowserWindow,
  isIndexing: () => boolean,
  getWords: () => MainWords['closing'],
): void {
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
    void ask(window, getWords()).then((answer) => {
      if (answer === 'quit') app.quit();
      else if (answer === 'keepRunning') {
        keepsRunning = true;
        window.minimize();
      }
    });
  });
}

async function ask(window: BrowserWindow, words: MainWords['closing']): Promise<Answer> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.message,
    detail: words.detail,
    buttons: answers.map((answer) => words[answer]),
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return answers[response] ?? 'cancel';
}
