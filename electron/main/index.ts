/** @file Start of the app: puts its parts together. */
import { app, dialog, powerMonitor, session, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { CallHandlers } from '../../src/api/calls.ts';
import { toErrorView } from '../../src/api/errors.ts';
import { preferencesSchema, type Language, type Preferences } from '../../src/api/preferences.ts';
import type { IndexingProgress, RootView } from '../../src/api/views.ts';
import type { WindowCommand } from '../../src/api/window-commands.ts';
import { listDataFolders } from '../../src/library/data-folders.ts';
import { localizeErrors } from '../../src/library/local/local-errors.ts';
import { describeError, logFailure } from '../../src/library/log-failure.ts';
import { addNamedFolder, readAddedFolder, type InstanceData } from './added-folder.ts';
import { serveApp } from './app-protocol.ts';
import { applyLanguage, applyTheme, buildPageUrl, findLanguage } from './appearance.ts';
import { watchClosing } from './closing.ts';
import { findCommandWords } from './command-words.ts';
import { composeBackups, composeLibrary } from './compose-library.ts';
import { askImport, createDesktopCalls } from './desktop-calls.ts';
import { serveDrops } from './dropped-folders.ts';
import { forwardEvents, sendCommand } from './events.ts';
import { createExportCalls } from './export-calls.ts';
import { serveCalls } from './ipc.ts';
import { runInstalledCommand } from './installed-command-line.ts';
import { createLibraryHost } from './library-host.ts';
import { openLog } from './log.ts';
import { setMenu } from './menu.ts';
import { createNotifier } from './notifications/notifier.ts';
import { showNotification } from './notifications/show-notification.ts';
import { collectOpenedFiles, openPath, readOpenedPaths } from './opened-paths.ts';
import { recoverPage } from './page-recovery.ts';
import { servePhotos } from './photo-protocol.ts';
import { watchBattery } from './power/watch-battery.ts';
import { closeBeforeQuit } from './quitting.ts';
import { createRequestCounter } from './request-counter.ts';
import { registerSchemes } from './schemes.ts';
import { lockAllContents, lockSession } from './security.ts';
import { showFailure as showFailureOf } from './show-failure.ts';
import { nameApp, placeProfile, refuseInspection, turnOffNetworkServices } from './switches.ts';
import { findTaskbarProgress } from './taskbar-progress.ts';
import { createUpkeepCalls } from './upkeep-calls.ts';
import { createWindow } from './window.ts';
import { findWords } from './words/index.ts';
import type { MainWords } from './words/words.ts';

nameApp();
turnOffNetworkServices();
refuseInspection();
placeProfile();
registerSchemes();
lockAllContents();
const openedFiles = collectOpenedFiles();

async function start(): Promise<void> {
  await app.whenReady();
  const dataFolder = app.getPath('userData');
  const log = openLog(listDataFolders(dataFolder).logs, process.env);
  process.on('unhandledRejection', (error) => logFailure(log, 'a promise was left rejected', error));
  log.info('Cairn starts', { version: app.getVersion(), electron: process.versions.electron });

  let isPageShown = false;
  let isOnBattery = false;
  const host = createLibraryHost(
    () => composeLibrary(dataFolder, log),
    (library) => {
      library.setOnBattery(isOnBattery);
      if (isPageShown) library.startBackground();
    },
  );
  closeBeforeQuit(() => host.close());
  const readPreferences = (): Promise<Preferences> =>
    // Without a library, as for a new person.
    Promise.resolve(host.handlers['preferences.get']({})).catch(() => preferencesSchema.parse({}));
  let preferences = await readPreferences();
  const getWords = (): MainWords => findWords(findLanguage(preferences));
  const showFailure = (action: () => unknown): void => showFailureOf(action, getWords().dialogs.failed);

  let progress: IndexingProgress | null = null;
  let shown: BrowserWindow | null = null;
  const addRoot = (path: string): RootView => host.require().addRoot(path);
  const requests = createRequestCounter();
  const answers: CallHandlers = {
    ...host.handlers,
    ...createDesktopCalls({
      getWindow: () => shown,
      addRoot,
      locatePhoto: (photoId, fileId) => host.require().locatePhoto(photoId, fileId),
      dataFolder,
      getWords: () => getWords().dialogs,
    }),
    ...createUpkeepCalls({
      host,
      backups: composeBackups(dataFolder),
      requests,
      getWindow: () => shown,
      getWords: () => getWords().dialogs,
    }),
    ...createExportCalls({
      getWindow: () => shown,
      getLibrary: () => host.require(),
      getLanguage: () => findLanguage(preferences),
    }),
  };
  const getLanguage = (): Language => findLanguage(preferences);
  const handlers = localizeErrors(answers, getLanguage);

  lockSession(session.defaultSession, requests);
  await serveApp(join(import.meta.dirname, '../renderer'));
  servePhotos(
    {
      locatePhoto: (photoId) => host.get()?.locatePhoto(photoId) ?? null,
      getThumbnail: async (photoId, variant) => (await host.get()?.getThumbnail(photoId, variant)) ?? null,
      renderOriginal: async (photoId) => (await host.get()?.renderOriginal(photoId)) ?? null,
      listRootFolders: async () => (await host.handlers['roots.list']({})).map(({ path }) => path),
    },
    (error) => logFailure(log, 'a photo could not be sent', error),
  );
  serveCalls(handlers, (call, error) => log.error('a call failed', { call, reason: describeError(error) }));
  serveDrops(localizeErrors({ addRoot }, getLanguage).addRoot);
  forwardEvents(host);

  const openWindow = async (): Promise<BrowserWindow> => {
    const window = await createWindow(dataFolder, buildPageUrl(findLanguage(preferences)));
    shown = window;
    window.once('closed', () => (shown = null));
    window.on('focus', () => notifier.noteFocus());
    // What the page remembers is on disk when it comes back.
    window.on('close', () => window.webContents.session.flushStorageData());
    watchClosing(
      window,
      () => progress !== null && busyStates.includes(progress.state),
      () => getWords().closing,
    );
    recoverPage(window, {
      reportCrash: (reason) => log.error('the page crashed', { reason }),
      reportBlank: () => log.warn('the page stayed blank after the process that draws was lost'),
      getWords: () => getWords().crash,
    });
    return window;
  };
  /** Where an app lives on without a window (macOS), one is opened. */
  const bringForward = async (): Promise<BrowserWindow> => {
    const window = shown ?? (await openWindow());
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  };
  const ask = async (command: WindowCommand): Promise<void> => sendCommand(await bringForward(), command);
  const notifier = createNotifier({
    isWanted: () => preferences.notifies,
    isWindowFocused: () => shown?.isFocused() === true,
    getWords: () => getWords().notifications,
    show: (notification) => showNotification(notification, (target) => void ask(target)),
  });
  const showMenu = (): void =>
    setMenu(
      {
        addFolder: () => showFailure(() => handlers['roots.choose']({})),
        rescan: () => showFailure(() => handlers['roots.rescan']({})),
        showDataFolder: () => showFailure(() => handlers['settings.showDataFolder']({})),
        ask: (command) => void ask(command),
      },
      getWords(),
    );

  host.on('indexing.progress', (value) => {
    progress = value;
    const { value: share, mode } = findTaskbarProgress(value);
    shown?.setProgressBar(share, { mode });
  });
  host.on('indexing.ended', (report) => notifier.note(report));
  host.on('preferences.changed', (changed) => {
    preferences = changed;
    applyTheme(changed);
    showMenu();
    if (shown !== null) applyLanguage(shown, changed);
  });
  watchBattery({
    monitor: powerMonitor,
    platform: process.platform,
    onChanged: (value) => {
      isOnBattery = value;
      host.get()?.setOnBattery(value);
    },
  });

  applyTheme(preferences);
  showMenu();
  const window = await openWindow();
  // Not before the first paint: it would only make it late.
  window.once('ready-to-show', () => {
    isPageShown = true;
    host.get()?.startBackground();
  });
  const opener = localizeErrors(
    {
      open: (path: string) =>
        openPath(path, {
          addRoot,
          askImport: (name) => askImport(shown, name, getWords().dialogs),
          importAtlas: async (pack) => {
            await host.require().packs.importAtlas(pack);
            await ask({ kind: 'view', view: 'settings' });
          },
        }),
    },
    getLanguage,
  );
  const openAll = (paths: readonly string[]): void => {
    for (const path of paths) showFailure(() => opener.open(path));
  };
  const folder = readAddedFolder();
  if (folder !== null) showFailure(() => addNamedFolder(folder, addRoot));
  openAll(readOpenedPaths());
  openedFiles.listen((path) => openAll([path]));

  app.on('activate', () => {
    if (shown === null) void openWindow();
  });
  app.on('second-instance', (_event, _words, _folder, data) => {
    void bringForward();
    const { folder: named, opened: paths } = data as InstanceData;
    if (named !== null) showFailure(() => addNamedFolder(named, addRoot));
    openAll(paths);
  });
}

/** Closing the window then would stop work. */
const busyStates: readonly IndexingProgress['state'][] = ['indexing', 'embedding-again', 'grouping'];

function giveUp(error: unknown): void {
  dialog.showErrorBox('Cairn cannot start', toErrorView(error).message);
  app.exit(1);
}

function startWindow(): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  const data: InstanceData = { folder: readAddedFolder(), opened: readOpenedPaths() };
  if (app.requestSingleInstanceLock(data)) start().catch(giveUp);
  else app.quit();
}

// Not awaited: the app becomes ready only after this module has run.
const commandWords = findCommandWords(process.argv);
if (commandWords === null) startWindow();
else void runInstalledCommand(commandWords);
