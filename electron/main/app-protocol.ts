/** @file Serves the built page over `app://cairn/`: the files of page-files.ts, and nothing else. */
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { findPageFile, listPageFiles } from './page-files.ts';
import { appScheme } from './schemes.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Abilities of a browser that this page has no use for. The handlers of the session refuse them as well. */
const unusedAbilities = [
  'accelerometer',
  'bluetooth',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'serial',
  'usb',
  'window-management',
];

const safetyHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Permissions-Policy': unusedAbilities.map((name) => `${name}=()`).join(', '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** Answers `app://cairn/...` with the files under `folder`. */
export async function serveApp(folder: string): Promise<void> {
  const files = await listPageFiles(folder);
  protocol.handle(appScheme, async ({ method, url }) => {
    const path = findPageFile(files, method, url);
    if (path === null) return new Response('Not found', { status: 404, headers: safetyHeaders });
    const type = contentTypes[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(await readFile(path)), { headers: { ...safetyHeaders, 'Content-Type': type } });
  });
}
