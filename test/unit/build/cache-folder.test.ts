import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getCacheFolder, layFolder } from '../../../build/scripts/runtime/cache-folder.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-cache-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('follows CAIRN_CACHE, then the platform', () => {
  expect(getCacheFolder({ CAIRN_CACHE: 'here', XDG_CACHE_HOME: '/x' }, 'linux')).toBe(resolve('here'));
  expect(getCacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'cairn'));
  expect(getCacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux')).toBe(join(homedir(), '.cache', 'cairn'));
  expect(getCacheFolder({}, 'darwin')).toBe(join(homedir(), 'Library', 'Caches', 'cairn'));
  expect(getCacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'cairn', 'cache'));
});

test('lays a folder once', async () => {
  const target = join(folder, 'a', 'tool');
  const fill = vi.fn((temporary: string) => writeFile(join(temporary, 'file'), 'content'));
  await layFolder(target, fill);
  await layFolder(target, fill);
  expect(fill).toHaveBeenCalledOnce();
  expect(await readFile(join(target, 'file'), 'utf8')).toBe('content');
  expect(await readdir(join(folder, 'a'))).toEqual(['tool']);
});

test('leaves nothing behind when it fails', async () => {
  const target = join(folder, 'tool');
  const failure = layFolder(target, async (temporary) => {
    await writeFile(join(temporary, 'half'), 'x');
    throw new Error('cut off');
  });
  await expect(failure).rejects.toThrow('cut off');
  expect(existsSync(target)).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

test('two at once: both find a whole folder', async () => {
  const target = join(folder, 'tool');
  const fill = async (temporary: string): Promise<void> => {
    await writeFile(join(temporary, 'one'), '1');
    await writeFile(join(temporary, 'two'), '2');
  };
  await Promise.all([layFolder(target, fill), layFolder(target, fill)]);
  expect((await readdir(target)).sort()).toEqual(['one', 'two']);
  expect(await readdir(folder)).toEqual(['tool']);
});

test('clears away what a killed process left a day ago, and nothing younger', async () => {
  const abandoned = join(folder, '.tool-aaaaaa');
  const young = join(folder, '.tool-bbbbbb');
  await mkdir(abandoned);
  await mkdir(young);
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(abandoned, longAgo, longAgo);
  await layFolder(join(folder, 'tool'), (temporary) => writeFile(join(temporary, 'file'), 'x'));
  expect((await readdir(folder)).sort()).toEqual(['.tool-bbbbbb', 'tool']);
});
