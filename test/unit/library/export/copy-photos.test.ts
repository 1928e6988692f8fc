/** @file Copies with real files: bytes, names, collisions, what is away, targets that cannot be written to, cancelling. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyPhotos } from '../../../../src/library/export/copy-photos.ts';
import { explainWriteFailure } from '../../../../src/library/export/export-failure.ts';
import { makePortable, numberName } from '../../../../src/library/export/free-name.ts';
import { makeFolder } from '../../db/temporary-catalog.ts';

interface Scene {
  readonly folder: string;
  readonly copy: (options?: {
    readonly folder?: string;
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number) => void;
  }) => ReturnType<typeof copyPhotos>;
}

/** Files as [name, content]; content null: the file is away. Their sources lie in folders of their own. */
const makeScene = (files: readonly (readonly [string, string | null])[]): Scene => {
  const source = makeFolder();
  const folder = makeFolder();
  const paths = files.map(([name, content], index) => {
    if (content === null) return null;
    const path = join(source, String(index), name);
    mkdirSync(join(source, String(index)));
    writeFileSync(path, content);
    utimesSync(path, 1_000_000, 1_500_000);
    return path;
  });
  return {
    folder,
    copy: ({ folder: target = folder, signal = new AbortController().signal, onProgress = () => undefined } = {}) =>
      copyPhotos({
        sources: files.map(([fileName], photoId) => ({ photoId, fileName })),
        locate: (photoId) => paths[photoId] ?? null,
        folder: target,
        signal,
        onProgress,
      }),
  };
};

describe('copies', () => {
  it('are the same bytes under the same names, with the same time', async () => {
    const { folder, copy } = makeScene([
      ['IMG_1.jpg', 'one'],
      ['a b ü 日本 \'"<&.JPG', 'two'],
    ]);
    const done: number[] = [];
    expect(await copy({ onProgress: (count) => done.push(count) })).toEqual({ exported: 2, left: [] });
    expect(readdirSync(folder).sort()).toEqual(['IMG_1.jpg', 'a b ü 日本 \'"<&.JPG'].sort());
    expect(readFileSync(join(folder, 'IMG_1.jpg'), 'utf8')).toBe('one');
    expect(statSync(join(folder, 'IMG_1.jpg')).mtimeMs).toBe(1_500_000_000);
    expect(done).toEqual([1, 2]);
  });

  it('get a number where the name is taken, by a file, a folder or a link, and overwrite nothing', async () => {
    const { folder, copy } = makeScene([
      ['IMG.jpg', 'a'],
      ['IMG.jpg', 'b'],
      ['folder', 'c'],
      ['link.jpg', 'd'],
    ]);
    writeFileSync(join(folder, 'IMG.jpg'), 'mine');
    mkdirSync(join(folder, 'folder'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link.jpg'));
    expect((await copy()).exported).toBe(4);
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect([read('IMG.jpg'), read('IMG (2).jpg'), read('IMG (3).jpg')]).toEqual(['mine', 'a', 'b']);
    expect([read('folder (2)'), read('link (2).jpg')]).toEqual(['c', 'd']);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('list what is away and go on', async () => {
    const { folder, copy } = makeScene([
      ['away.jpg', null],
      ['here.jpg', 'x'],
    ]);
    expect(await copy()).toEqual({ exported: 1, left: ['away.jpg'] });
    expect(readdirSync(folder)).toEqual(['here.jpg']);
  });

  it('stay inside the folder, whatever a name says', async () => {
    const { folder, copy } = makeScene([['x.jpg', 'x']]);
    const outside = makeFolder();
    const result = await copyPhotos({
      sources: [{ photoId: 1, fileName: '../../evil.jpg' }],
      locate: () => {
        writeFileSync(join(outside, 'x'), 'x');
        return join(outside, 'x');
      },
      folder,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(result.exported).toBe(1);
    expect(readdirSync(folder)).toEqual(['.._.._evil.jpg']);
    await copy();
  });

  it('stop at once when cancelled and leave no half file', async () => {
    const { folder, copy } = makeScene([
      ['1.jpg', 'x'],
      ['2.jpg', 'x'],
      ['3.jpg', 'x'],
    ]);
    const controller = new AbortController();
    const copying = copy({ signal: controller.signal, onProgress: (done) => done === 2 && controller.abort() });
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder).sort()).toEqual(['1.jpg', '2.jpg']);
  });

  it('say what to do when the folder is gone', async () => {
    const { folder, copy } = makeScene([['1.jpg', 'x']]);
    await expect(copy({ folder: join(folder, 'gone') })).rejects.toMatchObject({
      code: 'export-failed',
      message: expect.stringMatching(/not there any more/) as string,
    });
  });

  it('say of a full drive, and of one that can only be read, what helps', () => {
    const explain = (code: string): string => explainWriteFailure(Object.assign(new Error(code), { code })).message;
    expect(explain('ENOSPC')).toMatch(/drive is full.*Make room/);
    expect(explain('EROFS')).toMatch(/can only be read/);
    expect(explain('EACCES')).toMatch(/may not write/);
    expect(explain('EWHAT')).toMatch(/EWHAT/);
  });
});

describe('names', () => {
  it('get their number before the ending', () => {
    expect([1, 2, 10].map((number) => numberName('a.b.jpg', number))).toEqual([
      'a.b.jpg',
      'a.b (2).jpg',
      'a.b (10).jpg',
    ]);
    expect(numberName('none', 2)).toBe('none (2)');
  });

  it('become what every file system takes', () => {
    expect(makePortable('a<b>:"c/d\\e|f?g*.jpg')).toBe('a_b___c_d_e_f_g_.jpg');
    expect(makePortable('CON.jpg')).toBe('_CON.jpg');
    expect(makePortable('dots... ')).toBe('dots');
    expect(makePortable('\u0000\u001f')).toBe('__');
    expect(makePortable('a\ud800b')).toBe('a_b');
    expect(makePortable('')).toBe('photo');
    expect(Array.from(makePortable(`${'é'.repeat(400)}.jpeg`)).length).toBeLessThanOrEqual(200);
  });
});
