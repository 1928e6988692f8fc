import { describe, expect, it } from 'vitest';
import type { PhotoEvidenceRow } from '../../../../src/db/photo-evidence.ts';
import { estimatePlace } from '../../../../src/library/evidence/estimate-place.ts';

const photo: PhotoEvidenceRow = {
  photoId: 1,
  latitude: null,
  longitude: null,
  takenMs: 60 * 60_000,
  gpsErrorMeters: null,
  keywords: [],
  pictureKind: 'photo',
  placeEstimate: null,
};

function anchor(photoId: number, minutes: number, longitude: number, changes: Partial<PhotoEvidenceRow> = {}) {
  return { ...photo, photoId, takenMs: minutes * 60_000, latitude: 48.85, longitude, ...changes };
}

describe('estimatePlace', () => {
  it('lies between the photos before and after, by time', () => {
    const estimate = estimatePlace(photo, [
      anchor(2, 50, 2.29),
      anchor(3, 65, 2.3),
      anchor(4, 70, 9),
      anchor(5, 40, 9),
    ]);
    expect(estimate?.latitude).toBeCloseTo(48.85, 6);
    expect(estimate?.longitude).toBeCloseTo(2.29 + 0.01 * (10 / 15), 6);
    expect(estimate?.source).toBe('between-neighbours');
    // Five minutes of walking from the nearer one, and the usual error.
    expect(estimate?.radiusMeters).toBeCloseTo(30 + 5 * 80, 6);
  });

  it('is as unsure as its anchors, and more so where they are far apart', () => {
    const near = [anchor(2, 59, 2.29), anchor(3, 61, 2.29, { gpsErrorMeters: 500 })];
    expect(estimatePlace(photo, near)?.radiusMeters).toBeCloseTo(580, 6);
    const driven = [anchor(2, 50, 2.2), anchor(3, 70, 2.3)];
    expect(estimatePlace(photo, driven)?.radiusMeters).toBeGreaterThan(3500);
    expect(estimatePlace(photo, [anchor(2, 50, 2), anchor(3, 70, 3)])).toBeNull();
  });

  it('needs one on each side, of the same walk', () => {
    expect(estimatePlace(photo, [anchor(2, 50, 2.29), anchor(3, 55, 2.29)])).toBeNull();
    expect(estimatePlace(photo, [anchor(2, 29, 2.29), anchor(3, 61, 2.29)])).toBeNull();
    expect(estimatePlace(photo, [anchor(2, 50, 2.29), anchor(3, 65, 2.29, { gpsErrorMeters: 3000 })])).toBeNull();
  });

  it.each(['screenshot', 'document', 'artwork', null] as const)('never gives a %s a place', (pictureKind) => {
    expect(estimatePlace({ ...photo, pictureKind }, [anchor(2, 59, 2.29), anchor(3, 61, 2.29)])).toBeNull();
  });

  it('is no anchor of a place when it is a screenshot', () => {
    const screenshot = anchor(3, 61, 2.29, { pictureKind: 'screenshot' });
    expect(estimatePlace(photo, [anchor(2, 59, 2.29), screenshot])).toBeNull();
  });

  it('goes the short way over the date line', () => {
    const estimate = estimatePlace(photo, [anchor(2, 59, 179.999), anchor(3, 61, -179.999)]);
    expect(Math.abs(estimate?.longitude ?? 0)).toBeCloseTo(180, 6);
  });

  it('does not depend on the order of its neighbours', () => {
    const around = [anchor(2, 59, 2.29), anchor(3, 59, 2.31), anchor(4, 61, 2.3)];
    expect(estimatePlace(photo, around)).toEqual(estimatePlace(photo, [...around].reverse()));
  });
});
