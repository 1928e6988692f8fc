import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { buildIcns, buildIco, icnsSizes, type IconPicture } from '../../../build/scripts/icons/icon-files.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'build', 'icons');

/** The pictures of an ICO file: what its directory says, and the content. */
function readIco(ico: Buffer): { size: number; body: Buffer }[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_entry, index) => {
    const at = 6 + index * 16;
    const start = ico.readUInt32LE(at + 12);
    return { size: ico.readUInt8(at) || 256, body: ico.subarray(start, start + ico.readUInt32LE(at + 8)) };
  });
}

function readIcns(icns: Buffer): { type: string; png: Buffer }[] {
  expect(icns.toString('latin1', 0, 4)).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const parts = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    parts.push({
      type: icns.toString('latin1', at, at + 4),
      png: icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)),
    });
  }
  return parts;
}

it('the committed icons have every size, and each picture is what its entry says', async () => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.png'))) {
    const { width, height } = await sharp(join(folder, name)).metadata();
    expect(`${width}x${height}.png`).toBe(name);
  }
  const ico = readIco(readFileSync(join(folder, 'icon.ico')));
  expect(ico.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 128, 256]);
  for (const { size, body } of ico) {
    const isPng = body.subarray(1, 4).toString() === 'PNG';
    expect(isPng).toBe(size >= 128);
    expect(isPng ? (await sharp(body).metadata()).width : body.readInt32LE(4)).toBe(size);
  }
  const icns = readIcns(readFileSync(join(folder, 'icon.icns')));
  expect(icns.map(({ type }) => type)).toContain('ic10');
  const widths = await Promise.all(icns.map(async ({ png }) => (await sharp(png).metadata()).width));
  expect(new Set(widths)).toEqual(new Set(icnsSizes));
});

it('the committed icons are drawn from the drawing', async () => {
  const read = (name: string): Promise<Buffer> =>
    sharp(join(folder, name)).flatten({ background: 'white' }).raw().toBuffer();
  const [drawn, kept] = await Promise.all([read('icon.svg'), read('512x512.png')]);
  expect(kept.length).toBe(drawn.length);
  const distance = drawn.reduce((sum, value, index) => sum + Math.abs(value - (kept[index] ?? 0)), 0) / drawn.length;
  expect(distance).toBeLessThan(1);
});

it('a bitmap of an icon lies from its last row up, blue first', () => {
  // Red above, green below.
  const rgba = Buffer.from([255, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 128, 0, 255, 0, 128]);
  const picture: IconPicture = { size: 2, rgba, png: Buffer.alloc(0) };
  const [entry] = readIco(buildIco([picture]));
  expect(entry?.body.readUInt32LE(0)).toBe(40);
  expect([...(entry?.body.subarray(40, 44) ?? [])]).toEqual([0, 255, 0, 128]);
  expect([...(entry?.body.subarray(48, 52) ?? [])]).toEqual([0, 0, 255, 255]);
  expect(() => buildIcns([picture])).toThrow('16 pixels');
});
