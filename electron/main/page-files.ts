/**
 * @file The files of the page. They are listed once at start: an address either names one of them or does not exist, so no address can
 * reach out of the folder. No Electron here.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Host of the page's own addresses. */
export const appHost = 'cairn';

/** From the path of an address to the absolute path of a file under `folder`. A link is no file of the page. */
export async function listPageFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  await collectFiles(folder, '', files);
  return files;
}

/** Recursion by hand: inside an asar, readdir has no recursive option. */
async function collectFiles(folder: string, prefix: string, files: Map<string, string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) await collectFiles(join(folder, entry.name), name, files);
    else if (entry.isFile()) files.set(encodeURI(name), join(folder, entry.name));
  }
}

/** The file that a request asks for; null for everything else. */
export function findPageFile(files: ReadonlyMap<string, string>, method: string, url: string): string | null {
  if (method !== 'GET' || !URL.canParse(url)) return null;
  const { host, pathname } = new URL(url);
  return host === appHost ? (files.get(pathname) ?? null) : null;
}
