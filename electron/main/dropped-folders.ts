/**
 * @file Folders that a person drops onto the window. The preload script asks Electron for the path of what was dropped and sends it
 * here; the page sees neither the path nor this channel.
 */
import { ipcMain } from 'electron';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { dropChannel } from '../../src/api/bridge.ts';
import { CairnError, toErrorView, type Result } from '../../src/api/errors.ts';
import type { RootView } from '../../src/api/views.ts';
import { isOurPage } from './ipc.ts';

const pathSchema = z.string().min(1).max(32_768).refine(isAbsolute);

/** Answers drops of our own page. `addRoot` throws CairnError for what cannot be added. */
export function serveDrops(addRoot: (path: string) => RootView): void {
  ipcMain.handle(dropChannel, async (event, payload: unknown): Promise<Result<RootView>> => {
    if (!isOurPage(event)) {
      return { ok: false, error: { code: 'forbidden', message: 'Only the page of Cairn may drop folders.' } };
    }
    try {
      return { ok: true, value: addRoot(await checkDroppedFolder(payload)) };
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  });
}

/** @throws CairnError `invalid-input` when it is no path of a folder */
export async function checkDroppedFolder(payload: unknown): Promise<string> {
  const path = pathSchema.safeParse(payload);
  const isFolder =
    path.success &&
    (await stat(path.data).then(
      (stats) => stats.isDirectory(),
      () => false,
    ));
  if (isFolder) return path.data;
  throw new CairnError('invalid-input', 'Drop a folder: Cairn looks through folders of photos.');
}
