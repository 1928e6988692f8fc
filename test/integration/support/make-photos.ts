/** @file Real JPEG files, made by code. */
import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Writes `count` different JPEG files `photo-<n>.jpg` of 480 x 360 pixels and returns their paths. */
export async function makePhotos(folder: string, count: number, first = 0): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const paths: string[] = [];
  for (let index = first; index < first + count; index += 1) {
    const path = join(folder, `photo-${index}.jpg`);
    await sharp(Buffer.from(drawScene(index)))
      .jpeg({ quality: 80 })
      .toFile(path);
    // Distinct times make the order of indexing certain.
    utimesSync(path, 1_600_000_000 + index, 1_600_000_000 + index);
    paths.push(path);
  }
  return paths;
}

/** A sky, a hill and a tower whose colours and places depend on `index`. */
function drawScene(index: number): string {
  const hue = (index * 47) % 360;
  const left = 60 + ((index * 53) % 300);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">
    <rect width="480" height="360" fill="hsl(${hue} 50% 75%)"/>
    <ellipse cx="${480 - left}" cy="360" rx="320" ry="${80 + (index % 7) * 10}" fill="hsl(${(hue + 100) % 360} 40% 40%)"/>
    <rect x="${left}" y="${60 + (index % 5) * 20}" width="46" height="260" fill="hsl(${(hue + 200) % 360} 30% 30%)"/>
    <circle cx="${(left * 3) % 480}" cy="60" r="28" fill="hsl(50 90% 70%)"/>
    <text x="10" y="350" font-size="12">${index}</text>
  </svg>`;
}
