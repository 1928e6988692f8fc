/** @file Suggestions that make no member, and proposals of a new grouping: listed, accepted, undone, dismissed. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlbumPhoto, AlbumSummary, RegroupProposal } from '../../src/api/views.ts';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { writeLandmarkFacts } from './support/landmark-facts.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

let folders: TestFolders;
let fake: FakeEmbedder;
let library: Library;

const add = (label: string, count: number, first = 0): void => {
  mkdirSync(join(folders.photos, label), { recursive: true });
  for (let index = first; index < first + count; index += 1) {
    writeFakePhoto(join(folders.photos, label, `${index}.jpg`), { label, index });
  }
};
const photosOf = (label: string, ...indices: readonly number[]): readonly number[] =>
  indices.map((index) => library.findPhotoByPath(join(folders.photos, label, `${index}.jpg`)) ?? -1);
/** As proposals and albums list them: photos get their ids in the order in which they were read, not by name. */
const sortIds = (ids: Iterable<number>): readonly number[] => [...ids].sort((a, b) => a - b);
const listAlbums = (): readonly AlbumSummary[] =>
  (library.handlers['albums.list']({ offset: 0, limit: 100, sort: 'photos' }) as { items: readonly AlbumSummary[] })
    .items;
const listPhotos = (albumId: number, offset = 0, limit = 100) =>
  library.handlers['albums.photos']({ albumId, offset, limit }) as {
    readonly total: number;
    readonly items: readonly AlbumPhoto[];
  };
const albumWith = (photoId: number | undefined): AlbumSummary => {
  const found = listAlbums().find(({ id }) => listPhotos(id).items.some((photo) => photo.id === photoId));
  if (found === undefined) throw new Error(`photo ${photoId ?? '?'} is in no album`);
  return found;
};
const membersOf = (albumId: number): readonly number[] =>
  sortIds(library.exportAlbums().flatMap(({ id, photos }) => (id === albumId ? photos.map((photo) => photo.id) : [])));
const pickOnly = (proposals: readonly RegroupProposal[]): RegroupProposal => {
  expect(proposals).toHaveLength(1);
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error('nothing was proposed');
  return proposal;
};
const reopen = async (): Promise<void> => {
  await library.close();
  library = openFakeLibrary(folders.data, fake);
};

