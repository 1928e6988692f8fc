/** @file A good catalog with something of everything in it, as bytes. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFakeEmbedder, writeFakePhoto } from '../../integration/support/fake-embedder.ts';
import { writeLandmarkFacts } from '../../integration/support/landmark-facts.ts';
import { makeFolders, openFakeLibrary, scanAndIndex } from '../../integration/support/test-library.ts';

export interface CatalogSeed {
  /** Content of catalog.sqlite. */
  readonly bytes: Buffer;
  /** Its decisions as a file, JSON Lines. */
  readonly decisions: readonly string[];
}

const labels = ['known-tower', 'known-bridge', 'fountain', 'square'] as const;

/** Photos of two known landmarks and two groups, indexed, with some decisions of a person. */
export async function makeCatalogSeed(): Promise<CatalogSeed> {
  const folders = makeFolders();
  writeLandmarkFacts(folders.data);
  for (const label of labels) {
    mkdirSync(join(folders.photos, label));
    for (let index = 0; index < 4; index += 1) {
      const place = label === 'fountain' ? { latitude: 43.7, longitude: 7.26 } : {};
      writeFakePhoto(join(folders.photos, label, `${index}.jpg`), { label, index, ...place });
    }
  }
  const library = openFakeLibrary(folders.data, createFakeEmbedder());
  library.addRoot(folders.photos);
  await scanAndIndex(library);
  const [first, second] = library.exportAlbums();
  if (first === undefined || second === undefined) throw new Error('the fake library made no albums');
  const photoIds = first.photos.map(({ id }) => id);
  await library.handlers['albums.confirm']({ albumId: first.id, photoIds: photoIds.slice(0, 2) });
  await library.handlers['albums.reject']({ albumId: first.id, photoIds: photoIds.slice(2, 3) });
  await library.handlers['albums.rename']({ albumId: second.id, name: 'Old Town' });
  await library.handlers['albums.hide']({ albumId: second.id });
  await library.handlers['photos.setFavourite']({ photoIds, isFavourite: true });
  await library.handlers['decisions.undo']({});
  const decisions = [...library.writeDecisions()];
  await library.close();
  const bytes = readFileSync(join(folders.data, 'catalog.sqlite'));
  folders.remove();
  return { bytes, decisions };
}
