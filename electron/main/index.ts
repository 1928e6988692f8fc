/** @file Start of the app. */
import { app, BrowserWindow, session } from 'electron';
import { join } from 'node:path';
import { serveApp } from './app-protocol.ts';
import { registerSchemes } from './schemes.ts';
import { lockAllContents, lockSession } from './security.ts';
import { placeProfile, turnOffNetworkServices } from './switches.ts';
import { createWindow } from './window.ts';

turnOffNetworkServices();
placeProfile();
registerSchemes();
lockAllContents();

async function start(): Promise<void> {
  await app.whenReady();
  lockSession(session.defaultSession);
  await serveApp(join(import.meta.dirname, '../renderer'));
  await createWindow(app.getPath('userData'));
}

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
app.on('second-instance', () => {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
});

// Not awaited: the app becomes ready only after this module has run.
if (app.requestSingleInstanceLock()) void start();
else app.quit();