beforeEach(() => {
  folders = makeFolders();
  writeLandmarkFacts(folders.data);
  fake = createFakeEmbedder();
  library = openFakeLibrary(folders.data, fake);
  library.addRoot(folders.photos);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

describe('a photo that is not sure enough for an album', () => {
  it('stands below the members of its landmark, and counts for nothing before a person confirms it', async () => {
    add('known-tower', 2);
    add('perhaps known-tower', 2);
    await scanAndIndex(library);
    const [maybe, other] = photosOf('perhaps known-tower', 0, 1);
    const [tower] = listAlbums();
    expect(tower).toMatchObject({ photoCount: 2, suggestedCount: 2, tentativeCount: 2, certainty: null });
    const id = tower?.id ?? 0;
    const whole = listPhotos(id);
    expect(whole.total).toBe(4);
    expect(whole.items.map(({ isTentative, confidence }) => [isTentative, confidence])).toEqual([
      [false, 0.95],
      [false, 0.95],
      [true, 0.6],
      [true, 0.6],
    ]);
    // Pages meet across the end of the members.
    const pages = [0, 1, 2, 3].flatMap((offset) => listPhotos(id, offset, 1).items);
    expect(pages.map((photo) => photo.id)).toEqual(whole.items.map((photo) => photo.id));
    expect(listPhotos(id, 1, 2).items.map(({ isTentative }) => isTentative)).toEqual([false, true]);
    const suggested = library.exportAlbums().flatMap(({ suggestions }) => suggestions.map((photo) => photo.id));
    expect(sortIds(suggested)).toEqual(sortIds(photosOf('perhaps known-tower', 0, 1)));
    expect(membersOf(id)).not.toContain(maybe);
    expect([maybe, other]).not.toContain(tower?.coverPhotoId);

    library.decisions.confirm(id, [maybe ?? 0]);
    library.decisions.reject(id, [other ?? 0]);
    expect(listAlbums()).toMatchObject([{ photoCount: 3, tentativeCount: 0 }]);
    // Another model looks at everything again.
    await library.close();
    fake.modelHash = 'b'.repeat(64);
    library = openFakeLibrary(folders.data, fake);
    await scanAndIndex(library);
    expect(listAlbums()).toMatchObject([{ photoCount: 3, tentativeCount: 0 }]);
    expect(membersOf(id)).toContain(maybe);
  });

  it('is not asked about any more once a person put it elsewhere, until that is undone', async () => {
    add('known-tower', 2);
    add('perhaps known-tower', 1);
    add('a', 3);
    await scanAndIndex(library);
    const group = albumWith(photosOf('a', 0)[0]).id;
    const countSuggested = (): number => albumWith(photosOf('known-tower', 0)[0]).tentativeCount;
    expect(countSuggested()).toBe(1);
    library.decisions.confirm(group, photosOf('perhaps known-tower', 0));
    expect(countSuggested()).toBe(0);
    library.decisions.undo();
    expect(countSuggested()).toBe(1);
  });

  it('joins its group when a later scan makes it sure', async () => {
    add('a', 5);
    const isDoubtful = (photoId: number): boolean => photosOf('a', 4).includes(photoId);
    fake.changeGroups = (groups) =>
      groups.map(({ members }) => ({
        certainty: 0.7,
        members: members.map((member) =>
          isDoubtful(member.photoId) ? { ...member, role: 'tentative', confidence: 0.55 } : member,
        ),
      }));
    await scanAndIndex(library);
    expect(listAlbums()).toMatchObject([{ photoCount: 4, tentativeCount: 1, certainty: 0.7 }]);
    expect(await library.proposeRegroup()).toMatchObject([
      { kind: 'join', photoIds: photosOf('a', 4), certainty: 0.55 },
    ]);

    fake.changeGroups = (groups) => groups;
    add('a', 1, 10);
    await scanAndIndex(library);
    expect(listAlbums()).toMatchObject([{ photoCount: 6, tentativeCount: 0, certainty: 0.8 }]);
  });
});

describe('a photo that comes to a library', () => {
  it('has those looked up again that are in no album and near it, not all that are in none', async () => {
    for (let index = 0; index < 40; index += 1) add(`place ${index}`, 1);
    await scanAndIndex(library);
    fake.counts.lookUps = 0;
    add('place 7', 1, 1);
    await scanAndIndex(library);
    // It, when it came and among its relatives, the one photo of its place, and those that are somewhat alike.
    expect(fake.counts.lookUps).toBeGreaterThanOrEqual(3);
    expect(fake.counts.lookUps).toBeLessThan(20);
  });
});

describe('a new grouping of everything', () => {
  const joinAll = (): void => {
    fake.changeGroups = (groups) => [{ certainty: 0.8, members: groups.flatMap(({ members }) => members) }];
  };

  beforeEach(async () => {
    add('a', 4);
    add('b', 3);
    await scanAndIndex(library);
  });

  it('proposes nothing when nothing is new', async () => {
    expect(await library.proposeRegroup()).toEqual([]);
  });

  it('proposes one album of two, changes nothing by itself, and is undone like any decision', async () => {
    const [a, b] = [albumWith(photosOf('a', 0)[0]), albumWith(photosOf('b', 0)[0])];
    joinAll();
    await scanAndIndex(library);
    const before = library.exportAlbums();
    const proposal = pickOnly(await library.proposeRegroup());
    expect(proposal).toMatchObject({
      kind: 'merge',
      albumId: a.id,
      fromAlbumId: b.id,
      photoIds: sortIds(photosOf('b', 0, 1, 2)),
    });
    expect(proposal.reason).toContain(`"${b.name}"`);
    expect(library.exportAlbums()).toEqual(before);

    library.acceptProposal(proposal.key);
    expect(membersOf(a.id)).toHaveLength(7);
    expect(() => library.acceptProposal(proposal.key)).toThrow(/Ask for proposals again/);
    expect(readCatalog(folders.data, (catalog) => catalog.decisions.count())).toBe(1);
    expect(await library.proposeRegroup()).toEqual([]);
    library.decisions.undo();
    expect(library.exportAlbums()).toEqual(before);
  });

  it('never proposes again what was dismissed', async () => {
    joinAll();
    library.dismissProposal(pickOnly(await library.proposeRegroup()).key);
    expect(await library.proposeRegroup()).toEqual([]);
    await reopen();
    add('a', 2, 10);
    await scanAndIndex(library);
    expect(await library.proposeRegroup()).toEqual([]);
    // A decision like others: undone, it is proposed again.
    expect(readCatalog(folders.data, (catalog) => catalog.decisions.count())).toBe(1);
    expect(library.decisions.undo()).toBe('dismiss');
    pickOnly(await library.proposeRegroup());
    library.decisions.redo();
    expect(await library.proposeRegroup()).toEqual([]);
  });

  it('proposes photos that belong to another album, and does not bring them back', async () => {
    const [a, b] = [albumWith(photosOf('a', 0)[0]), albumWith(photosOf('b', 0)[0])];
    const [stray = 0] = photosOf('a', 3);
    library.decisions.confirm(a.id, photosOf('a', 0));
    fake.changeGroups = (groups) => {
      const all = groups.flatMap(({ members }) => members);
      const ofA = new Set(photosOf('a', 0, 1, 2));
      return [
        { certainty: 0.8, members: all.filter(({ photoId }) => ofA.has(photoId)) },
        { certainty: 0.8, members: all.filter(({ photoId }) => !ofA.has(photoId)) },
      ];
    };
    const proposal = pickOnly(await library.proposeRegroup());
    expect(proposal).toMatchObject({ kind: 'move', albumId: b.id, fromAlbumId: a.id, photoIds: [stray] });
    library.acceptProposal(proposal.key);
    expect(membersOf(b.id)).toEqual(sortIds([...photosOf('b', 0, 1, 2), stray]));
    expect(membersOf(a.id)).not.toContain(stray);
    // Rejected there for ever.
    fake.changeGroups = (groups) => groups;
    await scanAndIndex(library);
    expect(await library.proposeRegroup()).toEqual([]);
  });

  it('proposes to split an album of two places', async () => {
    add('a', 3, 10);
    await scanAndIndex(library);
    const { id } = albumWith(photosOf('a', 0)[0]);
    const leaving = new Set(photosOf('a', 10, 11, 12));
    fake.changeGroups = (groups) =>
      groups.flatMap(({ members, certainty }) => [
        { certainty, members: members.filter(({ photoId }) => !leaving.has(photoId)) },
        { certainty, members: members.filter(({ photoId }) => leaving.has(photoId)) },
      ]);
    const proposal = pickOnly(await library.proposeRegroup());
    expect(proposal).toMatchObject({ kind: 'split', albumId: id, photoIds: sortIds(leaving) });
    library.acceptProposal(proposal.key);
    expect(listAlbums()).toHaveLength(3);
    expect(membersOf(id)).toEqual(sortIds(photosOf('a', 0, 1, 2, 3)));
    expect(membersOf(albumWith(photosOf('a', 10)[0]).id)).toEqual(sortIds(leaving));
  });

  it('does what is left of a proposal after a person decided something', async () => {
    const [a, b] = [albumWith(photosOf('a', 0)[0]), albumWith(photosOf('b', 0)[0])];
    joinAll();
    const proposal = pickOnly(await library.proposeRegroup());
    library.decisions.merge(b.id, a.id);
    expect(() => library.acceptProposal(proposal.key)).toThrow(/Ask for proposals again/);
    expect(membersOf(b.id)).toHaveLength(7);
  });
});
