import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test, vi } from 'vitest';
import { CairnError } from '../../../src/api/errors.ts';

// Only what listens to the system uses Electron; the real module would look for its binary.
vi.mock('electron', () => ({ app: {} }));
const { findOpenedPaths, openPath } = await import('../../../electron/main/opened-paths.ts');

let folder = '';
const addRoot = vi.fn();
const importAtlas = vi.fn();
const askImport = vi.fn<(name: string) => Promise<boolean>>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-opened-'));
  mkdirSync(join(folder, 'photos.cairn-atlas'));
  writeFileSync(join(folder, 'Ours.CAIRN-atlas'), '');
  writeFileSync(join(folder, 'photo.jpg'), '');
  vi.resetAllMocks();
  askImport.mockResolvedValue(true);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string): Promise<void> => openPath(join(folder, name), { addRoot, importAtlas, askImport });

test('words of a call are paths, relative ones to where it was made; switches are none', () => {
  const words = ['--user-data-dir=/x', '/a', 'b c', '', './scan', 'file:///d%20e', 'file://elsewhere/f', 'file:///%00'];
  expect(findOpenedPaths(words, '/home/me', null)).toEqual(['/a', '/home/me/b c', '/home/me/scan', '/d e']);
  // While developing: Electron's own words, then the app, then ours.
  expect(findOpenedPaths(['-r', '/loader.js', '.', '/a'], '/home/me/cairn', '/home/me/cairn')).toEqual(['/a']);
  expect(findOpenedPaths(['.'], '/home/me/cairn', '/home/me/cairn')).toEqual([]);
});

it('a folder is added, whatever its name, also one that was added before', async () => {
  await open('photos.cairn-atlas');
  expect(addRoot).toHaveBeenCalledWith(join(folder, 'photos.cairn-atlas'));
  addRoot.mockImplementation(() => {
    throw new CairnError('duplicate-root', 'added already');
  });
  await expect(open('photos.cairn-atlas')).resolves.toBeUndefined();
});

it('an atlas pack is imported when the person says so, and not before', async () => {
  askImport.mockResolvedValue(false);
  await open('Ours.CAIRN-atlas');
  expect(importAtlas).not.toHaveBeenCalled();
  askImport.mockResolvedValue(true);
  await open('Ours.CAIRN-atlas');
  expect(askImport).toHaveBeenLastCalledWith('Ours.CAIRN-atlas');
  expect(importAtlas).toHaveBeenCalledWith(join(folder, 'Ours.CAIRN-atlas'));
});

it('what Cairn does not open is said', async () => {
  await expect(open('photo.jpg')).rejects.toThrow('Cairn opens folders of photos, and atlas packs');
  expect(addRoot).not.toHaveBeenCalled();
  // What is not there is the answer of adding a folder.
  await open('nowhere');
  expect(addRoot).toHaveBeenCalledWith(join(folder, 'nowhere'));
});
