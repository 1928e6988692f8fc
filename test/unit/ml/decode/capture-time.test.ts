import { describe, expect, it } from 'vitest';
import {
  inferOffset,
  parseExifOffset,
  parseExifTime,
  parseFileNameTime,
  parseGpsTime,
} from '../../../../src/ml/decode/capture-time.ts';

describe('EXIF times', () => {
  it('reads times with and without fractions', () => {
    expect(parseExifTime('2024:05:03 10:11:12', null)).toBe(Date.UTC(2024, 4, 3, 10, 11, 12));
    expect(parseExifTime('2024:05:03 10:11:12', '5')).toBe(Date.UTC(2024, 4, 3, 10, 11, 12, 500));
    expect(parseExifTime('2024-05-03T10:11:12', '0399999')).toBe(Date.UTC(2024, 4, 3, 10, 11, 12, 39));
  });

  it.each([
    '0000:00:00 00:00:00',
    '    :  :     :  :  ',
    '2024:02:30 10:00:00',
    '2024:13:01 10:00:00',
    '2024:05:03',
    '',
    null,
  ])('takes %j for no time', (text) => expect(parseExifTime(text, null)).toBeNull());

  it('reads offsets', () => {
    expect(['+02:00', '-03:30', '+0545', 'Z', '-00:00'].map(parseExifOffset)).toEqual([120, -210, 345, 0, 0]);
    expect(['+15:00', '2:00', '   :  ', '+01:75', null].map(parseExifOffset)).toEqual([null, null, null, null, null]);
  });

  it('joins satellite date and time', () => {
    expect(parseGpsTime('2024:05:03', [8, 11, 12.5])).toBe(Date.UTC(2024, 4, 3, 8, 11, 12));
    expect(parseGpsTime('2024:05:03', [8, NaN, 12])).toBeNull();
    expect(parseGpsTime('2024:05:03', [8, 11])).toBeNull();
    expect(parseGpsTime(null, [8, 11, 12])).toBeNull();
  });

  it('infers the zone from satellite time', () => {
    const utc = Date.UTC(2024, 4, 3, 8, 11, 12);
    expect(inferOffset(utc + 120 * 60_000, utc)).toBe(120);
    expect(inferOffset(utc + 345 * 60_000 + 70_000, utc)).toBe(345);
    expect(inferOffset(utc - 60_000, utc)).toBe(0);
    // A clock that is off by seven minutes, or a day.
    expect(inferOffset(utc + 127 * 60_000, utc)).toBeNull();
    expect(inferOffset(utc + 24 * 3_600_000, utc)).toBeNull();
  });
});

describe('file names', () => {
  const time = Date.UTC(2024, 4, 3, 10, 11, 12);
  const noon = Date.UTC(2024, 4, 3, 12);

  it.each([
    ['IMG_20240503_101112.jpg', time],
    ['20240503_101112(0).jpg', time],
    ['PXL_20240503_101112345.MP.jpg', time],
    ['20240503101112.jpg', time],
    ['2024-05-03 10.11.12.png', time],
    ['Screenshot_2024-05-03-10-11-12-345_app.jpg', time],
    ['Photo 2024-05-03 at 10.11.12.jpg', time],
    ['IMG-20240503-WA0007.jpg', noon],
    ['2024-05-03 Nice.jpg', noon],
    ['2024_05_03.jpg', noon],
  ])('reads %s', (name, expected) => expect(parseFileNameTime(name)).toBe(expected));

  it.each(['DSC01234.jpg', 'IMG_1234.jpg', '20241350_101112.jpg', '120240503.jpg', '17144280001234.jpg', 'a-2024.jpg'])(
    'reads no time from %s',
    (name) => expect(parseFileNameTime(name)).toBeNull(),
  );
});
