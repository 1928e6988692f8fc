/**
 * @file What no page may do, whatever it holds: ask for a permission, leave the app's page, open a window, embed a page, or
 * load anything but `app://` and `photo://`.
 */
import { app, type Session, type WebContents } from 'electron';
import { photoScheme } from '../../src/api/photo-urls.ts';
import { appScheme } from './schemes.ts';

/** Denies every permission, blocks every foreign request and turns off spell checking, which would fetch dictionaries. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  const allowed = new Set([`${appScheme}:`, `${photoScheme}:`]);
  if (!app.isPackaged) allowed.add('devtools:');
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !allowed.has(readScheme(url)) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Must run before the first window exists. */
export function lockAllContents(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function readScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:/.exec(url)?.[0] ?? '';
}
