import { describe, expect, it } from 'vitest';
import type { NewLandmark } from '../../../src/db/landmarks.ts';
import { openTestCatalog } from './temporary-catalog.ts';

const landmark = (id: string, changes: Partial<NewLandmark> = {}): NewLandmark => ({
  id,
  name: `Name of ${id}`,
  aliases: ['Tour "Eiffel"', 'エッフェル塔'],
  country: 'FR',
  latitude: 48.8584,
  longitude: 2.2945,
  ...changes,
});

describe('landmarks', () => {
  it('gives back what it was given', () => {
    const { landmarks } = openTestCatalog();
    landmarks.replaceAtlas([
      landmark('b'),
      landmark('a', { aliases: [], country: null, latitude: null, longitude: null }),
    ]);
    expect(landmarks.get('b')).toEqual({
      ...landmark('b'),
      names: {},
      kind: 'other',
      reachMeters: 1000,
      source: 'atlas',
    });
    expect(landmarks.list().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(landmarks.get('c')).toBeNull();
  });

  it('has a name in the first language that there is one in', () => {
    const { landmarks } = openTestCatalog();
    landmarks.replaceAtlas([landmark('a', { names: { zh: '埃菲尔铁塔', fr: 'Tour Eiffel' } }), landmark('b')]);
    expect(landmarks.findLocalName('a', ['zh-Hans', 'zh', 'fr'])).toBe('埃菲尔铁塔');
    expect(landmarks.findLocalName('a', ['ko'])).toBeNull();
    expect(landmarks.findLocalName('b', ['zh'])).toBeNull();
    expect(landmarks.findLocalName('c', ['zh'])).toBeNull();
  });

  it('makes the atlas exactly the new one, but keeps what an album needs', () => {
    const { landmarks, albums } = openTestCatalog();
    landmarks.replaceAtlas([landmark('kept'), landmark('dropped'), landmark('changed')]);
    albums.insert({ kind: 'landmark', landmarkId: 'kept', name: 'Kept' });
    landmarks.replaceAtlas([landmark('changed', { name: 'New name' }), landmark('new')]);
    expect(landmarks.list().map(({ id, name }) => [id, name])).toEqual([
      ['changed', 'New name'],
      ['kept', 'Name of kept'],
      ['new', 'Name of new'],
    ]);
    landmarks.replaceAtlas([]);
    expect(landmarks.list().map(({ id }) => id)).toEqual(['kept']);
  });

  it('never lets the atlas change a landmark of the person', () => {
    const { landmarks } = openTestCatalog();
    landmarks.upsertPersonal(landmark('mine', { name: 'Our lighthouse' }));
    landmarks.replaceAtlas([landmark('mine', { name: 'Lighthouse no. 7' }), landmark('other')]);
    expect(landmarks.get('mine')).toMatchObject({ name: 'Our lighthouse', source: 'person' });
    landmarks.replaceAtlas([]);
    expect(landmarks.get('mine')).not.toBeNull();
    landmarks.upsertPersonal(landmark('mine', { name: 'The lighthouse' }));
    expect(landmarks.get('mine')?.name).toBe('The lighthouse');
  });

  it('takes nothing of an atlas with a row that is wrong', () => {
    const { landmarks } = openTestCatalog();
    landmarks.replaceAtlas([landmark('a')]);
    expect(() => landmarks.replaceAtlas([landmark('b'), landmark('c', { latitude: 95 })])).toThrow(/CHECK/);
    expect(landmarks.list().map(({ id }) => id)).toEqual(['a']);
  });

  it('finds by name, alias and name in any language, and forgets names that were dropped', () => {
    const { landmarks } = openTestCatalog();
    const names = { de: 'Eiffelturm', ru: 'Эйфелева башня' };
    landmarks.replaceAtlas([
      landmark('tower', { name: 'Eiffel Tower', aliases: ['La Dame de Fer'], names, kind: 'tower', reachMeters: 5000 }),
      landmark('copy', { name: 'Eiffel Tower', aliases: [] }),
    ]);
    expect(landmarks.get('tower')).toMatchObject({ names, kind: 'tower', reachMeters: 5000 });
    for (const name of ['eiffelturm', 'la dame-de-fer', 'эйфелева БАШНЯ']) {
      expect(
        landmarks.findByName(name).map(({ id }) => id),
        name,
      ).toEqual(['tower']);
    }
    expect(landmarks.findByName('the eiffel tower').map(({ id }) => id)).toEqual(['copy', 'tower']);
    expect(landmarks.findByName('?')).toEqual([]);

    landmarks.replaceAtlas([landmark('tower', { name: 'Iron Lady', aliases: [] })]);
    expect(landmarks.findByName('Eiffelturm')).toEqual([]);
    expect(landmarks.findByName('Iron Lady').map(({ id }) => id)).toEqual(['tower']);
  });

  it("keeps the person's names when the atlas brings others", () => {
    const { landmarks } = openTestCatalog();
    landmarks.upsertPersonal(landmark('mine', { name: 'Our lighthouse' }));
    landmarks.replaceAtlas([landmark('mine', { name: 'Lighthouse no. 7' })]);
    expect(landmarks.findByName('our lighthouse')).toHaveLength(1);
    expect(landmarks.findByName('lighthouse no. 7')).toEqual([]);
  });

  it('lists what lies between two latitudes', () => {
    const { landmarks } = openTestCatalog();
    landmarks.replaceAtlas([
      landmark('north', { latitude: 50 }),
      landmark('south', { latitude: 40 }),
      landmark('nowhere', { latitude: null, longitude: null }),
    ]);
    expect(landmarks.listBetween(45, 50).map(({ id }) => id)).toEqual(['north']);
    expect(landmarks.listBetween(30, 49).map(({ id }) => id)).toEqual(['south']);
  });

  it("makes a landmark of the atlas the person's own, although nothing else changes", () => {
    const { landmarks } = openTestCatalog();
    landmarks.replaceAtlas([landmark('a', { name: 'The Arch' })]);
    landmarks.upsertPersonal(landmark('a', { name: 'The Arch' }));
    landmarks.replaceAtlas([]);
    expect(landmarks.get('a')?.source).toBe('person');
    expect(landmarks.findByName('arch')).toHaveLength(1);
  });
});
