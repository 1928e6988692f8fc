/** @file Sharpness: falls with blur, nothing for an even surface, NaN where no picture is. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { computeSharpness, measureSharpness } from '../../../../src/ml/decode/measure-sharpness.ts';
import { makeFolder } from '../../db/temporary-catalog.ts';

it('falls with blur', async () => {
  const folder = makeFolder();
  const squares = Buffer.from(
    Array.from({ length: 320 * 240 }, (_, at) => (((at >> 4) + (Math.floor(at / 320) >> 4)) % 2) * 200),
  );
  const image = () => sharp(squares, { raw: { width: 320, height: 240, channels: 1 } });
  const measure = async (name: string, blur: number | null): Promise<number> => {
    const path = join(folder, `${name}.webp`);
    await (blur === null ? image() : image().blur(blur)).webp({ quality: 80 }).toFile(path);
    return measureSharpness(path);
  };
  const sharpest = await measure('sharp', null);
  const soft = await measure('soft', 1.5);
  const blurred = await measure('blurred', 6);
  expect(sharpest).toBeGreaterThan(soft * 2);
  expect(soft).toBeGreaterThan(blurred * 2);
});

it('is nothing for an even surface and for a picture without an inside', () => {
  expect(computeSharpness(new Uint8Array(100).fill(77), 10, 10)).toBe(0);
  expect(computeSharpness(new Uint8Array(4), 2, 2)).toBe(0);
});

it('is not a number where no picture is', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'broken.webp'), 'no picture');
  expect(await measureSharpness(join(folder, 'broken.webp'))).toBeNaN();
  expect(await measureSharpness(join(folder, 'gone.webp'))).toBeNaN();
});
