/** @file From a folder of photos to a landmark's album: proposals, the command line, and a person's word. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NameProposal } from '../../src/api/views.ts';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto } from './support/fake-embedder.ts';
import { runCli, type CliResult } from './support/run-cli.ts';
import { makeFolders, openFakeLibrary, scanAndIndex, type TestFolders } from './support/test-library.ts';

describe('names of albums', () => {
  let folders: TestFolders;
  let library: Library;
  let albumId: number;

  const cairn = (...words: string[]): Promise<CliResult> => runCli([...words, '--catalog', folders.data]);
  const propose = (): readonly NameProposal[] =>
    library.handlers['albums.nameProposals']({ albumId }) as readonly NameProposal[];

  beforeEach(async () => {
    folders = makeFolders();
    library = openFakeLibrary(folders.data, createFakeEmbedder());
    library.addRoot(folders.photos);
    // No atlas recognises it; it is one of the landmarks that were written down.
    const folder = join(folders.photos, 'Urlaub 2019', 'Schloss Neuschwanstein', 'DCIM');
    mkdirSync(folder, { recursive: true });
    for (const index of [0, 1, 2, 3]) {
      const place = index < 3 ? { latitude: 47.5578, longitude: 10.7499 } : {};
      writeFakePhoto(join(folder, `${index}.jpg`), { label: 'castle', index, ...place });
    }
    await scanAndIndex(library);
    albumId = library.exportAlbums()[0]?.id ?? 0;
  });
  afterEach(async () => {
    await library.close();
    folders.remove();
  });

  it('proposes a known landmark by position and folder, and links the album when a person says so', () => {
    const [best] = propose();
    expect(best).toMatchObject({ name: 'Neuschwanstein Castle', landmarkId: 'neuschwanstein-castle' });
    expect(best?.weight).toBeGreaterThan(0.95);
    expect(best?.why).toContain('folder "Schloss Neuschwanstein": all 4 photos');
    expect(library.exportAlbums()[0]).toMatchObject({
      kind: 'group',
      name: expect.stringMatching(/^Unnamed/) as string,
    });

    // In whatever language.
    library.decisions.rename(albumId, 'schloss neuschwanstein');
    const [album] = library.exportAlbums();
    expect(album).toMatchObject({ id: albumId, kind: 'landmark', landmarkId: 'neuschwanstein-castle' });
    expect(propose().map(({ landmarkId }) => landmarkId)).not.toContain('neuschwanstein-castle');
  });

  it('says the same on the command line beside an open library, and changes nothing', async () => {
    const { exitCode, stdout } = await cairn('names', String(albumId), '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual(propose());
    const words = await cairn('names', library.exportAlbums()[0]?.name ?? '');
    expect(words.stdout).toMatch(/^ +9\d % {2}Neuschwanstein Castle \[neuschwanstein-castle\]: /);
    expect(words.stdout).toContain('within its reach: all 3 photos that have GPS; folder');
    const unknown = await cairn('names', 'No such album');
    expect(unknown.exitCode).not.toBe(0);
    expect(unknown.stderr).toContain('There is no album "No such album"');
  });
});
