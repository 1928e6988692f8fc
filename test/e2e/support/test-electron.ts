/** @file What every end-to-end test needs once a process: Electron, the built app and a display. */
import { buildIfStale } from '../../../build/scripts/build-if-stale.ts';
import { hasDisplay, startVirtualDisplay } from '../../../build/scripts/runtime/display.ts';
import type { ElectronRuntime } from '../../../build/scripts/runtime/electron-package.ts';
import { prepareElectron } from '../../../build/scripts/runtime/electron-environment.ts';

export interface TestElectron {
  readonly runtime: ElectronRuntime;
  readonly switches: readonly string[];
  /** The whole environment for the app, DISPLAY included. */
  readonly env: Record<string, string>;
}

let prepared: Promise<TestElectron> | undefined;

export function prepareTestElectron(): Promise<TestElectron> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<TestElectron> {
  const { runtime, switches, env } = await prepareElectron((line) => console.error(line));
  await buildIfStale((line) => console.error(line));
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { runtime, switches, env: { ...Object.fromEntries(inherited), ...(await bringDisplay()), ...env } };
}

/** Under `npm test` a display is there; started alone, a test file brings its own, which ends with the process. */
async function bringDisplay(): Promise<Record<string, string>> {
  if (hasDisplay()) return {};
  return { DISPLAY: (await startVirtualDisplay()).name };
}
