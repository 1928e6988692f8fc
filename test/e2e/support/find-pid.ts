/** @file The processes of the running app, by what they do. */
import type { RunningApp } from './launch-app.ts';

export type ProcessName = 'main' | 'page' | 'gpu' | 'embedder';

/** Null while there is no such process. */
export async function findPid(app: RunningApp, name: ProcessName): Promise<number | null> {
  return await app.electron.evaluate(({ app: electron, BrowserWindow }, wanted) => {
    if (wanted === 'page') {
      const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0;
      return pid === 0 ? null : pid;
    }
    const found = electron.getAppMetrics().find(({ type, name: ofUtility, serviceName }) => {
      if (wanted === 'main') return type === 'Browser';
      if (wanted === 'gpu') return type === 'GPU';
      return type === 'Utility' && [ofUtility, serviceName].includes('Cairn embedder');
    });
    return found?.pid ?? null;
  }, name);
}
