import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBeyond, measureDistanceMeters } from '../../../../src/ml/recognition/geo-distance.ts';

const position = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('measureDistanceMeters', () => {
  it('knows the way from Paris to London, and over the date line', () => {
    const paris = { latitude: 48.8584, longitude: 2.2945 };
    const london = { latitude: 51.5007, longitude: -0.1246 };
    expect(measureDistanceMeters(paris, london) / 1000).toBeCloseTo(340.6, 0);
    const [east, west] = [179.99, -179.99].map((longitude) => ({ latitude: 0, longitude }));
    expect(measureDistanceMeters(east ?? paris, west ?? paris)).toBeLessThan(3000);
  });
});

describe('isBeyond', () => {
  it('says what the distance says', () => {
    fc.assert(
      fc.property(position, position, fc.double({ min: 50, max: 2e7, noNaN: true }), (a, b, meters) => {
        const distance = measureDistanceMeters(a, b);
        // But for rounding where they are equal.
        fc.pre(Math.abs(distance - meters) > 1e-3);
        expect(isBeyond(a, b, meters)).toBe(distance > meters);
      }),
    );
  });
});
