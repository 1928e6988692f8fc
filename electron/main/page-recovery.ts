/** @file A crashed page is loaded again; one that keeps crashing asks the person. One that is blank gets another process. */
import { app, dialog, type BrowserWindow } from 'electron';
import { watchForBlankPage } from './blank-page.ts';
import { isPageUrl, pageUrl } from './schemes.ts';
import type { MainWords } from './words/words.ts';

const maxReloads = 3;
const periodMs = 60_000;

export interface PageRecoveryOptions {
  /** Gets the reason in a word, such as `crashed` or `oom`. */
  readonly reportCrash: (reason: string) => void;
  readonly reportBlank: () => void;
  readonly getWords: () => MainWords['crash'];
}

export function recoverPage(window: BrowserWindow, options: PageRecoveryOptions): void {
  const getAddress = (): string => {
    const url = window.webContents.getURL();
    return isPageUrl(url) ? url : pageUrl;
  };
  // In the language and at the address that it had.
  const load = (): void => void window.loadURL(getAddress());
  let reloadTimes: number[] = [];
  const reload = (): void => {
    reloadTimes.push(performance.now());
    load();
  };
  /** The process is ended on purpose. */
  let isRenewing = false;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (isRenewing) {
      isRenewing = false;
      load();
      return;
    }
    options.reportCrash(reason);
    reloadTimes = reloadTimes.filter((time) => performance.now() - time < periodMs);
    if (reloadTimes.length < maxReloads) {
      reload();
      return;
    }
    void askToTryAgain(window, reason, options.getWords()).then((isWanted) => (isWanted ? reload() : app.quit()));
  });
  watchForBlankPage(window, () => {
    options.reportBlank();
    isRenewing = true;
    window.webContents.forcefullyCrashRenderer();
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
