import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { readDecisionFile, writeDecisionFile } from '../../../../src/library/decisions/decision-file.ts';
import { takeUpAwaited } from '../../../../src/library/decisions/replay.ts';
import { addPhoto, addRoot, hashOf, openTestCatalog } from '../../db/temporary-catalog.ts';
import { landmarks, make, openScene, photoCount, someDecision, type Scene } from './decision-scene.ts';

const exportText = ({ catalog }: Pick<Scene, 'catalog'>): string => [...writeDecisionFile(catalog)].join('\n');

/** Another computer's catalog: the same photos under other ids, or none of them yet. */
function openOther(hasPhotos: boolean): Scene {
  const catalog = openTestCatalog();
  for (const id of landmarks) {
    const place = { country: 'FR', latitude: 43.7, longitude: 7.26 };
    catalog.landmarks.upsertPersonal({ id, name: `The ${id}`, aliases: [`Le ${id}`], ...place });
  }
  const rootId = addRoot(catalog);
  if (hasPhotos) {
    for (let index = photoCount - 1; index >= 0; index -= 1) addPhoto(catalog, rootId, `p${index}`);
  }
  return { catalog, photos: [], decisions: createDecisionService({ catalog, onDecided: () => undefined }) };
}

/** Content of photos that were once said to show no landmark, undone or not. */
function listEverDenied({ catalog }: Pick<Scene, 'catalog'>): ReadonlySet<string> {
  const log = catalog.decisions.list({ afterId: 0, limit: 100 });
  return new Set(
    log.flatMap(({ kind, payload }) =>
      kind === 'not-landmark' ? (payload as { readonly photos: readonly string[] }).photos : [],
    ),
  );
}

/** What a person said of each photo and album, by names that every catalog understands. */
function readWord({ catalog }: Pick<Scene, 'catalog'>, everDenied: ReadonlySet<string>): unknown {
  const albums = new Map(catalog.albums.listAll().map((album) => [album.id, album]));
  const nameOf = (albumId: number): string => {
    const album = albums.get(albumId);
    return album?.landmarkId ?? album?.uuid ?? '';
  };
  const photos = catalog.photos.listPage({ offset: 0, limit: 100 }).map(({ id }) => id);
  const pairs = (ids: readonly number[]): string[] =>
    ids
      .flatMap((id, index) =>
        index % 2 === 0
          ? [[id, ids[index + 1] ?? 0].map((each) => catalog.photos.get(each)?.contentHash).join(' ')]
          : [],
      )
      .sort();
  return {
    // What was once said to show no landmark was rejected where Cairn had suggested it: elsewhere it never came to be there.
    photos: catalog.memberships
      .listDecided()
      .filter(({ photoId }) => !everDenied.has(catalog.photos.get(photoId)?.contentHash ?? ''))
      .map(({ albumId, photoId, state }) =>
        [nameOf(albumId), catalog.photos.get(photoId)?.contentHash, state].join(' '),
      )
      .sort(),
    different: pairs(catalog.duplicates.listDifferent()),
    favourites: photos
      .map((id) => [catalog.photos.get(id)?.contentHash, catalog.favourites.get(id)?.isFavourite ?? false].join(' '))
      .sort(),
    denied: photos
      .filter((id) => catalog.photos.isLandmarkDenied(id))
      .map((id) => catalog.photos.get(id)?.contentHash)
      .sort(),
  };
}

