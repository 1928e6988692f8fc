/** @file The main window: sandboxed, shown when its page is ready, where and as large as the person left it. */
import { app, BrowserWindow, nativeTheme } from 'electron';
import { join } from 'node:path';
import { findWindowIcon } from './app-folders.ts';
import { appScheme } from './schemes.ts';
import { readWindowPlace, watchWindowPlace } from './window-place.ts';

/** Background before the page paints: the page's own in light and dark, so that nothing flashes. */
const backgrounds = { light: '#ffffff', dark: '#121212' } as const;

/** Creates the window and loads the page, see buildPageUrl. */
export async function createWindow(dataFolder: string, pageUrl: string): Promise<BrowserWindow> {
  const place = await readWindowPlace(dataFolder);
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Cairn',
    ...(process.platform === 'linux' ? { icon: findWindowIcon() } : {}),
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      webviewTag: false,
      devTools: !app.isPackaged,
    },
  });
  if (place.isMaximized) window.maximize();
  watchWindowPlace(window, dataFolder);
  window.once('ready-to-show', () => window.show());
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed())
      window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light);
  });
  // Electron asks nobody before a page empties itself ("about:blank"): nothing is there to leave an empty window by.
  window.webContents.on('did-navigate', (_event, url) => {
    // The emptied page is no place to go back to.
    if (url.startsWith(`${appScheme}:`)) window.webContents.navigationHistory.clear();
    else void window.loadURL(pageUrl);
  });
  void window.loadURL(pageUrl);
  return window;
}
