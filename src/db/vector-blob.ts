/** @file Vectors as the catalog keeps them: float32, little-endian, whatever machine wrote them. */
import { endianness } from 'node:os';

const isLittleEndian = endianness() === 'LE';

/** Bytes of `vector`, 4 a value, little-endian. May share memory with it: for immediate writing. */
export function encodeVector(vector: Float32Array): Buffer {
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return isLittleEndian ? bytes : Buffer.from(bytes).swap32();
}

/** Copies a stored vector into `target` from value `offset` on. The caller has checked the length. */
export function decodeVectorInto(blob: Buffer, target: Float32Array, offset: number): void {
  const bytes = Buffer.from(target.buffer, target.byteOffset + offset * 4, blob.byteLength);
  blob.copy(bytes);
  if (!isLittleEndian) bytes.swap32();
}
