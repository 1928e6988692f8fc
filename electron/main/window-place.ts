/** @file Remembers where the window was and how large, in `window.json` of the data folder. */
import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface WindowPlace {
  readonly bounds: Partial<Rectangle> & { readonly width: number; readonly height: number };
  readonly isMaximized: boolean;
}

const firstPlace: WindowPlace = { bounds: { width: 1280, height: 820 }, isMaximized: false };
const saveDelayMs = 500;

const placeSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(100), height: z.int().min(100) }),
  isMaximized: z.boolean(),
});

/** The place of the last time, or a first one when there is none or its screen is gone. */
export async function readWindowPlace(dataFolder: string): Promise<WindowPlace> {
  try {
    const place = placeSchema.parse(JSON.parse(await readFile(getPlaceFile(dataFolder), 'utf8')));
    return isOnAScreen(place.bounds) ? place : { ...place, bounds: firstPlace.bounds };
  } catch {
    // No file on the first start; a broken one is replaced at the next move.
    return firstPlace;
  }
}

/** Writes the place a moment after each change and at once when the window closes. */
export function watchWindowPlace(window: BrowserWindow, dataFolder: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    const place: WindowPlace = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(getPlaceFile(dataFolder), JSON.stringify(place), { mode: 0o600 });
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!window.isDestroyed()) save();
    }, saveDelayMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', save);
}

function getPlaceFile(dataFolder: string): string {
  return join(dataFolder, 'window.json');
}

/** True when a good part of the title bar lies on a connected screen. */
function isOnAScreen({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const shown = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return shown >= 100 && y >= workArea.y - 10 && y <= workArea.y + workArea.height - 50;
  });
}
