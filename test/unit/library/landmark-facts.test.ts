import { describe, expect, it } from 'vitest';
import { storeLandmarkFacts, type AtlasFacts } from '../../../src/library/landmark-facts.ts';
import { landmarkFactsSchema } from '../../../src/ml/recognition/atlas.ts';
import { openTestCatalog } from '../db/temporary-catalog.ts';

const written = [
  { id: 'tower', name: 'The Tower', aliases: ['Old tower'], names: { de: 'Der Turm' }, kind: 'tower' },
  { id: 'bridge', name: 'The Bridge', aliases: [], names: { fr: 'Le Pont' }, kind: 'bridge' },
].map((facts) =>
  landmarkFactsSchema.parse({ ...facts, country: 'FR', latitude: 48.8, longitude: 2.3, reachMeters: 500 }),
);
const unplaced = { country: null, latitude: null, longitude: null };
/** As an atlas of format 1 without the later fields tells it. */
const atlas: AtlasFacts = {
  fingerprint: 'a',
  landmarks: [
    { id: 'tower', name: 'Tower of the atlas', aliases: ['La Tour'], names: {}, kind: 'other', ...unplaced },
    { id: 'cape', name: 'The Cape', aliases: [], country: 'PT', latitude: 38.8, longitude: -9.5 },
  ],
};

describe('storeLandmarkFacts', () => {
  it('knows the landmarks of the atlas and those that no atlas recognises', () => {
    const catalog = openTestCatalog();
    const { landmarks } = catalog;
    storeLandmarkFacts(catalog, atlas, written);
    expect(landmarks.list().map(({ id }) => id)).toEqual(['bridge', 'cape', 'tower']);
    expect(landmarks.findByName('le pont').map(({ id }) => id)).toEqual(['bridge']);
  });

  it('completes what the atlas says, and keeps it', () => {
    const catalog = openTestCatalog();
    storeLandmarkFacts(catalog, atlas, written);
    expect(catalog.landmarks.get('tower')).toMatchObject({
      name: 'Tower of the atlas',
      aliases: ['La Tour', 'Old tower'],
      names: { de: 'Der Turm' },
      kind: 'tower',
      country: 'FR',
      latitude: 48.8,
      longitude: 2.3,
    });
    const placed = { ...atlas, fingerprint: 'b' };
    const [tower, cape] = atlas.landmarks;
    if (tower === undefined || cape === undefined) throw new Error('two landmarks');
    const place = { country: 'BE', latitude: 50.8, longitude: 4.3, kind: 'monument', names: { de: 'Turm' } };
    storeLandmarkFacts(catalog, { ...placed, landmarks: [{ ...tower, ...place }, cape] }, written);
    expect(catalog.landmarks.get('tower')).toMatchObject(place);
  });

  it('changes nothing while atlas and facts are the same, and follows either', () => {
    const catalog = openTestCatalog();
    storeLandmarkFacts(catalog, atlas, written);
    // Would be put right by storing again.
    catalog.landmarks.replaceAtlas([]);
    storeLandmarkFacts(catalog, atlas, written);
    expect(catalog.landmarks.list()).toEqual([]);
    storeLandmarkFacts(catalog, { ...atlas, fingerprint: 'b' }, written);
    expect(catalog.landmarks.list()).toHaveLength(3);
    storeLandmarkFacts(catalog, { ...atlas, fingerprint: 'b' }, written.slice(1));
    expect(catalog.landmarks.get('tower')?.names).toEqual({});
  });

  it('knows landmarks without any atlas', () => {
    const catalog = openTestCatalog();
    storeLandmarkFacts(catalog, null, written);
    expect(catalog.landmarks.list().map(({ id }) => id)).toEqual(['bridge', 'tower']);
    storeLandmarkFacts(catalog, atlas, written);
    expect(catalog.landmarks.list()).toHaveLength(3);
  });

  it('takes no more aliases than an atlas may hold', () => {
    const catalog = openTestCatalog();
    const aliases = Array.from({ length: 20 }, (_, index) => `Alias ${String(index)}`);
    const [tower] = atlas.landmarks;
    if (tower === undefined) throw new Error('a landmark');
    storeLandmarkFacts(catalog, { fingerprint: 'c', landmarks: [{ ...tower, aliases }] }, written);
    expect(catalog.landmarks.get('tower')?.aliases).toEqual(aliases);
  });
});
