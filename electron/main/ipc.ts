/** @file The one channel of calls: only our own page's main frame is heard. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { callChannel } from '../../src/api/bridge.ts';
import type { CallHandlers } from '../../src/api/calls.ts';
import type { Result } from '../../src/api/errors.ts';
import { answerCall } from './answer-call.ts';
import { isPageUrl } from './schemes.ts';

/** Serves the calls of the page. `reportFailure` hears of unexpected errors. */
export function serveCalls(handlers: CallHandlers, reportFailure: (name: string, error: unknown) => void): void {
  ipcMain.handle(callChannel, async (event, payload: unknown): Promise<Result<unknown>> => {
    if (!isOurPage(event)) {
      return { ok: false, error: { code: 'forbidden', message: 'Only the page of Cairn may call.' } };
    }
    return await answerCall(handlers, payload, reportFailure);
  });
}

/** The frame is null when it navigated or went away meanwhile; a frame with a parent is embedded in the page. */
export function isOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url);
}
