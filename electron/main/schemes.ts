/** @file The two address schemes that the window may load: `app://` (its own files) and `photo://` (images by id). */
import { protocol } from 'electron';
import { photoScheme } from '../../src/api/photo-urls.ts';
import { appHost } from './page-files.ts';

export const appScheme = 'app';
/** Address of the one page. */
export const pageUrl = `${appScheme}://${appHost}/index.html`;

/** Must run before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    { scheme: photoScheme, privileges: { standard: true, secure: true } },
  ]);
}

/** True for an address of our own page. Fragments and queries are allowed, other pages and hosts are not. */
export function isPageUrl(url: string): boolean {
  try {
    const { protocol: scheme, host, pathname, username } = new URL(url);
    return scheme === `${appScheme}:` && host === appHost && pathname === '/index.html' && username === '';
  } catch {
    return false;
  }
}
