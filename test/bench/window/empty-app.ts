/** @file Writes an Electron app that shows an empty window and does nothing else: what the app's window is measured against. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const main = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true, show: false,
    webPreferences: { sandbox: true, contextIsolation: true } });
  window.once('ready-to-show', () => window.show());
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;

export function writeEmptyApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', version: '0.0.0', main: 'main.cjs' }));
  writeFileSync(join(folder, 'main.cjs'), main);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><title>Empty</title><p>Empty</p>');
}
