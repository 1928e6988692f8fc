/**
 * @file `node build/scripts/icons/make-icons.ts`: draws build/icons/icon.svg in every size and format that the packages need. The
 * results are committed: run it again after a change of the drawing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { buildIcns, buildIco, icnsSizes, type IconPicture } from './icon-files.ts';

const folder = join(import.meta.dirname, '..', '..', 'icons');
/** PNG files of these sizes, for Linux: the sizes of the hicolor theme. */
export const pngSizes: readonly number[] = [16, 24, 32, 48, 64, 128, 256, 512];
const icoSizes: readonly number[] = [16, 24, 32, 48, 64, 128, 256];
/** Side of the drawing in the units of the SVG, and the density at which they are pixels. */
const drawnSize = 512;
const drawnDensity = 72;

async function drawIcon(svg: Buffer, size: number): Promise<IconPicture> {
  const drawn = sharp(svg, { density: (drawnDensity * size) / drawnSize }).resize(size, size);
  const [rgba, png] = await Promise.all([
    drawn.clone().ensureAlpha().raw().toBuffer(),
    drawn.clone().png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer(),
  ]);
  return { size, rgba, png };
}

if (import.meta.main) {
  const svg = await readFile(join(folder, 'icon.svg'));
  const sizes = [...new Set([...pngSizes, ...icoSizes, ...icnsSizes])];
  const pictures = await Promise.all(sizes.map((size) => drawIcon(svg, size)));
  for (const { size, png } of pictures) {
    if (pngSizes.includes(size)) await writeFile(join(folder, `${size}x${size}.png`), png);
  }
  await writeFile(join(folder, 'icon.ico'), buildIco(pictures.filter(({ size }) => icoSizes.includes(size))));
  await writeFile(join(folder, 'icon.icns'), buildIcns(pictures));
}
