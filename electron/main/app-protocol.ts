/**
 * @file Serves the built page over `app://cairn/`. The files are listed once at start: an address either names one of them or
 * does not exist, so no address can reach out of the folder.
 */
import { protocol } from 'electron';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { appHost, appScheme } from './schemes.ts';

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

const safetyHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** Answers `app://cairn/...` with the files under `folder`. */
export async function serveApp(folder: string): Promise<void> {
  const files = new Map<string, string>();
  await listFiles(folder, '', files);
  protocol.handle(appScheme, async ({ method, url }) => {
    const { host, pathname } = new URL(url);
    const path = host === appHost && method === 'GET' ? files.get(pathname) : undefined;
    if (path === undefined) return new Response('Not found', { status: 404, headers: safetyHeaders });
    const type = contentTypes[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(await readFile(path)), { headers: { ...safetyHeaders, 'Content-Type': type } });
  });
}

/** Collects `/relative/path` -> absolute path. Recursion by hand: inside an asar, readdir has no recursive option. */
async function listFiles(folder: string, prefix: string, files: Map<string, string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) await listFiles(join(folder, entry.name), name, files);
    else if (entry.isFile()) files.set(encodeURI(name), join(folder, entry.name));
  }
}
