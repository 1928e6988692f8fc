import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { buildNameKey } from '../../../../src/db/name-key.ts';
import { findNearestCity } from '../../../../src/library/places/find-nearest-city.ts';
import { loadLandmarkFacts } from '../../../../src/ml/atlas/load-facts.ts';
import { landmarkFactsSchema } from '../../../../src/ml/recognition/atlas.ts';
import { loadCountryBorders } from './country-borders.ts';

const facts = await loadLandmarkFacts();
const borders = loadCountryBorders();

const atlasFolder = new URL('../../../../src/ml/atlas/', import.meta.url);

async function readTrainingFolders(): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(new URL('training-folders.json', atlasFolder), 'utf8');
  return JSON.parse(text) as Record<string, string>;
}

/** Every name by which a person may mean the landmark, as it is looked up. */
function listNameKeys({ name, aliases, names }: (typeof facts)[number]): Set<string> {
  return new Set([name, ...aliases, ...Object.values(names)].map(buildNameKey));
}

describe('landmarks.json', () => {
  it('holds the landmarks of the training photos and at least 300 more', async () => {
    const trained = new Set(Object.values(await readTrainingFolders()));
    expect(facts.length).toBeGreaterThanOrEqual(trained.size + 300);
    const ids = new Set(facts.map((row) => row.id));
    for (const id of trained) expect(ids.has(id), id).toBe(true);
  });

  it('has one line a landmark, in the order of the ids', async () => {
    const lines = (await readFile(new URL('landmarks.json', atlasFolder), 'utf8')).trimEnd().split('\n').slice(1, -1);
    expect(lines.map((line) => (JSON.parse(line.replace(/,$/, '')) as { id: string }).id)).toEqual(
      facts.map((row) => row.id),
    );
    expect(facts.map((row) => row.id)).toEqual([...new Set(facts.map((row) => row.id))].sort());
  });

  it('keeps every id that was ever given: albums, packs and decisions hold them', async () => {
    const given = (await readFile(new URL('stable-ids.txt', import.meta.url), 'utf8')).trimEnd().split('\n');
    const ids = new Set(facts.map((row) => row.id));
    expect(given.filter((id) => !ids.has(id))).toEqual([]);
    // New ones are added to the list.
    expect(given.length).toBe(ids.size);
  });

  it('says of each what it is, and what it is called in some other language or way', () => {
    for (const { id, names, aliases, name } of facts) {
      expect(aliases, id).not.toContain(name);
      expect(Object.values(names), id).not.toContain(name);
      expect(Object.keys(names), id).not.toContain('en');
    }
    const translated = facts.filter(({ names }) => Object.keys(names).length > 0);
    expect(translated.length / facts.length).toBeGreaterThan(0.85);
    // The closed list is for what fits nothing else.
    expect(facts.filter(({ kind }) => kind === 'other').length / facts.length).toBeLessThan(0.05);
  });

  it('gives each a name of its own', () => {
    const owners = new Map<string, string[]>();
    for (const row of facts) for (const key of listNameKeys(row)) owners.set(key, [...(owners.get(key) ?? []), row.id]);
    for (const { id, name } of facts) expect(owners.get(buildNameKey(name)), name).toEqual([id]);
    // Other names may be shared (two gates are "the Gate of India" in French), but few are.
    const shared = [...owners.values()].filter((ids) => ids.length > 1);
    expect(shared.length).toBeLessThan(0.01 * owners.size);
  });

  it('writes names in the script of their language', () => {
    const scripts: Readonly<Record<string, RegExp>> = {
      ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
      zh: /\p{Script=Han}/u,
      ko: /\p{Script=Hangul}/u,
      ru: /\p{Script=Cyrillic}/u,
      el: /\p{Script=Greek}/u,
      ar: /\p{Script=Arabic}/u,
      hi: /\p{Script=Devanagari}/u,
    };
    for (const { id, names } of facts) {
      for (const [language, name] of Object.entries(names)) {
        expect(name, `${id} ${language}`).toMatch(scripts[language] ?? /\p{Letter}/u);
        if (language === 'zh') expect(name, id).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}]/u);
      }
    }
  });

  it('places each in its country', () => {
    /** Kilometres off the land that Natural Earth draws at 1:10 million: it leaves out small islands, and reefs are no land. */
    const offshore: Readonly<Record<string, number>> = {
      'bishop-rock-lighthouse': 11,
      'faraglioni-capri': 9,
      'great-barrier-reef-heart-reef': 43,
      'great-blue-hole': 28,
      'maya-bay': 29,
      'oresund-bridge': 7,
      'skellig-michael': 14,
    };
    for (const { id, country, latitude, longitude } of facts) {
      if (country === null) continue;
      if (latitude === null || longitude === null) throw new Error(`${id} has no place`);
      const meters = borders.measureDistance(country, latitude, longitude);
      expect(meters, `${id}: borders of ${country}`).not.toBeNull();
      expect(meters, `${id}: metres outside ${country}`).toBeLessThan((offshore[id] ?? 5) * 1000);
    }
  });

  it('places none far from any city, but for nature and the remote ones', () => {
    const nature = new Set(['beach', 'cave', 'island', 'lake', 'mountain', 'other', 'park', 'valley', 'waterfall']);
    const remote = new Set(['abu-simbel', 'moai-easter-island', 'mykonos-windmills', 'oia-santorini', 'mogao-caves']);
    remote.add('church-of-the-good-shepherd-tekapo');
    for (const { id, kind, latitude, longitude } of facts) {
      if (latitude === null || longitude === null || nature.has(kind) || remote.has(id)) continue;
      const city = findNearestCity(latitude, longitude);
      expect(city?.distanceKm ?? Infinity, `${id} near ${city?.name ?? 'nothing'}`).toBeLessThan(101);
    }
  });

  it('places those whose name ends with a city in it', async () => {
    const table = await readFile(new URL('../../library/places/cities.tsv', atlasFolder), 'utf8');
    const cities = table.split('\n').map((line) => line.split('\t'));
    let checked = 0;
    for (const { id, name, country, latitude, longitude } of facts) {
      const named = /, ([^,]+)$/.exec(name)?.[1];
      const places = cities.filter(([city, code]) => city === named && code === country);
      if (places.length === 0 || latitude === null || longitude === null) continue;
      checked += 1;
      const isNear = places.some(
        ([, , north, east]) => Math.abs(Number(north) - latitude) < 0.35 && Math.abs(Number(east) - longitude) < 0.5,
      );
      expect(isNear, id).toBe(true);
    }
    expect(checked).toBeGreaterThan(40);
  });
});

