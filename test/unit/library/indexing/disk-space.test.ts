import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CairnError } from '../../../../src/api/errors.ts';
import { explainFullDisk } from '../../../../src/db/full-disk.ts';
import { createDiskWatch } from '../../../../src/library/indexing/disk-space.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('says that room is short, and that there is enough again, at changes alone', async () => {
  let free = 1_000_000_000;
  const said: string[] = [];
  const watch = createDiskWatch({
    readFreeBytes: () => Promise.resolve(free),
    onLow: () => said.push('low'),
    onEnough: () => said.push('enough'),
  });
  watch.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual([]);
  free = 100_000_000;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual(['low']);
  // Little more than what is needed is not enough yet.
  free = 250_000_000;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual(['low']);
  free = 400_000_000;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual(['low', 'enough']);
  watch.close();
  free = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual(['low', 'enough']);
});

test('a drive that does not say counts as large enough', async () => {
  const onLow = vi.fn();
  const watch = createDiskWatch({
    readFreeBytes: () => Promise.reject(new Error('not supported')),
    onLow,
    onEnough: vi.fn(),
  });
  watch.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onLow).not.toHaveBeenCalled();
  watch.close();
});

test.each(['SQLITE_FULL', 'ENOSPC', 'EDQUOT'])('%s becomes words that say what to do', (code) => {
  const explained = explainFullDisk(Object.assign(new Error('x'), { code }));
  expect(explained).toBeInstanceOf(CairnError);
  expect(explained).toMatchObject({ code: 'disk-full' });
});

test('other errors stay what they are', () => {
  const error = new Error('other');
  expect(explainFullDisk(error)).toBe(error);
});
