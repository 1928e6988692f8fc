/** @file Numbers, dates and sizes in words. */
import { describe, expect, test } from 'vitest';
import { en } from '../../../renderer/strings/en/index.ts';
import {
  formatBytes,
  formatCoordinates,
  formatCountry,
  formatDayTime,
  formatProbability,
  formatRate,
} from '../../../renderer/strings/format.ts';

describe('formats', () => {
  test('never claims certainty', () => {
    expect(formatProbability(0.9999)).toBe('99%');
    expect(formatProbability(0)).toBe('1%');
  });

  test('shows decimals where they matter', () => {
    expect(formatRate(3.44)).toBe('3.4');
    expect(formatRate(42.4)).toBe('42');
  });

  test('shows sizes in decimal units', () => {
    expect(formatBytes(0)).toBe('0 bytes');
    expect(formatBytes(999)).toBe('999 bytes');
    expect(formatBytes(3_260_000)).toBe('3.3 MB');
    expect(formatBytes(7e15)).toContain('GB');
  });

  test('shows wall time where the photo was taken', () => {
    const noonUtc = Date.UTC(2024, 4, 3, 12);
    expect(formatDayTime(noonUtc, 120)).toMatch(/2024.*2:00|14:00/u);
    expect(formatDayTime(noonUtc, null)).toMatch(/12:00/u);
  });

  test('names countries', () => {
    expect(formatCountry('FR')).toBe('France');
    expect(formatCountry('France')).toBe('France');
    expect(formatCountry('QX')).toBe('QX');
  });

  test('names the hemispheres', () => {
    expect(formatCoordinates(-33.8568, 151.2153)).toBe('33.8568° S, 151.2153° E');
  });
});

describe('catalogue', () => {
  test('counts one and many', () => {
    expect(en.countPhotos(1)).toBe('1 photo');
    expect(en.countPhotos(1204)).toBe('1,204 photos');
  });

  test('says how long still', () => {
    expect(en.progress.remaining(20_000)).toBe('under a minute left');
    expect(en.progress.remaining(404_000)).toBe('7 min left');
    expect(en.progress.remaining(5_400_000)).toBe('1.5 h left');
  });
});
