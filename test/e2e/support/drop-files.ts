/** @file Files that come from outside the page: dropped by the hand of the browser's debugger, as a file manager would, or pasted. */
import type { RunningApp } from './launch-app.ts';

/** Drags files or folders over the window and lets go. The page, the preload script and main get them as of a real drop. */
export async function dropFiles(app: RunningApp, paths: readonly string[]): Promise<void> {
  const session = await app.page.context().newCDPSession(app.page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data });
  }
  await session.detach();
}

/** Of the Electron that tests may run on; a newer one has only `write`. */
interface PictureClipboard {
  readonly writeImage?: (image: unknown) => void;
}

/** Puts a picture on the clipboard and presses Ctrl+V. */
export async function pastePicture(app: RunningApp, path: string): Promise<void> {
  await app.electron.evaluate(async ({ clipboard, ClipboardItem, nativeImage }, file) => {
    const image = nativeImage.createFromPath(file);
    const { writeImage } = clipboard as PictureClipboard;
    if (writeImage !== undefined) writeImage(image);
    else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(image.toPNG())]) })]);
  }, path);
  await app.page.keyboard.press('Control+v');
}
