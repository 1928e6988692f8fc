import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeModel, type GraphParts } from '../../../../src/ml/onnx/graph-writer.ts';
import { readFields } from '../../../../src/ml/onnx/protobuf-reader.ts';
import { joinFields, writeInteger, writeMessage, writeText } from '../../../../src/ml/onnx/protobuf-writer.ts';
import { readOnnxModel } from '../../../../src/ml/onnx/read-graph.ts';

const parts: GraphParts = {
  name: 'sum',
  opset: 17,
  inputs: [{ name: 'a', type: 'float32', shape: ['N', 3] }],
  outputs: [{ name: 'b', type: 'float32', shape: ['N', 3] }],
  nodes: [{ type: 'Add', inputs: ['a', 'one'], outputs: ['b'] }],
  tensors: [{ name: 'one', shape: [3], data: Float32Array.of(1, 1, 1) }],
};
/** A model of one node with one attribute: TensorProto fields, or a GraphProto. */
const withAttribute = (attribute: Uint8Array): Uint8Array =>
  joinFields([writeMessage(7, [writeMessage(1, [writeText(4, 'Constant'), writeMessage(5, [attribute])])])]);

describe('readOnnxModel', () => {
  it('reads what writeModel wrote', () => {
    expect(readOnnxModel(writeModel(parts))).toMatchObject({
      opset: 17,
      otherDomains: [],
      nodes: [{ type: 'Add', inputs: ['a', 'one'], outputs: ['b'] }],
      tensors: [{ name: 'one' }],
      inputs: [{ name: 'a', shape: [null, 3] }],
      outputs: [{ name: 'b', shape: [null, 3] }],
      hasExternalData: false,
      hasControlFlow: false,
    });
  });

  it('reads what PyTorch and onnx wrote', async () => {
    const path = join(import.meta.dirname, '../../../../src/ml/models/dolg-b4-vit/model.onnx');
    const model = readOnnxModel(await readFile(path));
    expect(model.inputs).toMatchObject([{ name: 'pixels', shape: [null, null, null, 3] }]);
    expect(model.outputs).toMatchObject([
      { name: 'embedding', shape: [null, 512] },
      { name: 'attention', shape: [null, null, null] },
    ]);
    expect(model).toMatchObject({ opset: 17, hasExternalData: false, hasControlFlow: false });
  });

  it.each([
    ['by its location', writeMessage(5, [writeInteger(14, 1)])],
    ['by its file', writeMessage(5, [writeMessage(13, [writeText(1, 'location'), writeText(2, '/etc/passwd')])])],
    ['in a sparse tensor', writeMessage(22, [writeMessage(1, [writeInteger(14, 1)])])],
    ['in a graph of a node', writeMessage(6, [writeMessage(5, [writeInteger(14, 1)])])],
  ])('notices weights that lie in other files, %s', (_, attribute) => {
    expect(readOnnxModel(withAttribute(attribute)).hasExternalData).toBe(true);
    const initializer = joinFields([writeMessage(7, [writeMessage(5, [writeInteger(14, 1)])])]);
    expect(readOnnxModel(initializer).hasExternalData).toBe(true);
  });

  it('notices graphs within nodes, and ends on any depth of them', () => {
    const nest = (depth: number): Uint8Array =>
      depth === 0
        ? writeMessage(6, [writeText(2, 'inner')])
        : writeMessage(6, [writeMessage(1, [writeText(4, 'If'), writeMessage(5, [nest(depth - 1)])])]);
    expect(readOnnxModel(withAttribute(nest(4))).hasControlFlow).toBe(true);
    // What nobody looks into could name any file.
    expect(() => readOnnxModel(withAttribute(nest(200)))).toThrow(/graphs within each other/);
  });

  it('names operator sets that are not the standard one', () => {
    const bytes = joinFields([writeModel(parts), writeMessage(8, [writeText(1, 'com.example'), writeInteger(2, 1)])]);
    expect(readOnnxModel(bytes)).toMatchObject({ opset: 17, otherDomains: ['com.example'] });
  });

  it('ends on any bytes, with a reason or an answer', () => {
    const isHandled = (bytes: Uint8Array): boolean => {
      try {
        readOnnxModel(bytes);
        return true;
      } catch (error) {
        return error instanceof Error && error.name === 'ProtobufError';
      }
    };
    const good = writeModel(parts);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), isHandled), { numRuns: 500 });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Uint8Array.from(good);
        damaged[at] = byte;
        return isHandled(damaged) && isHandled(good.subarray(0, at));
      }),
      { numRuns: 500 },
    );
  });
});

describe('readFields', () => {
  it('reads negative numbers and passes over fixed widths', () => {
    const minusOne = Uint8Array.of(8, ...Array<number>(9).fill(255), 1);
    const fixed = Uint8Array.of((2 << 3) | 5, 1, 2, 3, 4, (3 << 3) | 1, 1, 2, 3, 4, 5, 6, 7, 8);
    const fields = [...readFields(joinFields([minusOne, fixed, writeInteger(4, 300)]))];
    expect(fields.map(({ number, integer }) => [number, integer])).toEqual([
      [1, -1],
      [2, 0],
      [3, 0],
      [4, 300],
    ]);
    expect(joinFields(fields.map(({ raw }) => raw))).toEqual(joinFields([minusOne, fixed, writeInteger(4, 300)]));
  });
});
