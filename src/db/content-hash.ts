/** @file Content hashes: 64 hex digits outside the catalog, 32 bytes inside. */

const sha256Hex = /^[0-9a-f]{64}$/;

/** @throws RangeError when `hash` is not a sha256 in lower-case hex. */
export function encodeContentHash(hash: string): Buffer {
  if (!sha256Hex.test(hash)) throw new RangeError('a content hash is 64 lower-case hex digits');
  return Buffer.from(hash, 'hex');
}

export function decodeContentHash(blob: Buffer): string {
  return blob.toString('hex');
}
