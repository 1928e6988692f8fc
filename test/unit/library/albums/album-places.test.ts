import { expect, it } from 'vitest';
import { describePlace, findMedianPlace, nameGroup } from '../../../../src/library/albums/album-places.ts';

const nice = { latitude: 43.7, longitude: 7.26 };
const nowhere = { latitude: null, longitude: null };

it('takes the median, which one wrong position does not move', () => {
  const median = findMedianPlace([
    nice,
    { latitude: 43.71, longitude: 7.27 },
    { latitude: -80, longitude: -170 },
    nowhere,
    nice,
  ]);
  expect(median?.latitude).toBeCloseTo(43.7);
  expect(median?.longitude).toBeCloseTo(7.26);
  expect(findMedianPlace([nowhere])).toBeNull();
});

it('has no seam at the 180th meridian', () => {
  const median = findMedianPlace([
    { latitude: -16, longitude: 179.9 },
    { latitude: -16, longitude: -179.9 },
    { latitude: -16, longitude: -179.8 },
  ]);
  expect(median?.longitude).toBeCloseTo(-179.9);
});

it('names a group by the city and counts on when the name is taken', () => {
  expect(nameGroup([nice], new Set())).toMatchObject({ name: 'Unnamed landmark near Nice', place: 'Nice, France' });
  const taken = new Set(['Unnamed landmark near Nice', 'Unnamed landmark near Nice 2']);
  expect(nameGroup([nice], taken).name).toBe('Unnamed landmark near Nice 3');
  expect(nameGroup([nowhere], new Set())).toEqual({
    name: 'Unnamed landmark',
    place: null,
    latitude: null,
    longitude: null,
  });
});

it('knows no place in the middle of the sea', () => {
  expect(describePlace({ latitude: -48, longitude: -123 })).toBeNull();
  expect(describePlace(null)).toBeNull();
});
