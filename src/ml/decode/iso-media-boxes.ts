/**
 * @file Reader of ISO base media boxes (ISO/IEC 14496-12) as HEIC (ISO/IEC 23008-12) and Canon's CR3 use them.
 *
 * Sizes come from the file and may lie: a box that does not fit into its parent ends the walk.
 */

export interface IsoBox {
  readonly type: string;
  /** Content after the header. Not copied. */
  readonly content: Buffer;
}

/** The boxes directly inside `bytes`, in order; at most 4096. */
export function listIsoBoxes(bytes: Buffer): IsoBox[] {
  const boxes: IsoBox[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && boxes.length < 4096) {
    let size = bytes.readUInt32BE(at);
    let header = 8;
    if (size === 1) {
      if (at + 16 > bytes.length) break;
      const large = bytes.readBigUInt64BE(at + 8);
      if (large > BigInt(bytes.length)) break;
      size = Number(large);
      header = 16;
    } else if (size === 0) size = bytes.length - at;
    if (size < header || at + size > bytes.length) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + header, at + size) });
    at += size;
  }
  return boxes;
}

/** First box of a type, or null. */
export function findIsoBox(boxes: readonly IsoBox[], type: string): Buffer | null {
  return boxes.find((box) => box.type === type)?.content ?? null;
}

/** Reads big-endian numbers of 0 to 8 bytes one after the other. Throws RangeError past the end. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, offset = 0) {
    this.#bytes = bytes;
    this.#at = offset;
  }

  readUint(size: number): number {
    let value = 0;
    for (let index = 0; index < size; index += 1) {
      value = value * 256 + this.#bytes.readUInt8(this.#at);
      this.#at += 1;
    }
    return value;
  }

  /** Passes over bytes. Throws RangeError past the end. */
  skip(count: number): void {
    if (count > this.#bytes.length - this.#at) throw new RangeError('box ends early');
    this.#at += count;
  }

  readType(): string {
    const end = this.#at + 4;
    if (end > this.#bytes.length) throw new RangeError('box ends early');
    const type = this.#bytes.toString('latin1', this.#at, end);
    this.#at = end;
    return type;
  }
}
