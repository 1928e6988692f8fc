import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { writeSidecarText } from '../../../../src/library/export/sidecars/sidecar-text.ts';
import { writeSidecars } from '../../../../src/library/export/sidecars/write-sidecars.ts';
import { readKeywords } from '../../../../src/ml/decode/keywords.ts';
import { addGroup, addPhoto, decide, makeFolder, openTestCatalog, renameAlbum } from '../../db/temporary-catalog.ts';

/** A real XML parser refuses what is not well formed: that of the SVG reader. */
async function parseXml(sidecar: string): Promise<void> {
  const packet = sidecar.replaceAll(/<\?xpacket[^>]*\?>/g, '');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><metadata>${packet}</metadata></svg>`;
  await sharp(Buffer.from(svg)).metadata();
}

const { signal } = new AbortController();
const place = (name: string) => ({ name, place: 'Nice, France', country: 'FR' });

interface Library {
  readonly catalog: Catalog;
  readonly root: string;
}

/** Photos `a` and `b` confirmed in an album with a name, `c` a favourite, `d` only supposed, `e` in an album without a name. */
function openLibrary(): Library {
  const catalog = openTestCatalog();
  const root = join(makeFolder(), 'Holiday');
  mkdirSync(root);
  const rootId = catalog.roots.insert({
    volumeId: 'v',
    volumeLabel: 'Disk',
    path: root,
    pathInVolume: 'x',
    addedMs: 1,
  });
  const [a, b, c, d, e] = ['2019/a', 'b', 'c', 'd', 'e'].map((name) => addPhoto(catalog, rootId, name).photoId);
  const [castle, unnamed] = [addGroup(catalog, 'Castle'), addGroup(catalog, 'Unnamed landmark')];
  renameAlbum(catalog, castle, 'Castle & <Moat>');
  for (const photoId of [a, b]) decide(catalog, castle, photoId ?? 0, 'confirmed');
  catalog.favourites.set(c ?? 0, { isFavourite: true, atMs: 1 });
  catalog.memberships.setSuggested(castle, d ?? 0, 0.9);
  decide(catalog, unnamed, e ?? 0, 'confirmed');
  return { catalog, root };
}

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

describe('a sidecar', () => {
  it('is read back by a reader of keywords, whatever the name is', async () => {
    const names = [
      'Château d’If',
      'A & B <c> "d" \'e\'',
      ']]></x:xmpmeta><evil/>',
      'a|b/c',
      '城堡',
      '&amp;amp;',
      '<!-- -->',
    ];
    for (const name of names) {
      const text = writeSidecarText({ isFavourite: true, albums: [place(name)] });
      await parseXml(text);
      expect(readKeywords({ xmp: Buffer.from(text), iptc: null }, null)).toContain(name);
      expect(text).toContain('<xmp:Rating>5</xmp:Rating>');
    }
    const odd = writeSidecarText({
      isFavourite: false,
      albums: [place('null \u0000 bell \u0007 half \ud800 end \uffff')],
    });
    await parseXml(odd);
    expect(readKeywords({ xmp: Buffer.from(odd), iptc: null }, null)[0]).toMatch(/^null +bell +half +end$/);
    await expect(parseXml(odd.replace('</dc:subject>', ''))).rejects.toThrow();
  });

  it('says the place, and the hierarchy in the form of two programs', () => {
    const text = writeSidecarText({ isFavourite: false, albums: [place('Castle')] });
    for (const part of [
      '<rdf:li>Landmarks|Castle</rdf:li>',
      '<rdf:li>Landmarks/Castle</rdf:li>',
      '<Iptc4xmpExt:Sublocation>Castle</Iptc4xmpExt:Sublocation>',
      '<Iptc4xmpExt:City>Nice</Iptc4xmpExt:City>',
      '<Iptc4xmpExt:CountryName>France</Iptc4xmpExt:CountryName>',
      '<Iptc4xmpExt:CountryCode>FR</Iptc4xmpExt:CountryCode>',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('xmp:Rating>');
  });
});

describe('sidecars', () => {
  it('are of what a person said alone, in the form of the folders, beside no photo', async () => {
    const { catalog, root } = openLibrary();
    const folder = makeFolder();
    expect(await writeSidecars(catalog, { folder, isReplacing: false, signal })).toMatchObject({
      written: 3,
      leftCount: 0,
    });
    expect(listFiles(folder)).toEqual(['Holiday/2019/a.jpg.xmp', 'Holiday/b.jpg.xmp', 'Holiday/c.jpg.xmp']);
    const text = readFileSync(join(folder, 'Holiday/b.jpg.xmp'), 'utf8');
    expect(readKeywords({ xmp: Buffer.from(text), iptc: null }, null)).toContain('Castle & <Moat>');
    expect(readdirSync(root)).toEqual([]);
  });

  it('that are there are left alone, unless the person says otherwise', async () => {
    const { catalog } = openLibrary();
    const folder = makeFolder();
    await writeSidecars(catalog, { folder, isReplacing: false, signal });
    const own = join(folder, 'Holiday/b.jpg.xmp');
    writeFileSync(own, 'of another program');
    const again = await writeSidecars(catalog, { folder, isReplacing: false, signal });
    expect(again).toMatchObject({ written: 0, unchanged: 2, kept: 1 });
    expect(readFileSync(own, 'utf8')).toBe('of another program');
    expect(await writeSidecars(catalog, { folder, isReplacing: true, signal })).toMatchObject({ written: 1, kept: 0 });
    expect(readFileSync(own, 'utf8')).toContain('Castle');
  });

  it('are never written into a folder of photos, not over a link either', async () => {
    const { catalog, root } = openLibrary();
    await expect(
      writeSidecars(catalog, { folder: join(root, 'sidecars'), isReplacing: false, signal }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const folder = makeFolder();
    symlinkSync(root, join(folder, 'to photos'));
    await expect(
      writeSidecars(catalog, { folder: join(folder, 'to photos', 'new'), isReplacing: false, signal }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    const other = makeFolder();
    symlinkSync(root, join(other, 'Holiday'));
    const report = await writeSidecars(catalog, { folder: other, isReplacing: true, signal });
    expect(report).toMatchObject({ written: 0, leftCount: 3 });
    expect(readdirSync(root)).toEqual([]);
  });

  it('stay in the folder whatever the paths of a catalog say', async () => {
    const { catalog } = openLibrary();
    const rootId = catalog.roots.list()[0]?.id ?? 0;
    for (const name of ['../../outside', '..', '/etc/outside', 'a/./../../b']) {
      const { photoId } = addPhoto(catalog, rootId, name);
      catalog.favourites.set(photoId, { isFavourite: true, atMs: 1 });
    }
    const folder = join(makeFolder(), 'inner');
    const { written } = await writeSidecars(catalog, { folder, isReplacing: true, signal });
    expect(written).toBe(7);
    expect(listFiles(folder)).toHaveLength(7);
    expect(existsSync(join(folder, '..', 'outside.jpg.xmp'))).toBe(false);
  });
});
