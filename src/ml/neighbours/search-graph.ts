/** @file The ONNX graph of exact search: scores = queries x matrix^T, then the best k of each row. */
import { joinFields, writeInteger, writeMessage, writeText, type Field } from './protobuf-writer.ts';

/** ONNX names, shared with the session. */
export const searchNames = {
  queries: 'queries',
  matrix: 'matrix',
  k: 'k',
  cosines: 'cosines',
  rows: 'rows',
} as const;

/** TensorProto.DataType of onnx.proto. */
const elementTypes = { float32: 1, int64: 7 } as const;
/** AttributeProto.AttributeType of onnx.proto. */
const integerAttribute = 2;

/** ValueInfoProto: name and tensor type; sizes that are text stay open. */
function writeValue(
  field: number,
  name: string,
  type: keyof typeof elementTypes,
  shape: readonly (number | string)[],
): Field {
  const sizes = shape.map((size) =>
    writeMessage(1, [typeof size === 'number' ? writeInteger(1, size) : writeText(2, size)]),
  );
  const tensor = writeMessage(1, [writeInteger(1, elementTypes[type]), writeMessage(2, sizes)]);
  return writeMessage(field, [writeText(1, name), writeMessage(2, [tensor])]);
}

interface Node {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number>>;
}

/** NodeProto. */
function writeNode({ type, inputs, outputs, attributes }: Node): Field {
  return writeMessage(1, [
    ...inputs.map((name) => writeText(1, name)),
    ...outputs.map((name) => writeText(2, name)),
    writeText(4, type),
    ...Object.entries(attributes).map(([name, value]) =>
      writeMessage(5, [writeText(1, name), writeInteger(3, value), writeInteger(20, integerAttribute)]),
    ),
  ]);
}

/**
 * Builds the bytes of a ModelProto: inputs `queries [q, dims]`, `matrix [n, dims]`, `k [1]`; outputs `cosines [q, k]` and
 * `rows [q, k]`, best first; of equals the lower row first (ONNX operator TopK, opset 11).
 */
export function buildSearchGraph(dims: number): Uint8Array {
  const { queries, matrix, k, cosines, rows } = searchNames;
  const graph = writeMessage(7, [
    writeNode({ type: 'Gemm', inputs: [queries, matrix], outputs: ['scores'], attributes: { transB: 1 } }),
    writeNode({
      type: 'TopK',
      inputs: ['scores', k],
      outputs: [cosines, rows],
      attributes: { axis: 1, largest: 1, sorted: 1 },
    }),
    writeText(2, 'exact-search'),
    writeValue(11, queries, 'float32', ['q', dims]),
    writeValue(11, matrix, 'float32', ['n', dims]),
    writeValue(11, k, 'int64', [1]),
    writeValue(12, cosines, 'float32', ['q', 'best']),
    writeValue(12, rows, 'int64', ['q', 'best']),
  ]);
  return joinFields([
    writeInteger(1, 8),
    writeText(2, 'cairn'),
    graph,
    writeMessage(8, [writeText(1, ''), writeInteger(2, 13)]),
  ]);
}
