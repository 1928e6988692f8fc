/** @file A crashed page is loaded again; one that keeps crashing asks the person. */
import { app, dialog, type BrowserWindow } from 'electron';
import { isPageUrl, pageUrl } from './schemes.ts';
import type { MainWords } from './words/words.ts';

const maxReloads = 3;
const periodMs = 60_000;

/** `reportCrash` gets the reason in a word, such as `crashed` or `oom`. */
export function recoverPage(
  window: BrowserWindow,
  reportCrash: (reason: string) => void,
  getWords: () => MainWords['crash'],
): void {
  const getAddress = (): string => {
    const url = window.webContents.getURL();
    return isPageUrl(url) ? url : pageUrl;
  };
  let reloadTimes: number[] = [];
  const load = (): void => {
    reloadTimes.push(performance.now());
    // In the language and at the address that it had.
    void window.loadURL(getAddress());
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    reportCrash(reason);
    reloadTimes = reloadTimes.filter((time) => performance.now() - time < periodMs);
    if (reloadTimes.length < maxReloads) {
      load();
      return;
    }
    void askToTryAgain(window, reason, getWords()).then((isWanted) => (isWanted ? load() : app.quit()));
  });
}

async function askToTryAgain(window: BrowserWindow, reason: string, words: MainWords['crash']): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: words.message,
    detail: words.detail(reason),
    buttons: [words.tryAgain, words.quit],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
