/** @file Whether Chromium's sandbox can work here: it needs an ordinary user and, on Linux, user namespaces. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from './electron-package.ts';
import { runTool } from './run-tool.ts';
import { hasProgram } from './system-needs.ts';

/** Null when the sandbox works; otherwise why it does not, as a sentence for the person. */
export async function explainNoSandbox(runtime: ElectronRuntime): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0)
    return "You are root, for whom Chromium's sandbox does not work; it is off (--no-sandbox).";
  const helper = await stat(join(runtime.folder, 'chrome-sandbox')).catch(() => null);
  const isHelperSetUp = helper !== null && helper.uid === 0 && (helper.mode & 0o4000) !== 0;
  if (isHelperSetUp || (await canMakeUserNamespace())) return null;
  return "This system does not let a program make user namespaces, which Chromium's sandbox needs; it is off (--no-sandbox).";
}

async function canMakeUserNamespace(): Promise<boolean> {
  if (!hasProgram('unshare')) return true;
  return await runTool('unshare', ['--user', '--map-root-user', 'true']).then(
    () => true,
    () => false,
  );
}
