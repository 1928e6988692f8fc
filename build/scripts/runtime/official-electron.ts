/**
 * @file Obtains the official Electron that package.json declares, with Electron's own downloader and checksums.
 *
 * A closed network must not make every start wait: the download is given up when no byte comes for 15 s, and a failed one is
 * not tried again for six hours (delete `electron-download-failed.json` in the cache folder to try at once). A mirror is
 * chosen the usual way, with ELECTRON_MIRROR.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { getCacheFolder, layFolder } from './cache-folder.ts';
import {
  declaredElectronVersion,
  downloadElectronZip,
  electronPackageFolder,
  extractZip,
  getExecutableName,
  type ElectronRuntime,
} from './electron-package.ts';

const stallLimitMs = 15_000;
const retryAfterMs = 6 * 60 * 60 * 1000;

/** The official runtime, or the reason in words why it cannot be had now. */
export type OfficialElectron = { readonly runtime: ElectronRuntime } | { readonly reason: string };

export async function obtainOfficialElectron(log: (line: string) => void): Promise<OfficialElectron> {
  const installed = await findInstalled();
  if (installed !== null) return { runtime: describe(installed) };
  const folder = join(getCacheFolder(), `electron-${declaredElectronVersion}-${process.platform}-${process.arch}`);
  if (!existsSync(join(folder, getExecutableName()))) {
    const recent = await readRecentFailure();
    if (recent !== null) return { reason: recent };
    try {
      await layFolder(folder, (temporary) => download(temporary, log));
    } catch (error) {
      const reason = explainFailure(error);
      await rememberFailure(reason);
      return { reason };
    }
  }
  return { runtime: describe(folder) };
}

function describe(folder: string): ElectronRuntime {
  return { kind: 'official', version: declaredElectronVersion, folder, executable: join(folder, getExecutableName()) };
}

/** Folder of an Electron that `npx install-electron` laid into the npm package, when it is the declared version. */
async function findInstalled(): Promise<string | null> {
  const folder = join(electronPackageFolder, 'dist');
  const version = await readFile(join(folder, 'version'), 'utf8').catch(() => '');
  const isWhole = version.trim().replace(/^v/, '') === declaredElectronVersion;
  return isWhole && existsSync(join(folder, getExecutableName())) ? folder : null;
}

async function download(folder: string, log: (line: string) => void): Promise<void> {
  log(`Downloading Electron ${declaredElectronVersion} ...`);
  const abort = new AbortController();
  const giveUp = (): void => {
    abort.abort(new Error(`no byte came for ${stallLimitMs / 1000} s`));
  };
  let timer = setTimeout(giveUp, stallLimitMs);
  try {
    const zipPath = await downloadElectronZip({
      version: declaredElectronVersion,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      tempDirectory: folder,
      cacheMode: 3,
      downloadOptions: {
        signal: abort.signal,
        quiet: true,
        getProgressCallback: () => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, stallLimitMs);
          return Promise.resolve();
        },
      },
    });
    clearTimeout(timer);
    await extractZip(zipPath, folder);
    await rm(dirname(zipPath), { recursive: true, force: true });
  } finally {
    clearTimeout(timer);
  }
}

/** fetch says only "fetch failed"; what happened is in its cause. */
function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function getFailureFile(): string {
  return join(getCacheFolder(), 'electron-download-failed.json');
}

async function rememberFailure(reason: string): Promise<void> {
  await mkdir(getCacheFolder(), { recursive: true });
  await writeFile(getFailureFile(), JSON.stringify({ version: declaredElectronVersion, atMs: Date.now(), reason }));
}

async function readRecentFailure(): Promise<string | null> {
  try {
    const { version, atMs, reason } = JSON.parse(await readFile(getFailureFile(), 'utf8')) as Record<string, unknown>;
    const isRecent = typeof atMs === 'number' && Date.now() - atMs < retryAfterMs && atMs <= Date.now();
    return isRecent && version === declaredElectronVersion && typeof reason === 'string' ? reason : null;
  } catch {
    // Absent or unreadable: nothing is known of an earlier try.
    return null;
  }
}
