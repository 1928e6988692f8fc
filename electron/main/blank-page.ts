/**
 * @file A page that stays blank after the process that draws was lost. Where the processor draws, the page's process now and then goes on
 * with pictures that ended with the lost one (Chromium logs "SharedImageManager ... non-existent mailbox"): the window stays white, also
 * when the page is loaded again in its process. Another process of its own shows it.
 */
import { app, type BrowserWindow } from 'electron';
import { setTimeout as wait } from 'node:timers/promises';

/** Waits before each look at the page, ms: it is drawn anew within some tenths of a second, on a busy machine later. */
const lookAfterMs = [1000, 1000, 2000];
/** Longest that a picture of the page is waited for, ms. */
const pictureLimitMs = 5000;
/** Where no picture comes nothing is known: so many are waited for at most. */
const mostLooks = 10;
/** Width at which the picture is looked at: text and lines leave their colours in it. */
const lookWidth = 64;

/** Calls `renew` when nothing but one colour is seen for some seconds after the process that draws was lost. */
export function watchForBlankPage(window: BrowserWindow, renew: () => void): void {
  let isDue = false;
  /** Who looks already stops when it is begun anew. */
  let beginnings = 0;

  const look = async (): Promise<void> => {
    beginnings += 1;
    const mine = beginnings;
    const isOver = (): boolean => mine !== beginnings || window.isDestroyed();
    const verdict = await watchPicture(wait, async () => {
      // What nobody sees is not drawn: it is looked at when it is seen again.
      if (isOver() || !isSeen(window)) return 'unseen';
      return await lookAtPage(window);
    });
    if (isOver() || verdict === 'unseen') return;
    isDue = verdict === 'no-picture';
    if (verdict === 'blank') renew();
  };
  const lookIfDue = (): void => {
    if (isDue) void look();
  };
  const noteEnd = (_event: unknown, { type }: { readonly type: string }): void => {
    if (type !== 'GPU') return;
    isDue = true;
    void look();
  };
  app.on('child-process-gone', noteEnd);
  window.on('show', lookIfDue);
  window.on('restore', lookIfDue);
  window.once('closed', () => app.off('child-process-gone', noteEnd));
}

function isSeen(window: BrowserWindow): boolean {
  return window.isVisible() && !window.isMinimized();
}

/** What one look at a page says. */
export type Look = 'drawn' | 'blank' | 'no-picture' | 'unseen';

/**
 * Looks again and again: blank is what was blank each time. A picture that does not come in time says nothing: the machine may be busy.
 * @param pause takes milliseconds
 */
export async function watchPicture(
  pause: (durationMs: number) => Promise<unknown>,
  look: () => Promise<Look>,
): Promise<Look> {
  let blankLooks = 0;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const pauseMs = lookAfterMs[blankLooks];
    if (pauseMs === undefined) return 'blank';
    await pause(pauseMs);
    const seen = await look();
    if (seen === 'drawn' || seen === 'unseen') return seen;
    if (seen === 'blank') blankLooks += 1;
  }
  return 'no-picture';
}

async function lookAtPage(window: BrowserWindow): Promise<Look> {
  // What is being loaded may be white for a while, and a crashed page is loaded again by `recoverPage`.
  if (window.webContents.isLoading() || window.webContents.isCrashed()) return 'drawn';
  const picture = await Promise.race([window.webContents.capturePage().catch(() => null), wait(pictureLimitMs, null)]);
  if (picture === null || picture.isEmpty()) return 'no-picture';
  return isOneColour(picture.resize({ width: lookWidth }).toBitmap()) ? 'blank' : 'drawn';
}

/** @param pixels four bytes each */
export function isOneColour(pixels: Uint8Array): boolean {
  return pixels.every((value, at) => value === pixels[at % 4]);
}
