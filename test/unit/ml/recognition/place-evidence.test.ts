import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRuledOut, weighPlace, type PhotoPlace } from '../../../../src/ml/recognition/place-evidence.ts';

const tower = { latitude: 48.8584, longitude: 2.2945, reachMeters: 1000 };
/** So many metres north of the tower. */
const takenAt = (meters: number, changes: Partial<PhotoPlace> = {}): PhotoPlace => ({
  latitude: tower.latitude + meters / 111_195,
  longitude: tower.longitude,
  ...changes,
});
const nowhere: PhotoPlace = { latitude: null, longitude: null };

describe('weighPlace', () => {
  it('speaks for what is within reach, against what is just beyond, and rules out what is far', () => {
    expect(weighPlace(takenAt(500), tower)?.logOdds).toBeCloseTo(3, 6);
    expect(weighPlace(takenAt(1085), tower)?.logOdds).toBeLessThan(0);
    expect(weighPlace(takenAt(1200), tower)).toMatchObject({ kind: 'gps', logOdds: null });
    expect(weighPlace(takenAt(1200), tower)?.distanceMeters).toBeCloseTo(1200, -1);
  });

  it('takes the error of the position as the device gives it', () => {
    const vague = takenAt(1200, { gpsErrorMeters: 500 });
    expect(weighPlace(vague, tower)?.logOdds).toBeGreaterThan(2);
    expect(isRuledOut(vague, tower)).toBe(false);
    // No device knows a place better than we know the landmark's.
    expect(weighPlace(takenAt(1030, { gpsErrorMeters: 0 }), tower)?.logOdds).not.toBeNull();
  });

  it('says nothing without a place', () => {
    expect(weighPlace(nowhere, tower)).toBeNull();
    expect(weighPlace(takenAt(0), { ...tower, latitude: null, longitude: null })).toBeNull();
    expect(isRuledOut(nowhere, tower)).toBe(false);
  });

  it('says less of a mountain that is seen from afar', () => {
    const mountain = { ...tower, reachMeters: 50_000 };
    const [near, wide] = [weighPlace(takenAt(500), tower), weighPlace(takenAt(500), mountain)];
    expect(wide?.logOdds).toBeLessThan((near?.logOdds ?? 0) / 2);
    expect(wide?.logOdds).toBeGreaterThanOrEqual(1);
  });

  it('weighs an estimate half and never rules anything out by it', () => {
    const estimate = { latitude: tower.latitude, longitude: tower.longitude, radiusMeters: 200 };
    expect(weighPlace({ ...nowhere, estimate }, tower)).toMatchObject({ kind: 'estimate', logOdds: 1.5 });
    const far = { ...estimate, latitude: 10 };
    expect(weighPlace({ ...nowhere, estimate: far }, tower)?.logOdds).toBeCloseTo(-1.5, 6);
    // What was measured goes first.
    expect(weighPlace(takenAt(0, { estimate: far }), tower)?.kind).toBe('gps');
  });

  it('never grows with the distance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3000, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (d, step) => {
          const [near, far] = [weighPlace(takenAt(d), tower), weighPlace(takenAt(d + step), tower)];
          expect(far?.logOdds ?? -Infinity).toBeLessThanOrEqual((near?.logOdds ?? -Infinity) + 1e-9);
        },
      ),
    );
  });
});
