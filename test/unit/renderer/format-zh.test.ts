/** @file Numbers and dates in a Chinese window. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type * as Formats from '../../../renderer/strings/format.ts';

let formats: typeof Formats;

beforeAll(async () => {
  vi.resetModules();
  vi.stubGlobal('location', { search: '?lang=zh-Hans' });
  formats = await import('../../../renderer/strings/format.ts');
  return () => vi.unstubAllGlobals();
});

describe('formats in Chinese', () => {
  const juneMs = Date.UTC(2019, 5, 3, 9, 30);

  test('write dates with their units', () => {
    expect(formats.formatMonth(juneMs)).toBe('2019年6月');
    expect(formats.formatDay(juneMs)).toBe('2019年6月3日');
    expect(formats.formatDayTime(juneMs, 480)).toBe('2019年6月3日星期一 17:30');
    expect(formats.formatMonthRange(juneMs, Date.UTC(2023, 7, 1))).toBe('2019年6月 – 2023年8月');
    expect(formats.formatMonthRange(juneMs, juneMs)).toBe('2019年6月');
  });

  test('name the hemispheres before the degrees', () => {
    expect(formats.formatCoordinates(-33.8568, 151.2153)).toBe('南纬 33.8568°，东经 151.2153°');
  });

  test('name countries by code or English name', () => {
    expect(formats.formatCountry('FR')).toBe('法国');
    expect(formats.formatCountry('France')).toBe('法国');
    expect(formats.formatCountry('法国')).toBe('法国');
    expect(formats.formatCountry('Atlantis')).toBe('Atlantis');
  });

  test('choose the Chinese catalogue', async () => {
    const { t } = await import('../../../renderer/strings/index.ts');
    expect(t.landmarks.title).toBe('地标');
  });
});
