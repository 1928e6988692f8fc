/**
 * @file File names as text, without loss.
 *
 * [Note: path encoding] On Linux a file name is bytes and need not be UTF-8. The catalog and the messages hold text. So each byte
 * that is no part of valid UTF-8 becomes one character of the last private-use plane, U+10FF00 + byte (the idea of Python's
 * surrogateescape, PEP 383, with characters that survive a UTF-8 database). The few names that really hold such a character
 * have it escaped byte by byte as well, so that two names never become the same text.
 */

const escapeBase = 0x10ff00;
const firstEscape = escapeBase + 0x80;
const lastEscape = escapeBase + 0xff;
const escapePattern = /[\u{10ff80}-\u{10ffff}]/u;
const everyEscapePattern = /[\u{10ff80}-\u{10ffff}]/gu;
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Turns the bytes of a name or path into text; `encodePathText` gives the same bytes back. */
export function decodePathBytes(bytes: Uint8Array): string {
  try {
    const text = strictDecoder.decode(bytes);
    if (!escapePattern.test(text)) return text;
  } catch {
    // Not UTF-8: escaped below.
  }
  let text = '';
  let index = 0;
  while (index < bytes.length) {
    const length = measureSequence(bytes, index);
    const sequence = length === 0 ? null : strictDecoder.decode(bytes.subarray(index, index + length));
    if (sequence === null || escapePattern.test(sequence)) {
      text += String.fromCodePoint(escapeBase + (bytes[index] ?? 0));
      index += 1;
    } else {
      text += sequence;
      index += length;
    }
  }
  return text;
}

/** Length in bytes of the valid UTF-8 sequence at `index`, or 0 (Unicode standard, table 3-7). */
function measureSequence(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let offset = 1; offset < length; offset += 1) {
    const byte = bytes[index + offset] ?? 0;
    const lowest = offset > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const highest = offset > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < lowest || byte > highest) return 0;
  }
  return length;
}

/** The bytes that `decodePathBytes` was given. */
export function encodePathText(text: string): Buffer {
  if (!escapePattern.test(text)) return Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const isEscape = point >= firstEscape && point <= lastEscape;
    parts.push(isEscape ? Buffer.of(point - escapeBase) : Buffer.from(character, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** True when the text holds no escaped byte, so that any program can open it as it stands. */
export function isPlainPath(text: string): boolean {
  return !escapePattern.test(text);
}

/** What Node's file functions take: the text itself, or bytes where the text holds escaped ones. */
export function toFileSystemPath(text: string): string | Buffer {
  return isPlainPath(text) ? text : encodePathText(text);
}

/** For people: escaped bytes become replacement characters. */
export function toDisplayPath(text: string): string {
  return isPlainPath(text) ? text : text.replaceAll(everyEscapePattern, '\u{fffd}');
}
