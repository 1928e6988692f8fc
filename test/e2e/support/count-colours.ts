/** @file Whether a window shows anything: one that is blank is of one colour. */
import type { ElectronApplication } from 'playwright-core';

/** Colours of what the window shows, in a small picture of it; 0 when there is no picture within `limitMs`. */
export async function countColours(electron: ElectronApplication, limitMs: number): Promise<number> {
  const counted = electron.evaluate(async ({ BrowserWindow }) => {
    const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    const bytes = picture?.resize({ width: 64 }).toBitmap() ?? Buffer.alloc(0);
    const colours = new Set<number>();
    for (let at = 0; at + 4 <= bytes.length; at += 4) colours.add(bytes.readUInt32LE(at));
    return colours.size;
  });
  const nothing = new Promise<number>((resolve) => setTimeout(() => resolve(0), limitMs).unref());
  return await Promise.race([counted.catch(() => 0), nothing]);
}
