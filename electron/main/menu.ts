/** @file The application menu, by the conventions of each platform. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly addFolder: () => void;
  readonly rescan: () => void;
  readonly showDataFolder: () => void;
}

export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenuTemplate(actions, process.platform, app.isPackaged)));
}

/** The menu as data. Reload and developer tools are there only while developing. */
export function buildMenuTemplate(
  actions: MenuActions,
  platform: NodeJS.Platform,
  isPackaged: boolean,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const folderItems: MenuItemConstructorOptions[] = [
    { label: 'Add Folder…', accelerator: 'CmdOrCtrl+O', click: () => actions.addFolder() },
    { label: 'Look for Changes', accelerator: 'CmdOrCtrl+Shift+R', click: () => actions.rescan() },
    { type: 'separator' },
    { label: 'Show Data Folder', click: () => actions.showDataFolder() },
    { type: 'separator' },
    { role: isMac ? 'close' : 'quit' },
  ];
  const developerItems: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'forceReload' },
    { role: 'toggleDevTools' },
  ];
  const first: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }] : [];
  const last: MenuItemConstructorOptions[] = isMac ? [] : [{ role: 'help', submenu: [{ role: 'about' }] }];
  return [
    ...first,
    { role: 'fileMenu', label: isMac ? 'File' : '&File', submenu: folderItems },
    { role: 'editMenu' },
    {
      label: isMac ? 'View' : '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : developerItems),
      ],
    },
    { role: 'windowMenu' },
    ...last,
  ];
}
