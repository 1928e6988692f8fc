/** @file Arguments and environment that Electron needs on this computer, whoever starts it. */
import { obtainElectron } from './obtain-electron.ts';
import type { ElectronRuntime } from './electron-package.ts';
import { obtainSqliteForElectron } from './sqlite-for-electron.ts';

export interface ElectronCommand {
  readonly runtime: ElectronRuntime;
  /** Go before the app's folder. */
  readonly switches: readonly string[];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Obtains the runtime and what belongs to it. `log` gets notices for the person. */
export async function prepareElectron(log: (line: string) => void): Promise<ElectronCommand> {
  const runtime = await obtainElectron(log);
  const env: Record<string, string> = {};
  if (runtime.kind === 'npm-hosted') env['CAIRN_SQLITE_BINDING'] = await obtainSqliteForElectron(log);
  const switches: string[] = [];
  if (isRoot()) {
    log("Running as root: Chromium's sandbox does not work for root, so it is off (--no-sandbox).");
    switches.push('--no-sandbox');
  }
  return { runtime, switches, env };
}

function isRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}
