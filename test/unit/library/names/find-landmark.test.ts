import { describe, expect, it } from 'vitest';
import type { NewLandmark } from '../../../../src/db/landmarks.ts';
import { findLandmarkByName } from '../../../../src/library/names/find-landmark.ts';
import { openTestCatalog } from '../../db/temporary-catalog.ts';

const landmark = (id: string, changes: Partial<NewLandmark>): NewLandmark => ({
  id,
  name: id,
  aliases: [],
  country: null,
  latitude: null,
  longitude: null,
  ...changes,
});
const paris = { latitude: 48.85, longitude: 2.35 };
const delhi = { latitude: 28.61, longitude: 77.23 };

function openWithLandmarks() {
  const catalog = openTestCatalog();
  catalog.landmarks.replaceAtlas([
    landmark('eiffel-tower', { name: 'Eiffel Tower', names: { de: 'Eiffelturm' }, ...paris, reachMeters: 6000 }),
    landmark('india-gate', { name: 'India Gate', names: { fr: "Porte de l'Inde" }, ...delhi }),
    landmark('gateway-of-india', { aliases: ["Porte de l'Inde"], latitude: 18.92, longitude: 72.83 }),
    landmark('atlantis', { name: 'Atlantis' }),
  ]);
  return catalog;
}

describe('findLandmarkByName', () => {
  it.each(['eiffel tower', 'The Eiffel-Tower!', 'EIFFELTURM', ' eiffelturm '])('knows what %s means', (name) => {
    expect(findLandmarkByName(openWithLandmarks(), name)?.id).toBe('eiffel-tower');
  });

  it('knows nothing of other names', () => {
    const catalog = openWithLandmarks();
    for (const name of ['', '…', 'Eiffel', 'Our holiday']) expect(findLandmarkByName(catalog, name), name).toBeNull();
  });

  it('guesses none where a name means two, unless the place tells which', () => {
    const catalog = openWithLandmarks();
    expect(findLandmarkByName(catalog, "porte de l'Inde")).toBeNull();
    expect(findLandmarkByName(catalog, "porte de l'Inde", delhi)?.id).toBe('india-gate');
  });

  it('takes a namesake far from the photos for another place', () => {
    const catalog = openWithLandmarks();
    expect(findLandmarkByName(catalog, 'Eiffel Tower', delhi)).toBeNull();
    expect(findLandmarkByName(catalog, 'Eiffel Tower', { latitude: 49, longitude: 2.5 })?.id).toBe('eiffel-tower');
    // Nobody knows where it lies.
    expect(findLandmarkByName(catalog, 'Atlantis', delhi)?.id).toBe('atlantis');
  });
});
