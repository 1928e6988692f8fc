/** @file Reads protocol buffers' wire format (protobuf.dev, "Encoding") without a schema. The bytes may be hostile. */

/** One field of a message, as it stands in the bytes. Views, nothing is copied. */
export interface RawField {
  readonly number: number;
  /** Of a varint, as int64 (exact below 2^53); 0 for other wire types. */
  readonly integer: number;
  /** Content of a text, bytes or message field; empty for other wire types. */
  readonly bytes: Uint8Array;
  /** The whole field with its key and length. */
  readonly raw: Uint8Array;
}

/** The bytes are no message. */
export class ProtobufError extends Error {
  constructor(reason: string) {
    super(`not a protocol buffer (${reason})`);
    this.name = 'ProtobufError';
  }
}

const empty = new Uint8Array();
/** A varint has at most 64 bits. */
const longestVarint = 10;

/** Fields of a message in order. Throws ProtobufError while it is iterated. */
export function* readFields(message: Uint8Array): Generator<RawField, void, undefined> {
  let at = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let length = 0; length < longestVarint; length += 1) {
      const byte = message[at];
      if (byte === undefined) throw new ProtobufError('a number is cut off');
      at += 1;
      value |= BigInt(byte & 127) << BigInt(7 * length);
      if (byte < 128) return value;
    }
    throw new ProtobufError('a number is too long');
  };
  const skip = (length: number): Uint8Array => {
    if (length > message.length - at) throw new ProtobufError('a field is cut off');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const start = at;
    const key = Number(readVarint());
    const number = Math.floor(key / 8);
    if (number < 1 || number > 2 ** 29) throw new ProtobufError(`field number ${number}`);
    let integer = 0;
    let bytes: Uint8Array = empty;
    switch (key % 8) {
      case 0:
        integer = Number(BigInt.asIntN(64, readVarint()));
        break;
      case 1:
        skip(8);
        break;
      case 2:
        bytes = skip(Number(readVarint()));
        break;
      case 5:
        skip(4);
        break;
      default:
        throw new ProtobufError(`wire type ${key % 8}`);
    }
    yield { number, integer, bytes, raw: message.subarray(start, at) };
  }
}

/** Text of a field. */
export function decodeText({ bytes }: RawField): string {
  return new TextDecoder().decode(bytes);
}
