/** @file Start of the app: puts its parts together. */
import { app, dialog, session, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { toErrorView } from '../../src/api/errors.ts';
import type { Preferences } from '../../src/api/preferences.ts';
import { listDataFolders } from '../../src/library/data-folders.ts';
import { addNamedFolder, readAddedFolder, type InstanceData } from './added-folder.ts';
import { serveApp } from './app-protocol.ts';
import { applyLanguage, applyTheme, buildPageUrl, findLanguage } from './appearance.ts';
import { watchClosing } from './closing.ts';
import { composeLibrary } from './compose-library.ts';
import { createDesktopCalls } from './desktop-calls.ts';
import { forwardEvents } from './events.ts';
import { serveCalls } from './ipc.ts';
import { describeError, openLog } from './log.ts';
import { setMenu } from './menu.ts';
import { recoverPage } from './page-recovery.ts';
import { servePhotos } from './photo-protocol.ts';
import { closeBeforeQuit } from './quitting.ts';
import { registerSchemes } from './schemes.ts';
import { lockAllContents, lockSession } from './security.ts';
import { showFailure } from './show-failure.ts';
import { placeProfile, turnOffNetworkServices } from './switches.ts';
import { createWindow } from './window.ts';

turnOffNetworkServices();
placeProfile();
registerSchemes();
lockAllContents();

async function start(): Promise<void> {
  await app.whenReady();
  const dataFolder = app.getPath('userData');
  const log = openLog(listDataFolders(dataFolder).logs, process.env);
  process.on('unhandledRejection', (error) =>
    log.error('a promise was left rejected', { reason: describeError(error) }),
  );
  log.info('Cairn starts', { version: app.getVersion(), electron: process.versions.electron });

  const library = composeLibrary(dataFolder, log);
  closeBeforeQuit(() => library.close());
  let isIndexing = false;
  library.on('indexing.progress', ({ state }) => {
    isIndexing = state === 'indexing' || state === 'embedding-again' || state === 'grouping';
  });
  let shown: BrowserWindow | null = null;
  const { addRoot, locatePhoto } = library;
  const handlers = {
    ...library.handlers,
    ...createDesktopCalls({ getWindow: () => shown, addRoot, locatePhoto, dataFolder }),
  };

  lockSession(session.defaultSession);
  await serveApp(join(import.meta.dirname, '../renderer'));
  servePhotos(
    { ...library, listRootFolders: async () => (await library.handlers['roots.list']({})).map(({ path }) => path) },
    (error) => log.error('a photo could not be sent', { reason: describeError(error) }),
  );
  serveCalls(handlers, (call, error) => log.error('a call failed', { call, reason: describeError(error) }));
  forwardEvents(library);

  const readPreferences = async (): Promise<Preferences> => library.handlers['preferences.get']({});
  applyTheme(await readPreferences());
  library.on('preferences.changed', (preferences) => {
    applyTheme(preferences);
    if (shown !== null) applyLanguage(shown, preferences);
  });

  const openWindow = async (): Promise<BrowserWindow> => {
    const window = await createWindow(dataFolder, buildPageUrl(findLanguage(await readPreferences())));
    shown = window;
    window.once('closed', () => (shown = null));
    watchClosing(window, () => isIndexing);
    recoverPage(window, (reason) => log.error('the page crashed', { reason }));
    return window;
  };
  setMenu({
    addFolder: () => showFailure(() => handlers['roots.choose']({})),
    rescan: () => showFailure(() => handlers['roots.rescan']({})),
    showDataFolder: () => showFailure(() => handlers['settings.showDataFolder']({})),
  });
  const window = await openWindow();
  // Not before the first paint: it would only make it late.
  window.once('ready-to-show', () => library.startBackground());
  const folder = readAddedFolder();
  if (folder !== null) showFailure(() => addNamedFolder(folder, addRoot));

  app.on('activate', () => {
    if (shown === null) void openWindow();
  });
  app.on('second-instance', (_event, _words, _folder, data) => {
    if (shown === null) return;
    if (shown.isMinimized()) shown.restore();
    shown.focus();
    const { folder: named } = data as InstanceData;
    if (named !== null) showFailure(() => addNamedFolder(named, addRoot));
  });
}

function giveUp(error: unknown): void {
  dialog.showErrorBox('Cairn cannot start', toErrorView(error).message);
  app.exit(1);
}

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

// Not awaited: the app becomes ready only after this module has run.
if (app.requestSingleInstanceLock({ folder: readAddedFolder() } satisfies InstanceData)) start().catch(giveUp);
else app.quit();
