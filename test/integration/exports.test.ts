/** @file Exports of a real library with the real embedder: hostile names, copies byte for byte, a page without metadata, covers. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportProgress } from '../../src/api/calls/exports.ts';
import type { AlbumSummary } from '../../src/api/views.ts';
import type { Library } from '../../src/library/library.ts';
import { makeFolders, openTestLibrary, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

const names = ['IMG_1.jpg', 'sub/IMG_1.jpg', `<img src=x onerror=alert(1)> "'&.jpg`, '桜と塔.jpg'] as const;
const title = '</title><script>alert(1)</script> Tower / of "Ada"';

let folders: TestFolders;
let library: Library;
let album: AlbumSummary;
const progress: ExportProgress[] = [];

beforeAll(async () => {
  folders = makeFolders();
  mkdirSync(join(folders.photos, 'sub'));
  for (const [index, name] of names.entries()) {
    // Noise, so that no two are alike; the last one is blurred.
    const noise = sharp({
      create: {
        width: 480,
        height: 360,
        channels: 3,
        background: 'black',
        noise: { type: 'gaussian', mean: 90 + index * 20, sigma: 60 },
      },
    });
    await (index === 3 ? noise.blur(8) : noise)
      .withExif({
        IFD0: { Make: 'Fujifilm' },
        IFD2: { DateTimeOriginal: `2024:05:0${String(index + 1)} 10:00:00` },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 17/1 3/1', GPSLongitudeRef: 'E', GPSLongitude: '5/1 22/1 0/1' },
      })
      .jpeg()
      .toFile(join(folders.photos, name));
  }
  library = openTestLibrary(folders.data);
  library.on('exports.progress', (value) => progress.push(value));
  library.addRoot(folders.photos);
  await scanAndIndex(library);
  const { items } = await library.handlers['photos.list']({ offset: 0, limit: 100 });
  album = await library.handlers['albums.split']({ albumId: null, photoIds: items.map(({ id }) => id), name: title });
}, 120_000);
afterAll(async () => {
  await library.close();
  folders.remove();
});

const makeTarget = (name: string): string => {
  const target = join(folders.root, name);
  mkdirSync(target);
  return target;
};
const whole = () => ({ albumId: album.id, photoIds: null });

describe('an album', () => {
  it('says before what an export takes', () => {
    const estimate = library.exports.estimate(whole());
    const bytes = names.reduce((sum, name) => sum + statSync(join(folders.photos, name)).size, 0);
    expect(estimate).toMatchObject({ photoCount: 4, awayCount: 0, copyBytes: bytes });
    expect(estimate.pageBytes[1024]).toBe(estimate.pageBytes[2400]);
    expect(() => library.exports.estimate({ albumId: 999, photoIds: null })).toThrow(/not in the library/);
  });

  it('is copied byte for byte, names kept, the second of a name numbered', async () => {
    const target = makeTarget('copies');
    progress.length = 0;
    expect(await library.exports.copyFiles(whole(), target)).toEqual({ exported: 4, left: [] });
    expect(readdirSync(target).sort()).toEqual(['IMG_1 (2).jpg', 'IMG_1.jpg', names[2], names[3]].sort());
    const originals = names.map((name) => readFileSync(join(folders.photos, name)).toString('base64')).sort();
    expect(
      readdirSync(target)
        .map((name) => readFileSync(join(target, name)).toString('base64'))
        .sort(),
    ).toEqual(originals);
    expect(progress.at(0)).toEqual({ done: 0, total: 4 });
    expect(progress.at(-1)).toBeNull();
  });

  it('becomes one page whose pictures hold no camera and no place, oldest first', async () => {
    const target = makeTarget('page');
    const report = await library.exports.writePage(whole(), { folder: target, size: 1024, language: 'en' });
    expect(report).toMatchObject({ exported: 4, left: [] });
    expect(readdirSync(target)).toEqual([report.fileName]);
    const html = readFileSync(join(target, report.fileName ?? ''), 'utf8');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('&lt;/title&gt;&lt;script&gt;');
    expect(html).toContain('4 photos');
    expect([...html.matchAll(/alt="(May \d, 2024)"/g)].map(([, day]) => day)).toEqual([
      'May 1, 2024',
      'May 2, 2024',
      'May 3, 2024',
      'May 4, 2024',
    ]);
    const pictures = [...html.matchAll(/src="data:image\/jpeg;base64,([^"]+)"/g)].map(([, text]) => text ?? '');
    expect(pictures).toHaveLength(4);
    for (const picture of pictures) {
      const metadata = await sharp(Buffer.from(picture, 'base64')).metadata();
      expect(metadata).toMatchObject({ format: 'jpeg', width: 480, height: 360 });
      expect([metadata.exif, metadata.xmp, metadata.iptc]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('knows a folder that it would find itself in again, also through a link', () => {
    const link = join(folders.root, 'link');
    symlinkSync(join(folders.photos, 'sub'), link);
    expect(library.exports.findRootAround(join(folders.photos, 'sub'))).toBe(folders.photos);
    expect(library.exports.findRootAround(link)).toBe(folders.photos);
    expect(library.exports.findRootAround(folders.root)).toBeNull();
  });

  it('runs one export at a time, and stops when it is told to', async () => {
    const target = makeTarget('twice');
    const first = library.exports.copyFiles(whole(), target);
    await expect(library.exports.copyFiles(whole(), target)).rejects.toMatchObject({ code: 'invalid-input' });
    library.exports.cancel();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(target).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('has a cover that is not the blurred photo, and an icon to drag', async () => {
    await scanAndIndex(library);
    const cover = (await library.handlers['albums.get']({ albumId: album.id })).coverPhotoId ?? 0;
    expect((await library.handlers['photos.get']({ photoId: cover })).fileName).not.toBe(names[3]);
    const sharpnesses = readCatalog(folders.data, (catalog) =>
      catalog.coverCandidates.get(catalog.exportPhotos.listMembers(album.id)).map(({ sharpness }) => sharpness ?? -1),
    );
    expect(Math.min(...sharpnesses)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...sharpnesses)).toBeGreaterThan(Math.min(...sharpnesses) * 2);
    const icon = await sharp(await library.exports.drawDragIcon(cover)).metadata();
    expect([icon.format, icon.width, icon.height]).toEqual(['jpeg', 128, 96]);
  });

  it('lists what is away and exports the rest', async () => {
    rmSync(join(folders.photos, names[3]));
    const target = makeTarget('away');
    expect(await library.exports.copyFiles(whole(), target)).toEqual({ exported: 3, left: [names[3]] });
    expect(existsSync(join(target, names[3]))).toBe(false);
  });
});
