/**
 * @file What no page may do, whatever it holds: ask for a permission, leave the app's page, open a window, embed a page, or
 * load anything but `app://` and `photo://`.
 */
import { app, type Session, type WebContents } from 'electron';
import { photoScheme } from '../../src/api/photo-urls.ts';
import type { RequestCounter } from './request-counter.ts';
import { appScheme, isPageUrl } from './schemes.ts';

/** Denies every permission, download and foreign request of the pages in `session`; `counter` keeps the count of requests. */
export function lockSession(session: Session, counter: RequestCounter): void {
  turnOffSpellChecker(session);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  const allowed = new Set([`${appScheme}:`, `${photoScheme}:`]);
  if (!app.isPackaged) allowed.add('devtools:');
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isAllowed = allowed.has(readScheme(url));
    counter.note(url, isAllowed);
    answer({ cancel: !isAllowed });
  });
}

/** Must run before the app is ready. */
export function lockAllContents(): void {
  // Every page, however its window is made. It would take back what was given at the start for systems that allow no sandbox.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

/** Where a frame is about to go. */
interface Navigation {
  readonly isMainFrame: boolean;
  readonly url: string;
  readonly preventDefault: () => void;
}

function lockContents(contents: WebContents): void {
  // WebRTC passes by the request filter and by the page's policy: no datagram socket, and for all else see switches.ts.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: Navigation): void => {
    // The page may load itself anew: after a copy was put back, or to try again.
    const isReload = event.isMainFrame && event.url === contents.getURL() && isPageUrl(event.url);
    if (!isReload) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/**
 * A new profile fetches the dictionary of the system's language from a server, past the request filter. Turned off alone, the
 * checker still does; without a language it has nothing to fetch (seen with strace on Electron 33).
 */
function turnOffSpellChecker(session: Session): void {
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}

function readScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:/.exec(url)?.[0] ?? '';
}
