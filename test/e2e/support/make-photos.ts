/** @file Photos for tests: real JPEG files, each with a content of its own. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Writes `count` photos into `folder`, named 1.jpg and so on. No two are alike. */
export async function makePhotos(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let number = 1; number <= count; number += 1) {
    const [red, green, blue] = [number * 37, number * 59, number * 83].map((value) => value % 256);
    const square = `<rect x="${number * 20}" y="${number * 10}" width="300" height="${100 + number * 9}" fill="#fff"/>`;
    const drawing = `<svg width="1200" height="900"><rect width="1200" height="900" fill="rgb(${red},${green},${blue})"/>${square}</svg>`;
    await sharp(Buffer.from(drawing))
      .jpeg()
      .toFile(join(folder, `${number}.jpg`));
  }
}
