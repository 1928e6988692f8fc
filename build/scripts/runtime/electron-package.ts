/** @file What the `electron` npm package knows without its binary: version, checksums, its downloader and its unzipper. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A runnable Electron on this computer. */
export interface ElectronRuntime {
  /** `official`: the release that the app declares and ships. `npm-hosted`: an older one, for tests and trials only. */
  readonly kind: 'official' | 'npm-hosted';
  readonly version: string;
  /** Folder of the binary; what ELECTRON_OVERRIDE_DIST_PATH and electron-builder's electronDist take. */
  readonly folder: string;
  readonly executable: string;
}

const requireHere = createRequire(import.meta.url);
const packageFile = requireHere.resolve('electron/package.json');
const requireFromElectron = createRequire(packageFile);

/** Folder of the `electron` npm package. */
export const electronPackageFolder = dirname(packageFile);

export const declaredElectronVersion = (requireHere('electron/package.json') as { readonly version: string }).version;

/** Path of the executable inside an unzipped Electron release. */
export function getExecutableName(platform = process.platform): string {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

export interface DownloadDetails {
  readonly version: string;
  readonly artifactName: 'electron';
  readonly platform: string;
  readonly arch: string;
  readonly checksums: Readonly<Record<string, string>>;
  readonly tempDirectory: string;
  /** 3: neither read nor written; the caller owns the file. */
  readonly cacheMode: 3;
  readonly downloadOptions: {
    readonly signal: AbortSignal;
    readonly quiet: boolean;
    readonly getProgressCallback: (progress: {
      readonly transferred: number;
      readonly total: number | null;
    }) => Promise<void>;
  };
}

/** `downloadArtifact` of the `@electron/get` that this `electron` depends on. Resolves with the path of the verified zip. */
export async function downloadElectronZip(details: Omit<DownloadDetails, 'checksums'>): Promise<string> {
  const checksums = JSON.parse(readFileSync(join(electronPackageFolder, 'checksums.json'), 'utf8')) as Record<
    string,
    string
  >;
  const entry = pathToFileURL(requireFromElectron.resolve('@electron/get')).href;
  const { downloadArtifact } = (await import(entry)) as {
    readonly downloadArtifact: (details: DownloadDetails) => Promise<string>;
  };
  return await downloadArtifact({ ...details, checksums });
}

/** Unzips with the extractor that this `electron` depends on. `folder` is absolute. */
export async function extractZip(zipPath: string, folder: string): Promise<void> {
  const { extract } = requireFromElectron('@electron-internal/extract-zip') as {
    readonly extract: (zipPath: string, options: { readonly dir: string }) => Promise<void>;
  };
  await extract(zipPath, { dir: folder });
}
