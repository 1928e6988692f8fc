/** @file The picture of a virtual display as PNG, from the file that Xvfb keeps (XWD: X Window Dump, version 7). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const version = 7;
const colourBytes = 12;
/** Positions of the header's numbers of 32 bits, high byte first. */
const field = { headerBytes: 0, version: 1, width: 4, height: 5, bitsPerPixel: 11, bytesPerLine: 12, colours: 19 };

/** What is on the screen of the Xvfb that was started with this folder. @throws Error when it is no picture of 32 bits a pixel */
export async function readScreen(folder: string): Promise<Buffer> {
  const dump = await readFile(join(folder, 'Xvfb_screen0'));
  const read = (index: number): number => dump.readUInt32BE(index * 4);
  if (read(field.version) !== version || read(field.bitsPerPixel) !== 32) {
    throw new Error('The picture of the virtual display is of another form.');
  }
  const width = read(field.width);
  const height = read(field.height);
  const start = read(field.headerBytes) + read(field.colours) * colourBytes;
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Blue, green, red, nothing.
      const from = start + y * read(field.bytesPerLine) + x * 4;
      const to = (y * width + x) * 3;
      pixels[to] = dump[from + 2] ?? 0;
      pixels[to + 1] = dump[from + 1] ?? 0;
      pixels[to + 2] = dump[from] ?? 0;
    }
  }
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
