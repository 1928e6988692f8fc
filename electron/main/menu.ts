/** @file The menu bar, by the conventions of each platform, in the language of the window. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { placeViews, type WindowCommand } from '../../src/api/window-commands.ts';
import type { MainWords } from './words/words.ts';

export interface MenuActions {
  readonly addFolder: () => void;
  readonly rescan: () => void;
  readonly showDataFolder: () => void;
  /** Asks the page for something. */
  readonly ask: (command: WindowCommand) => void;
}

/** Shows the menu bar; again when the language changes. */
export function setMenu(actions: MenuActions, words: MainWords): void {
  const template = buildMenuTemplate(actions, words.menu, process.platform, app.isPackaged);
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

type MenuWords = MainWords['menu'];
type Items = MenuItemConstructorOptions[];

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The menu as data; its places are those of the sidebar. Reload and developer tools are there only while developing. */
export function buildMenuTemplate(
  actions: MenuActions,
  words: MenuWords,
  platform: NodeJS.Platform,
  isPackaged: boolean,
): Items {
  const isMac = platform === 'darwin';
  // The key that opens a menu of the bar; macOS has none.
  const title = (word: string): string => (isMac ? word : `&${word}`);
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.ask({ kind: 'view', view: 'settings' }),
  };
  return [
    ...(isMac ? [buildAppMenu(words, settings)] : []),
    { role: 'fileMenu', label: title(words.file), submenu: listFileItems(actions, words, platform, settings) },
    { role: 'editMenu', label: title(words.edit), submenu: listEditItems(actions, words, platform, settings) },
    { label: title(words.view), submenu: listViewItems(actions, words, isPackaged) },
    { label: title(words.go), submenu: listPlaces(actions, words, isMac) },
    { role: 'windowMenu', label: title(words.window), submenu: listWindowItems(words, isMac) },
    { role: 'help', label: title(words.help), submenu: listHelpItems(actions, words, isMac) },
  ];
}

function buildAppMenu(words: MenuWords, settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: words.about },
      separator,
      settings,
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      separator,
      { role: 'quit', label: words.quit },
    ],
  };
}

function listFileItems(
  actions: MenuActions,
  words: MenuWords,
  platform: NodeJS.Platform,
  settings: MenuItemConstructorOptions,
): Items {
  return [
    { label: words.addFolder, accelerator: 'CmdOrCtrl+O', click: () => actions.addFolder() },
    { label: words.rescan, accelerator: 'CmdOrCtrl+Shift+R', click: () => actions.rescan() },
    separator,
    { label: words.showDataFolder, click: () => actions.showDataFolder() },
    separator,
    ...(platform === 'win32' ? [settings, separator] : []),
    platform === 'darwin'
      ? { role: 'close', label: words.closeWindow }
      : { role: 'quit', label: platform === 'win32' ? words.exit : words.quit },
  ];
}

/** Undo and redo are asked of the page: only it knows whether a text field or a decision is meant. */
function listEditItems(
  { ask }: MenuActions,
  words: MenuWords,
  platform: NodeJS.Platform,
  settings: MenuItemConstructorOptions,
): Items {
  return [
    { label: words.undo, accelerator: 'CmdOrCtrl+Z', click: () => ask({ kind: 'undo' }) },
    {
      label: words.redo,
      accelerator: platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z',
      click: () => ask({ kind: 'redo' }),
    },
    // Not Cmd+H on macOS, which hides the app.
    { label: words.history, accelerator: 'Ctrl+H', click: () => ask({ kind: 'view', view: 'history' }) },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
    separator,
    { label: words.find, accelerator: 'CmdOrCtrl+F', click: () => ask({ kind: 'view', view: 'search' }) },
    ...(platform === 'linux' ? [separator, settings] : []),
  ];
}

function listViewItems({ ask }: MenuActions, words: MenuWords, isPackaged: boolean): Items {
  const developerItems: Items = [separator, { role: 'forceReload' }, { role: 'toggleDevTools' }];
  return [
    ...placeViews.map((view, index) => ({
      label: words[view],
      accelerator: `CmdOrCtrl+${String(index + 1)}`,
      click: () => ask({ kind: 'view', view }),
    })),
    separator,
    { role: 'resetZoom', label: words.actualSize },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    separator,
    { role: 'togglefullscreen', label: words.fullScreen },
    ...(isPackaged ? [] : developerItems),
  ];
}

function listPlaces({ ask }: MenuActions, words: MenuWords, isMac: boolean): Items {
  return [
    { label: words.back, accelerator: isMac ? 'Cmd+[' : 'Alt+Left', click: () => ask({ kind: 'back' }) },
    separator,
    { label: words.duplicates, click: () => ask({ kind: 'view', view: 'duplicates' }) },
    separator,
    { label: words.commands, accelerator: 'CmdOrCtrl+K', click: () => ask({ kind: 'palette' }) },
  ];
}

function listWindowItems(words: MenuWords, isMac: boolean): Items {
  return [
    { role: 'minimize', label: words.minimize },
    { role: 'zoom', label: words.zoom },
    ...(isMac
      ? [separator, { role: 'front' as const, label: words.bringToFront }]
      : [{ role: 'close' as const, label: words.closeWindow }]),
  ];
}

function listHelpItems({ ask }: MenuActions, words: MenuWords, isMac: boolean): Items {
  return [
    { label: words.keys, click: () => ask({ kind: 'keys' }) },
    ...(isMac ? [] : [separator, { role: 'about' as const, label: words.about }]),
  ];
}