describe('landmarkFactsSchema', () => {
  const row = { id: 'a', name: 'A', aliases: [], country: null, latitude: null, longitude: null, reachMeters: 100 };

  it('reads what was written before names and kinds', () => {
    expect(landmarkFactsSchema.parse(row)).toEqual({ ...row, names: {}, kind: 'other' });
  });

  it.each([
    ['an unknown kind', { kind: 'spaceship' }],
    ['a language that is none', { names: { 'not a language': 'X' } }],
    ['a name that moves the cursor', { names: { de: 'X\u001b[2J' } }],
    ['an empty name', { names: { de: '' } }],
  ])('refuses %s', (_what, change) => {
    expect(landmarkFactsSchema.safeParse({ ...row, ...change }).success).toBe(false);
  });
});

describe('loadCountryBorders', () => {
  it('tells how far a place is outside a country', () => {
    expect(borders.measureDistance('FR', 48.86, 2.35)).toBe(0);
    expect(borders.measureDistance('DE', 48.86, 2.35)).toBeGreaterThan(200_000);
    // Lesotho is a hole of South Africa.
    expect(borders.measureDistance('ZA', -29.6, 28.2)).toBeGreaterThan(50_000);
    expect(borders.measureDistance('XX', 0, 0)).toBeNull();
  });
});