describe('a file of decisions', () => {
  it('refuses a line too deep to be written again, and takes the others', () => {
    const scene = openScene();
    make(scene, { kind: 'rename', album: 0, other: 1, photos: [1] });
    make(scene, { kind: 'confirm', album: 0, other: 1, photos: [1, 2] });
    const [header = '', line = '', ...others] = exportText(scene).split('\n');
    const { uid, ...decision } = JSON.parse(line) as { readonly uid: string };
    const deep = JSON.stringify({ uid, ...decision, entry: { deep: 'here' } }).replace(
      '"here"',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    );
    const report = readDecisionFile(openOther(true).catalog, [header, deep, line, ...others].join('\n'));
    expect(report.refused.map((refused) => refused.line)).toEqual([2]);
    expect(report.made).toBeGreaterThan(0);
  });

  it("brings a person's word to another catalog, once, with the photos there or coming later", () => {
    fc.assert(
      fc.property(
        fc.array(someDecision, { maxLength: 8 }),
        fc.nat({ max: 3 }),
        fc.boolean(),
        (given, undos, hasPhotos) => {
          const scene = openScene();
          // Without merging: what a merge moves besides decided photos are suggestions, which each catalog makes itself.
          for (const decision of given)
            if (!['merge', 'link', 'rename to a landmark'].includes(decision.kind)) make(scene, decision);
          for (let count = 0; count < undos; count += 1) scene.decisions.undo();
          const text = exportText(scene);
          const other = openOther(hasPhotos);
          expect(readDecisionFile(other.catalog, text).refused).toEqual([]);
          if (!hasPhotos) {
            const rootId = other.catalog.roots.list()[0]?.id ?? 0;
            for (let index = photoCount - 1; index >= 0; index -= 1) {
              const { photoId } = addPhoto(other.catalog, rootId, `p${index}`);
              takeUpAwaited(other.catalog, hashOf(`p${index}`), photoId);
            }
            expect(other.catalog.awaitedDecisions.list()).toEqual([]);
          }
          const denied = listEverDenied(scene);
          expect(readWord(other, denied)).toEqual(readWord(scene, denied));
          const before = readWord(other, denied);
          readDecisionFile(other.catalog, text);
          expect(readWord(other, denied)).toEqual(before);
          expect(other.catalog.checkIntegrity()).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('joins albums there, too, and knows landmarks', () => {
    const scene = openScene();
    const [a = 0, , , d = 0] = scene.photos;
    scene.decisions.confirm(1, [a]);
    scene.decisions.confirm(2, [d]);
    scene.decisions.merge(1, 2);
    scene.decisions.rename(1, 'le bridge');
    const other = openOther(true);
    expect(readDecisionFile(other.catalog, exportText(scene))).toMatchObject({ made: 4, refused: [] });
    const album = other.catalog.albums.findByLandmark('bridge');
    expect(other.catalog.memberships.listForAlbum(album?.id ?? 0)).toHaveLength(2);
    expect(other.decisions.undo()).toBe('rename');
    expect(other.catalog.albums.findByLandmark('bridge')).toBeNull();
  });

  it('never undoes what the person said here later', () => {
    const scene = openScene();
    const [a = 0] = scene.photos;
    scene.decisions.confirm(4, [a]);
    const text = exportText(scene);
    const other = openOther(true);
    const album = other.catalog.albums.insert({ kind: 'landmark', landmarkId: 'tower', name: 'The tower' });
    const photoId = other.catalog.photos.findByHash(hashOf('p0')) ?? 0;
    other.decisions.reject(album, [photoId]);
    readDecisionFile(other.catalog, text);
    expect(other.catalog.memberships.get(album, photoId)?.state).toBe('rejected');
  });

  it('refuses what is no file of decisions, and leaves out lines that are none', () => {
    const { catalog } = openScene();
    for (const text of ['', '{}', '[]', 'hello', '{"format":"cairn-decisions","version":2}', '\0'.repeat(100)]) {
      expect(() => readDecisionFile(catalog, text)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    }
    const header = '{"format":"cairn-decisions","version":1}';
    const hostile = [
      '{"uid":"x"}',
      'null',
      `{"uid":"${'a'.repeat(32)}","atMs":1,"kind":"confirm","entry":{"album":{"uuid":"../../etc","landmarkId":null,"name":"x"},"photos":[]}}`,
      `{"uid":"${'b'.repeat(32)}","atMs":1,"kind":"link","entry":{"album":{"uuid":"12345678","landmarkId":null,"name":"x"},"linked":"atlantis"}}`,
      `{"uid":"${'c'.repeat(32)}","atMs":1,"kind":"undo","entry":{"decision":1}}`,
      `{"uid":"${'d'.repeat(32)}","atMs":1e99,"kind":"hide","entry":{}}`,
    ];
    const before = catalog.albums.listAll().length;
    const report = readDecisionFile(catalog, [header, ...hostile, ''].join('\r\n'));
    expect(report).toMatchObject({ made: 0, awaited: 0 });
    expect(report.refused.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(catalog.albums.listAll()).toHaveLength(before);
    expect(catalog.decisions.count()).toBe(0);
  });
});
