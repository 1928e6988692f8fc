/** @file A folder of photos that changes as a person's does: photos come, go, move, are copied and replaced, each in one step. */
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeScenes } from '../make-scenes.ts';
import type { Random } from '../../../fixtures/random.ts';

export interface Shelf {
  /** Photos that there are, outside of the library. */
  readonly pool: string;
  /** The root. */
  readonly photos: string;
}

const scenes = [1, 2, 3, 4, 5];
const photosPerScene = 5;
const mostPhotos = 45;
const folders = ['', 'holiday', 'holiday/second week', 'Großmutter', 'été'];

/** Fills the pool. */
export async function fillPool({ pool, photos }: Shelf): Promise<void> {
  await makeScenes(pool, scenes, photosPerScene);
  for (const folder of folders) mkdirSync(join(photos, folder), { recursive: true });
}

/** Relative paths of the photos that are there, sorted. */
export function listShelf({ photos }: Shelf): readonly string[] {
  return readdirSync(photos, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jpg'))
    .map((entry) => relative(photos, join(entry.parentPath, entry.name)))
    .sort();
}

/** Changes a handful of photos. No file is ever there in part. */
export function changeShelf(shelf: Shelf, random: Random): void {
  const { pool, photos } = shelf;
  const stock = readdirSync(pool).sort();
  const pickPlace = (): string => join(photos, random.pick(folders), `${random.drawInteger(0, 9_999)}.jpg`);
  const put = (target: string): void => {
    const draft = join(photos, '.draft');
    copyFileSync(join(pool, random.pick(stock)), draft);
    // Most are new. What stands after the end of the picture no decoder looks at.
    if (random.drawInteger(0, 3) > 0) appendFileSync(draft, `variant ${random.draw()}`);
    renameSync(draft, target);
  };
  const there = [...listShelf(shelf)];
  const add = (count: number): void => {
    for (let index = 0; index < count; index += 1) put(pickPlace());
  };
  while (there.length > mostPhotos)
    rmSync(join(photos, there.splice(random.drawInteger(0, there.length - 1), 1)[0] ?? ''));
  add(random.drawInteger(1, 6));
  for (let step = random.drawInteger(0, 3); step > 0; step -= 1) {
    const [index, kind] = [random.drawInteger(0, there.length - 1), random.drawInteger(0, 3)];
    const [chosen] = there.splice(index, 1);
    if (chosen === undefined) continue;
    const path = join(photos, chosen);
    if (kind === 0) rmSync(path);
    else if (kind === 1) renameSync(path, pickPlace());
    else if (kind === 2) put(path);
    else copyInOneStep(path, join(photos, '.draft'), pickPlace());
  }
}

function copyInOneStep(path: string, draft: string, target: string): void {
  copyFileSync(path, draft);
  renameSync(draft, target);
}
