import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decodePathBytes,
  encodePathText,
  isPlainPath,
  toDisplayPath,
  toFileSystemPath,
} from '../../../src/library/path-encoding.ts';

const someBytes = fc.uint8Array({ maxLength: 40 });
/** Bytes close to UTF-8: valid text, escapes of ours, and damage. */
const nearText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }).map((text) => Buffer.from(text)),
      fc.constantFrom(Buffer.from('\u{10ff80}'), Buffer.from('\u{10ffe9}'), Buffer.of(0xe2, 0x82), Buffer.of(0xff)),
      fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.concat(parts));

it('gives back the same bytes, whatever they are', () => {
  fc.assert(
    fc.property(fc.oneof(someBytes, nearText), (bytes) => {
      expect(Buffer.compare(encodePathText(decodePathBytes(bytes)), Buffer.from(bytes))).toBe(0);
    }),
  );
});

it('never makes one text of two names', () => {
  fc.assert(
    fc.property(nearText, nearText, (a, b) => {
      expect(decodePathBytes(a) === decodePathBytes(b)).toBe(a.equals(b));
    }),
  );
});

it('makes text that survives a UTF-8 database', () => {
  fc.assert(
    fc.property(someBytes, (bytes) => {
      const text = decodePathBytes(bytes);
      expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
    }),
  );
});

it('leaves ordinary names alone, also a replacement character that is really there', () => {
  for (const name of ['photo.jpg', 'Größe ☃ 写真.jpg', '\u{fffd}.jpg', '\u{1f600}.jpg', '']) {
    expect(decodePathBytes(Buffer.from(name))).toBe(name);
    expect(isPlainPath(name)).toBe(true);
    expect(toFileSystemPath(name)).toBe(name);
  }
});

it('opens odd names by their bytes and shows them with replacement characters', () => {
  const text = decodePathBytes(Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  expect(isPlainPath(text)).toBe(false);
  expect(toFileSystemPath(text)).toEqual(Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  expect(toDisplayPath(text)).toBe('caf\u{fffd}');
});

it('keeps parts of a path apart: a slash is never escaped', () => {
  fc.assert(
    fc.property(fc.array(nearText, { minLength: 1, maxLength: 4 }), (parts) => {
      const whole = Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from('/'), part])));
      expect(decodePathBytes(whole)).toBe(parts.map((part) => decodePathBytes(part)).join('/'));
    }),
  );
});
