/** @file Makes JPEG files of 12 or 48 megapixels with the fine detail of photos, by code, for benchmarks. */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const width = 4000;
const height = 3000;

/** One layer of value noise: a grid of random heights, `cell` pixels apart, blended smoothly. */
interface NoiseLayer {
  readonly cell: number;
  readonly amplitude: number;
  readonly columns: number;
  readonly grid: Float32Array;
}

function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function makeLayers(random: () => number): NoiseLayer[] {
  const sizes = [
    [400, 70],
    [100, 40],
    [25, 26],
    [7, 18],
    [2, 22],
  ] as const;
  return sizes.map(([cell, amplitude]) => {
    const columns = Math.ceil(width / cell) + 2;
    const rows = Math.ceil(height / cell) + 2;
    return { cell, amplitude, columns, grid: Float32Array.from({ length: columns * rows }, () => random() - 0.5) };
  });
}

function readLayer({ cell, columns, grid }: NoiseLayer, x: number, y: number): number {
  const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
  const [right, down] = [x / cell - column, y / cell - row];
  const at = row * columns + column;
  const top = (grid[at] ?? 0) * (1 - right) + (grid[at + 1] ?? 0) * right;
  const bottom = (grid[at + columns] ?? 0) * (1 - right) + (grid[at + columns + 1] ?? 0) * right;
  return top * (1 - down) + bottom * down;
}

/** Sky, ground, blocks with windows, and texture down to the pixel. */
async function makePhoto(seed: number): Promise<Buffer> {
  const random = createRandom(seed);
  const layers = makeLayers(random);
  const data = Buffer.alloc(width * height * 3);
  const horizon = height * (0.35 + random() * 0.3);
  const block = 240 + Math.floor(random() * 400);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let texture = (random() - 0.5) * 30;
      for (const layer of layers) texture += layer.amplitude * readLayer(layer, x, y);
      const isSky = y < horizon;
      const isBlock = !isSky && x % block < block * 0.6;
      const isWindow = isBlock && x % 40 < 14 && y % 60 < 30;
      const [red, green, blue] = isSky
        ? [120, 160, 215]
        : isWindow
          ? [40, 45, 60]
          : isBlock
            ? [170, 140, 110]
            : [90, 115, 70];
      const strength = isSky ? 0.5 : 1;
      const at = (y * width + x) * 3;
      data[at] = Math.min(255, Math.max(0, red + texture * strength));
      data[at + 1] = Math.min(255, Math.max(0, green + texture * strength * 0.95));
      data[at + 2] = Math.min(255, Math.max(0, blue + texture * strength * 0.9));
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Four pictures side by side: as much detail a pixel, and four times the pixels. */
async function joinFour(pictures: readonly Buffer[], first: number): Promise<Buffer> {
  const four = Array.from({ length: 4 }, (_, place) => ({
    input: pictures[(first + place) % pictures.length] ?? Buffer.alloc(0),
    left: (place % 2) * width,
    top: Math.floor(place / 2) * height,
  }));
  return sharp({ create: { width: 2 * width, height: 2 * height, channels: 3, background: '#000000' } })
    .composite(four)
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A JPEG comment makes another file, with another hash, of the same pixels. */
function addComment(jpeg: Buffer, text: string): Buffer {
  const segment = Buffer.alloc(4 + text.length);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(2 + text.length, 2);
  segment.write(text, 4, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

export interface PhotoFiles {
  readonly paths: readonly string[];
  readonly meanBytes: number;
}

/** Pictures that the files are made of. */
const distinct = 4;

/** Writes `count` files into `folder`. */
export async function makePhotoFiles(folder: string, count: number, megapixels: 12 | 48 = 12): Promise<PhotoFiles> {
  await mkdir(folder, { recursive: true });
  const small: Buffer[] = [];
  for (let seed = 1; seed <= distinct; seed += 1) small.push(await makePhoto(seed));
  const pictures: Buffer[] = [];
  for (let first = 0; first < distinct; first += 1) {
    pictures.push(megapixels === 12 ? (small[first] ?? Buffer.alloc(0)) : await joinFour(small, first));
  }
  const paths: string[] = [];
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const path = join(folder, `photo-${String(index).padStart(4, '0')}.jpg`);
    await writeFile(path, addComment(pictures[index % pictures.length] ?? Buffer.alloc(0), `photo ${index}`));
    bytes += (await stat(path)).size;
    paths.push(path);
  }
  return { paths, meanBytes: bytes / count };
}
