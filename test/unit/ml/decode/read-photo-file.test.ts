import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
  type BigIntStats,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as opening from '../../../../src/ml/open-without-waiting.ts';
import { readPhotoFile } from '../../../../src/ml/decode/read-photo-file.ts';

vi.mock(import('../../../../src/ml/open-without-waiting.ts'), { spy: true });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-read-'));
});
afterEach(() => {
  vi.mocked(opening.openWithoutWaiting).mockReset();
  rmSync(folder, { recursive: true, force: true });
});

/** The files that are read lie on a drive whose clock ticks every two seconds; `onRead` comes after each part that was read. */
function coarsenClock(onRead: () => void): void {
  const tickNs = 2_000_000_000n;
  const coarsen = (timeNs: bigint): bigint => timeNs - (timeNs % tickNs);
  vi.mocked(opening.openWithoutWaiting).mockImplementation(async (path) => {
    const handle = await open(path, 'r');
    const stat = async (): Promise<BigIntStats> => {
      const stats = await handle.stat({ bigint: true });
      return Object.assign(stats, { mtimeNs: coarsen(stats.mtimeNs), ctimeNs: coarsen(stats.ctimeNs) });
    };
    const read = async (bytes: Buffer, offset: number, length: number, position: number) => {
      // As drives do that are slow: not all at once.
      const part = await handle.read(bytes, offset, Math.min(length, 3), position);
      onRead();
      return part;
    };
    return { stat, read, close: () => handle.close() } as unknown as FileHandle;
  });
}

it('believes no file that is written to while it is read, also where its size stays', async () => {
  const path = join(folder, 'a.jpg');
  const size = 96 * 1024 * 1024;
  writeFileSync(path, '');
  truncateSync(path, size);
  let told = 0;
  // On a busy machine the first of them may be written before the file is opened.
  for (let version = 1; version <= 6 || (told === 0 && version < 100); version += 1) {
    await wait(20);
    const reading = readPhotoFile(path, size).catch((error: unknown) => error as Error);
    await wait(version);
    const file = openSync(path, 'r+');
    for (const offset of [size - 1, 0]) writeSync(file, Buffer.of(version), 0, 1, offset);
    closeSync(file);
    const read = await reading;
    if (read instanceof Error) told += 1;
    else expect(read.bytes[0], `half of version ${version}`).toBe(read.bytes[size - 1]);
  }
  expect(told).toBeGreaterThan(0);
});

it('waits for the clock of a drive with coarse times before it believes a file that was written just now', async () => {
  const path = join(folder, 'a.jpg');
  writeFileSync(path, 'first');
  // As FAT does: whole seconds, so that the second write shows in nothing but what is waited for.
  const second = Math.floor(Date.now() / 1000);
  utimesSync(path, second, second);
  const reading = readPhotoFile(path, 5);
  await wait(300);
  writeFileSync(path, 'other');
  await expect(reading).rejects.toMatchObject({ isTransient: true });
});

it('believes no half of a file that is written to in the tick of the clock in which it was written before', async () => {
  const path = join(folder, 'a.jpg');
  writeFileSync(path, 'first!');
  let parts = 0;
  coarsenClock(() => {
    parts += 1;
    if (parts === 1) writeFileSync(path, 'second', { flag: 'r+' });
  });
  const read = await readPhotoFile(path, 6).catch((error: unknown) => error);
  expect(read).toMatchObject({ isTransient: true });
  // Left alone it is read.
  expect((await readPhotoFile(path, 6)).bytes.toString()).toBe('second');
});

it('tells the time of a file as the scan does, to the millisecond', async () => {
  const path = join(folder, 'a.jpg');
  writeFileSync(path, 'content');
  let rounded = 0;
  for (let ms = 0; ms < 1000; ms += 7) {
    // In floating point, so that many end a few nanoseconds below a millisecond.
    utimesSync(path, 1, 1_595_697_616 + ms / 1000);
    const { mtimeMs } = statSync(path);
    if (mtimeMs !== Number(statSync(path, { bigint: true }).mtimeMs)) rounded += 1;
    expect((await readPhotoFile(path, 7)).mtimeMs).toBe(Math.trunc(mtimeMs));
  }
  expect(rounded).toBeGreaterThan(0);
});

it('reads nothing of what is no file', async () => {
  await expect(readPhotoFile(folder, 10)).rejects.toThrow();
  if (process.platform !== 'linux') return;
  await expect(readPhotoFile('/dev/zero', 10)).rejects.toThrow('not a regular file');
});
