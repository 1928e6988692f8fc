import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { readDecisionFile, writeDecisionFile } from '../../../../src/library/decisions/decision-file.ts';
import { createDecisionService, type DecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { takeUpAwaited } from '../../../../src/library/decisions/replay.ts';
import { addGroup, addPhoto, addRoot, hashOf, openTestCatalog, type TestClock } from '../../db/temporary-catalog.ts';

interface Computer {
  readonly catalog: Catalog;
  readonly decisions: DecisionService;
  /** Time of the next decision. */
  readonly clock: TestClock;
  /** A photo comes to this computer; returns its id. */
  readonly bring: (name: string) => number;
}

function openComputer(): Computer {
  const clock = { nowMs: 1_000_000 };
  const catalog = openTestCatalog({ clock });
  const rootId = addRoot(catalog);
  return {
    catalog,
    clock,
    decisions: createDecisionService({ catalog, now: () => clock.nowMs, onDecided: () => undefined }),
    bring: (name) => {
      const { photoId } = addPhoto(catalog, rootId, name);
      takeUpAwaited(catalog, hashOf(name), photoId);
      return photoId;
    },
  };
}

function exportFile({ catalog }: Computer): string {
  return [...writeDecisionFile(catalog)].join('\n');
}

/** States of a photo by album name. */
function readStates({ catalog }: Computer, photoId: number): Record<string, string> {
  return Object.fromEntries(catalog.memberships.listForPhoto(photoId).map(({ name, state }) => [name, state]));
}

describe('decisions on another computer', () => {
  it('are made in their order: of two about one photo the later one holds', () => {
    const home = openComputer();
    const [a, b] = [home.bring('a'), home.bring('b')];
    const castle = addGroup(home.catalog, 'Castle');
    home.decisions.confirm(castle, [a, b]);
    home.clock.nowMs += 10;
    home.decisions.reject(castle, [a]);
    home.clock.nowMs += 10;
    home.decisions.reject(castle, [b]);
    home.clock.nowMs += 10;
    home.decisions.confirm(castle, [b]);
    const text = exportFile(home);

    const withPhotos = openComputer();
    // Read long after they were made.
    withPhotos.clock.nowMs = 9_000_000;
    const ids = [withPhotos.bring('a'), withPhotos.bring('b')];
    readDecisionFile(withPhotos.catalog, text);
    expect(ids.map((id) => readStates(withPhotos, id))).toEqual([{ Castle: 'rejected' }, { Castle: 'confirmed' }]);

    const withoutPhotos = openComputer();
    withoutPhotos.clock.nowMs = 9_000_000;
    expect(readDecisionFile(withoutPhotos.catalog, text)).toMatchObject({ made: 4, awaited: 5 });
    expect(readStates(withoutPhotos, withoutPhotos.bring('a'))).toEqual({ Castle: 'rejected' });
    expect(readStates(withoutPhotos, withoutPhotos.bring('b'))).toEqual({ Castle: 'confirmed' });
  });

  it('that wait for a photo tell "not a landmark" from what was said before and after', () => {
    const home = openComputer();
    const [a, b] = [home.bring('a'), home.bring('b')];
    const castle = addGroup(home.catalog, 'Castle');
    home.decisions.confirm(castle, [a]);
    home.clock.nowMs += 10;
    home.decisions.denyLandmark([a, b]);
    home.clock.nowMs += 10;
    home.decisions.confirm(castle, [b]);

    const other = openComputer();
    readDecisionFile(other.catalog, exportFile(home));
    const [otherA, otherB] = [other.bring('a'), other.bring('b')];
    expect(readStates(other, otherA)).toEqual({ Castle: 'rejected' });
    expect(other.catalog.photos.isLandmarkDenied(otherA)).toBe(true);
    expect(readStates(other, otherB)).toEqual({ Castle: 'confirmed' });
    expect(other.catalog.photos.isLandmarkDenied(otherB)).toBe(false);
  });

  it('go on to a third one, also those whose photos never came to the second', () => {
    const home = openComputer();
    const castle = addGroup(home.catalog, 'Castle');
    home.decisions.reject(castle, [home.bring('a')]);
    home.decisions.rename(castle, 'Old Castle');
    const second = openComputer();
    readDecisionFile(second.catalog, exportFile(home));
    const third = openComputer();
    const a = third.bring('a');
    readDecisionFile(third.catalog, exportFile(second));
    expect(readStates(third, a)).toEqual({ 'Old Castle': 'rejected' });
    expect(readDecisionFile(home.catalog, exportFile(third))).toMatchObject({ made: 0, known: 2 });
  });

  it('give way to what was decided here later, "not a landmark" too', () => {
    const home = openComputer();
    const castle = addGroup(home.catalog, 'Castle');
    const a = home.bring('a');
    home.decisions.denyLandmark([a]);
    const other = openComputer();
    const otherA = other.bring('a');
    other.clock.nowMs = home.clock.nowMs + 10;
    const tower = addGroup(other.catalog, 'Tower');
    other.decisions.confirm(tower, [otherA]);
    readDecisionFile(other.catalog, exportFile(home));
    expect(other.catalog.photos.isLandmarkDenied(otherA)).toBe(false);
    expect(readStates(other, otherA)).toEqual({ Tower: 'confirmed' });
    expect(castle).toBeGreaterThan(0);
  });

  it('about an album that was merged here reach the one that it joined', () => {
    const home = openComputer();
    const [castle, fort] = [addGroup(home.catalog, 'Castle'), addGroup(home.catalog, 'Fort')];
    home.decisions.confirm(castle, [home.bring('a')]);
    home.decisions.confirm(fort, [home.bring('b')]);
    const other = openComputer();
    readDecisionFile(other.catalog, exportFile(home));
    const ids = other.catalog.albums.listAll().map(({ id }) => id);
    other.decisions.merge(ids[0] ?? 0, ids[1] ?? 0);
    const [a, b] = [other.bring('a'), other.bring('b')];
    expect([a, b].map((id) => readStates(other, id))).toEqual([{ Castle: 'confirmed' }, { Castle: 'confirmed' }]);
  });

  it('come undone there, too, before their photos come and after', () => {
    const home = openComputer();
    const castle = addGroup(home.catalog, 'Castle');
    home.decisions.confirm(castle, [home.bring('a')]);
    home.decisions.denyLandmark([home.bring('b')]);
    const text = exportFile(home);

    const before = openComputer();
    readDecisionFile(before.catalog, text);
    expect([before.decisions.undo(), before.decisions.undo(), before.decisions.undo()]).toEqual([
      'not-landmark',
      'confirm',
      null,
    ]);
    expect(before.catalog.awaitedDecisions.list()).toEqual([]);
    before.decisions.redo();
    before.decisions.redo();
    expect(readStates(before, before.bring('a'))).toEqual({ Castle: 'confirmed' });
    expect(before.catalog.photos.isLandmarkDenied(before.bring('b'))).toBe(true);

    const after = openComputer();
    readDecisionFile(after.catalog, text);
    const [a, b] = [after.bring('a'), after.bring('b')];
    after.decisions.undo();
    after.decisions.undo();
    expect(readStates(after, a)).toEqual({});
    expect(after.catalog.photos.isLandmarkDenied(b)).toBe(false);
    after.decisions.redo();
    after.decisions.redo();
    expect(readStates(after, a)).toEqual({ Castle: 'confirmed' });
    expect(after.catalog.photos.isLandmarkDenied(b)).toBe(true);
  });

  it('refuses a line that was changed, and one about a landmark that is unknown here, and leaves nothing of them', () => {
    const home = openComputer();
    const castle = addGroup(home.catalog, 'Castle');
    home.decisions.confirm(castle, [home.bring('a')]);
    const [header = '', line = ''] = exportFile(home).split('\n');
    const other = openComputer();
    const changed = [header, line.replace('"confirm"', '"reject"')].join('\n');
    expect(readDecisionFile(other.catalog, changed).refused).toEqual([
      { line: 2, reason: 'This line was changed after it was written.' },
    ]);

    home.catalog.landmarks.upsertPersonal({
      id: 'bridge',
      name: 'The bridge',
      aliases: [],
      country: null,
      latitude: null,
      longitude: null,
    });
    home.decisions.link(castle, 'bridge');
    const report = readDecisionFile(other.catalog, exportFile(home));
    expect(report).toMatchObject({ made: 1, refused: [{ line: 3, reason: 'There is no landmark "bridge".' }] });
    expect(other.catalog.albums.listAll().map(({ kind }) => kind)).toEqual(['group']);
    expect(other.catalog.checkIntegrity()).toEqual([]);
  });
});
