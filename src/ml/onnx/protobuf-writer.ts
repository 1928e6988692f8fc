/** @file The few lines of protocol buffers' wire format that an ONNX graph needs (protobuf.dev, "Encoding"). */

/** One encoded field. A message is the fields joined. */
export type Field = Uint8Array;

/** Non-negative whole number up to 2^53 as base-128 varint. */
function encodeVarint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

/** An int32, int64 or enum field; not negative. */
export function writeInteger(field: number, value: number): Field {
  return Uint8Array.from([...encodeVarint(field * 8), ...encodeVarint(value)]);
}

/** A string field. */
export function writeText(field: number, text: string): Field {
  return writeBytes(field, new TextEncoder().encode(text));
}

/** A field that holds another message. */
export function writeMessage(field: number, fields: readonly Field[]): Field {
  return writeBytes(field, joinFields(fields));
}

/** A bytes field. */
export function writeBytes(field: number, bytes: Uint8Array): Field {
  return joinFields([Uint8Array.from([...encodeVarint(field * 8 + 2), ...encodeVarint(bytes.length)]), bytes]);
}

/** Joins fields to a message. */
export function joinFields(fields: readonly Field[]): Uint8Array {
  return new Uint8Array(Buffer.concat(fields));
}
