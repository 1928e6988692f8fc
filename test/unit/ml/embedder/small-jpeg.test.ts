/** @file The pictures of an exported page: small, upright, and nothing of the camera or the place in them. */
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createHeifDecoder } from '../../../../src/ml/decode/heif-decoder.ts';
import { createPhotoLoader } from '../../../../src/ml/decode/photo-loader.ts';
import { renderSmallJpeg } from '../../../../src/ml/embedder/photo-view.ts';
import { makeFolder } from '../../db/temporary-catalog.ts';

it('has no metadata, is upright and never enlarged', async () => {
  const path = join(makeFolder(), 'turned.jpg');
  await sharp({ create: { width: 900, height: 600, channels: 3, background: '#804020' } })
    .withExif({
      IFD0: { Make: 'Fujifilm', Artist: 'Ada' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 17/1 3/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toFile(path);
  expect((await sharp(path).metadata()).exif).toBeDefined();
  const loader = createPhotoLoader(
    createHeifDecoder(new URL('../../../../src/ml/decode/heif-worker.ts', import.meta.url)),
  );
  const small = await renderSmallJpeg(loader, { path, longestSide: 300, quality: 82 });
  expect([small.width, small.height]).toEqual([200, 300]);
  const metadata = await sharp(small.jpeg).metadata();
  expect(metadata).toMatchObject({ format: 'jpeg', width: 200, height: 300 });
  expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  const whole = await renderSmallJpeg(loader, { path, longestSide: 2400, quality: 82 });
  expect([whole.width, whole.height]).toEqual([600, 900]);
});
