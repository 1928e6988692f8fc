/** @file Writes the messages of onnx.proto that a graph is made of. */
import { joinFields, writeBytes, writeInteger, writeMessage, writeText, type Field } from './protobuf-writer.ts';

/** TensorProto.DataType of onnx.proto. */
export const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
export type ElementType = keyof typeof elementTypes;

/** AttributeProto.AttributeType of onnx.proto. */
const attributeTypes = { integer: 2, text: 3, integers: 7 } as const;

/** A graph's input or output. Sizes that are text stay open. */
export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface GraphNode {
  readonly type: string;
  /** Of operators that onnxruntime adds to those of ONNX. */
  readonly domain?: 'com.microsoft';
  /** '' leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | string | readonly number[]>>;
}

/** A constant of the graph. */
export interface GraphTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array | Int8Array;
}

export interface GraphParts {
  readonly name: string;
  readonly opset: number;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly nodes: readonly GraphNode[];
  readonly tensors?: readonly GraphTensor[];
}

/** IR version 8 goes with opsets up to 18 (onnx, "Versioning"). */
const irVersion = 8;

/** Bytes of a ModelProto. */
export function writeModel({ name, opset, inputs, outputs, nodes, tensors = [] }: GraphParts): Uint8Array {
  const graph = writeMessage(7, [
    ...nodes.map(writeNode),
    writeText(2, name),
    ...tensors.map(writeTensor),
    ...inputs.map((value) => writeMessage(11, describeValue(value))),
    ...outputs.map((value) => writeMessage(12, describeValue(value))),
  ]);
  return joinFields([
    writeInteger(1, irVersion),
    writeText(2, 'cairn'),
    graph,
    writeMessage(8, [writeText(1, ''), writeInteger(2, opset)]),
    ...[...new Set(nodes.flatMap(({ domain }) => domain ?? []))].map((domain) =>
      writeMessage(8, [writeText(1, domain), writeInteger(2, 1)]),
    ),
  ]);
}

/** ValueInfoProto. */
function describeValue({ name, type, shape }: GraphValue): Field[] {
  const sizes = shape.map((size) =>
    writeMessage(1, [typeof size === 'number' ? writeInteger(1, size) : writeText(2, size)]),
  );
  const tensor = writeMessage(1, [writeInteger(1, elementTypes[type]), writeMessage(2, sizes)]);
  return [writeText(1, name), writeMessage(2, [tensor])];
}

/** NodeProto. */
function writeNode({ type, domain, inputs, outputs, attributes = {} }: GraphNode): Field {
  return writeMessage(1, [
    ...inputs.map((name) => writeText(1, name)),
    ...outputs.map((name) => writeText(2, name)),
    writeText(4, type),
    ...(domain === undefined ? [] : [writeText(7, domain)]),
    ...Object.entries(attributes).map(([name, value]) =>
      writeMessage(5, [writeText(1, name), ...describeAttribute(value)]),
    ),
  ]);
}

function describeAttribute(value: number | string | readonly number[]): Field[] {
  if (typeof value === 'number') return [writeInteger(3, value), writeInteger(20, attributeTypes.integer)];
  if (typeof value === 'string') return [writeText(4, value), writeInteger(20, attributeTypes.text)];
  return [...value.map((part) => writeInteger(8, part)), writeInteger(20, attributeTypes.integers)];
}

/** TensorProto with raw data, which onnx wants little-endian. */
function writeTensor({ name, shape, data }: GraphTensor): Field {
  const type = data instanceof Float32Array ? elementTypes.float32 : elementTypes.int64;
  const bytes = Buffer.alloc(data.byteLength);
  for (const [index, value] of data.entries()) {
    if (typeof value === 'number') bytes.writeFloatLE(value, index * 4);
    else bytes.writeBigInt64LE(value, index * 8);
  }
  return writeMessage(5, [
    ...shape.map((size) => writeInteger(1, size)),
    writeInteger(2, type),
    writeText(8, name),
    writeBytes(9, bytes),
  ]);
}
