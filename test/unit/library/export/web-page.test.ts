/** @file An album as one HTML file: escaped, self-contained, whole or not there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CairnError } from '../../../../src/api/errors.ts';
import { pageWords } from '../../../../src/library/export/page-words.ts';
import { escapeHtml } from '../../../../src/library/export/web-page.ts';
import { writeWebPage, type WebPageOptions } from '../../../../src/library/export/write-web-page.ts';
import { makeFolder } from '../../db/temporary-catalog.ts';

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]);
const hostile = `</title><script>alert(1)</script>"'&\u0000\ud800 <img src=x onerror=y>`;

const write = (folder: string, changes: Partial<WebPageOptions> = {}): ReturnType<typeof writeWebPage> =>
  writeWebPage({
    head: { language: 'en', title: 'Golden Gate', facts: ['San Francisco', '2 photos'], words: pageWords.en },
    photos: [
      { photoId: 1, fileName: 'a.jpg', caption: '3 May 2024' },
      { photoId: 2, fileName: 'b.jpg', caption: null },
    ],
    folder,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    render: () => Promise.resolve({ jpeg, width: 3, height: 2 }),
    ...changes,
  });

describe('a web page', () => {
  it('holds its pictures, and asks nobody for anything', async () => {
    const folder = makeFolder();
    expect(await write(folder)).toEqual({ exported: 2, left: [], fileName: 'Golden Gate.html' });
    const html = readFileSync(join(folder, 'Golden Gate.html'), 'utf8');
    expect(html.match(/src="data:image\/jpeg;base64,\/9j\/2Q=="/g)).toHaveLength(2);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('3 May 2024');
    expect(html).not.toMatch(/https?:|\/\/[a-z]|url\(|@import|<link|<iframe|src="(?!data:)/i);
    expect(readdirSync(folder)).toEqual(['Golden Gate.html']);
  });

  it('lets no text of an album become markup, nor a path', async () => {
    const folder = makeFolder();
    const { fileName } = await write(folder, {
      head: { language: 'en', title: hostile, facts: [hostile], words: pageWords.en },
      photos: [{ photoId: 1, fileName: hostile, caption: hostile }],
    });
    expect(readdirSync(folder)).toEqual([fileName]);
    const html = readFileSync(join(folder, fileName ?? ''), 'utf8');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('\u0000');
    expect(/<title>.*<\/title>/.exec(html)?.[0]).toContain('&lt;/title&gt;&lt;script&gt;');
  });

  it('takes the next free name', async () => {
    const folder = makeFolder();
    await write(folder);
    expect((await write(folder)).fileName).toBe('Golden Gate (2).html');
  });

  it('leaves out what cannot be read, and is not written when nothing can', async () => {
    const folder = makeFolder();
    const some = await write(folder, {
      render: (photoId) => Promise.resolve(photoId === 1 ? null : { jpeg, width: 3, height: 2 }),
    });
    expect(some).toMatchObject({ exported: 1, left: ['a.jpg'] });
    const empty = makeFolder();
    expect(await write(empty, { render: () => Promise.resolve(null) })).toEqual({
      exported: 0,
      left: ['a.jpg', 'b.jpg'],
      fileName: null,
    });
    expect(readdirSync(empty)).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled, or the embedder is gone', async () => {
    const folder = makeFolder();
    const controller = new AbortController();
    await expect(
      write(folder, { signal: controller.signal, onProgress: () => controller.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    const gone = () => Promise.reject(new CairnError('embedder-unavailable', 'gone'));
    await expect(write(folder, { render: gone })).rejects.toMatchObject({ code: 'embedder-unavailable' });
    expect(readdirSync(folder)).toEqual([]);
    await expect(write(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'export-failed' });
  });
});

it('escapes what means something in HTML', () => {
  expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
});
