/** @file A part of what `npm run fuzz -- --target images` does, through the same code, always with the same seed. */
import { expect, it } from 'vitest';
import { judgeWrites } from '../../fuzz/judges/judge-writes.ts';
import { fuzzImages } from '../../fuzz/targets/images.ts';

const seed = 7;
const isTraced = process.platform === 'linux';

it('answers thousands of changed images of every format with a photo or a reason, in time and within its memory', async () => {
  const report = await fuzzImages({ count: 4000, seed });
  expect(report.faults).toEqual([]);
  expect(report.figures).toMatchObject({ crashes: 0 });
  // Changes that nothing survives, or everything, would show nothing.
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif', 'heic', 'raw']) {
    expect(report.endings[`${format}: indexed`], format).toBeGreaterThan(0);
    expect(report.endings[`${format}: refused`], format).toBeGreaterThan(0);
  }
});

it('writes thumbnails and nothing else, as strace sees it', async () => {
  const report = await fuzzImages({ count: 200, seed: seed + 1 }, isTraced);
  expect(report.faults).toEqual([]);
  if (isTraced) expect(report.figures['writes']).toBeGreaterThan(100);
  else console.log('There is no strace here: only what lies in the folders afterwards was looked at.');
});

it('would see a write elsewhere', () => {
  const lines = [
    '7 openat(AT_FDCWD, "/data/thumbnails/ab/x.partial", O_WRONLY|O_CREAT|O_EXCL, 0666) = 21',
    '7 rename("/data/thumbnails/ab/x.partial", "/data/thumbnails/ab/x.webp") = 0',
    '7 openat(AT_FDCWD, "/photos/a.jpg", O_RDONLY|O_CLOEXEC) = 21',
    '7 unlink("/home/me/absent") = -1 ENOENT (No such file or directory)',
    '8 openat(AT_FDCWD, "/data/thumbnails/../evil", O_WRONLY|O_CREAT, 0666) = 22',
    '8 rename("/data/thumbnails/ab/x.webp", "/photos/a.jpg") = 0',
    '8 unlink("b.jpg") = 0',
  ];
  const report = judgeWrites(lines.join('\n'), '/photos', ['/data/thumbnails']);
  expect(report).toEqual({ writes: 2, violations: lines.slice(4) });
});
