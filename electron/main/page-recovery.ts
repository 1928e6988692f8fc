/** @file A crashed page is loaded again; one that keeps crashing asks the person. */
import { app, dialog, type BrowserWindow } from 'electron';
import { pageUrl } from './schemes.ts';

const maxReloads = 3;
const periodMs = 60_000;

/** `reportCrash` gets the reason in a word, such as `crashed` or `oom`. */
export function recoverPage(window: BrowserWindow, reportCrash: (reason: string) => void): void {
  let reloadTimes: number[] = [];
  const load = (): void => {
    reloadTimes.push(Date.now());
    void window.loadURL(pageUrl);
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    reportCrash(reason);
    reloadTimes = reloadTimes.filter((time) => Date.now() - time < periodMs);
    if (reloadTimes.length < maxReloads) {
      load();
      return;
    }
    void askToTryAgain(window, reason).then((isWanted) => (isWanted ? load() : app.quit()));
  });
}

async function askToTryAgain(window: BrowserWindow, reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window of Cairn keeps crashing.',
    detail: `Reason: ${reason}. Your photos and albums are safe. Details are in the log in Cairn's data folder.`,
    buttons: ['Try Again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
