/** @file Some pictures with the detail of photos, as thumbnails; a library links them again and again, so that 100,000 take little room. */
import { linkSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { hashPicture } from '../../../src/ml/decode/picture-hashes.ts';
import { encodeThumbnail } from '../../../src/ml/decode/thumbnails.ts';
import type { PictureHashes } from '../../../src/ml/embedder-messages.ts';
import { buildThumbnailPath, thumbnailSizes } from '../../../src/ml/thumbnails-path.ts';

const distinctPictures = 300;

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Paths of its thumbnails. */
  readonly grid: string;
  readonly screen: string;
  readonly hashes: PictureHashes;
}

/** Pictures with the detail of photos: noise in soft blobs over a gradient, as costly to decode as a photo of that size. */
export async function drawPictures(folder: string): Promise<readonly Picture[]> {
  mkdirSync(folder, { recursive: true });
  const pictures: Picture[] = [];
  for (let index = 0; index < distinctPictures; index += 1) {
    const [width, height] = index % 4 === 0 ? [3000, 4000] : index % 9 === 0 ? [4000, 1800] : [4000, 3000];
    const hue = (index * 47) % 360;
    const noise = sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: `hsl(${hue}, 40%, 55%)`,
        noise: { type: 'gaussian', mean: 120 + (index % 60), sigma: 34 },
      },
    });
    const small = await noise.png().toBuffer();
    const write = async (variant: keyof typeof thumbnailSizes): Promise<string> => {
      const longest = thumbnailSizes[variant];
      const scale = longest / Math.max(width, height);
      const path = join(folder, `${index}.${variant}`);
      const { data, info } = await sharp(small)
        .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill', kernel: 'cubic' })
        .tint(`hsl(${hue}, 60%, 60%)`)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      await writeFile(path, await encodeThumbnail({ data, width: info.width, height: info.height }, variant));
      return path;
    };
    const grid = await write('grid');
    const { data, info } = await sharp(grid).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const hashes = await hashPicture({ data, width: info.width, height: info.height });
    pictures.push({ width, height, grid, screen: await write('screen'), hashes });
  }
  return pictures;
}

/** `made`: folders that are there. */
export function linkThumbnails(folder: string, contentHash: string, picture: Picture, made: Set<string>): void {
  for (const variant of ['grid', 'screen'] as const) {
    const path = buildThumbnailPath(folder, contentHash, variant);
    const parent = dirname(path);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    linkSync(picture[variant], path);
  }
}
