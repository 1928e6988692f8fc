/** @file Reads what an ONNX file says of itself, without running it (onnx.proto). The file may be hostile. */
import { decodeText, ProtobufError, readFields, type RawField } from './protobuf-reader.ts';

/** An input or output. Sizes: a number is fixed, null is open. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | null)[];
  /** The value's own field of the graph, for writing it again. */
  readonly raw: Uint8Array;
}

export interface OnnxNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The node's own field of the graph, for writing it again. */
  readonly raw: Uint8Array;
}

export interface OnnxTensor {
  readonly name: string;
  readonly raw: Uint8Array;
}

export interface OnnxModel {
  /** Version of the standard operators; null when the file names none. */
  readonly opset: number | null;
  /** Names of other operator sets that the file asks for. */
  readonly otherDomains: readonly string[];
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** True when weights lie in other files, which the file names. */
  readonly hasExternalData: boolean;
  /** True when a node holds graphs of its own (If, Loop, Scan). */
  readonly hasControlFlow: boolean;
  /** Fields of the model but the graph, for writing it again. */
  readonly header: readonly Uint8Array[];
}

/** Deepest graphs within graphs that are looked into. */
const deepestGraph = 8;

interface Traits {
  hasExternalData: boolean;
  hasControlFlow: boolean;
}

interface GraphContent {
  readonly nodes: OnnxNode[];
  readonly tensors: OnnxTensor[];
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
}

/** Parses the bytes of an ONNX file. Throws ProtobufError. */
export function readOnnxModel(bytes: Uint8Array): OnnxModel {
  const traits: Traits = { hasExternalData: false, hasControlFlow: false };
  const header: Uint8Array[] = [];
  const otherDomains: string[] = [];
  let opset: number | null = null;
  let graph: GraphContent = { nodes: [], tensors: [], inputs: [], outputs: [] };
  for (const field of readFields(bytes)) {
    if (field.number === 7) {
      graph = readGraph(field.bytes, traits, 0);
      continue;
    }
    header.push(field.raw);
    if (field.number === 25) readFunction(field.bytes, traits);
    if (field.number !== 8) continue;
    let domain = '';
    let version = 0;
    for (const part of readFields(field.bytes)) {
      if (part.number === 1) domain = decodeText(part);
      if (part.number === 2) version = part.integer;
    }
    if (domain === '' || domain === 'ai.onnx') opset = version;
    else otherDomains.push(domain);
  }
  return { opset, otherDomains, header, ...graph, ...traits };
}

function readGraph(bytes: Uint8Array, traits: Traits, depth: number): GraphContent {
  const graph: GraphContent = { nodes: [], tensors: [], inputs: [], outputs: [] };
  // What is not looked into could name any file for its weights.
  if (depth > deepestGraph) throw new ProtobufError(`more than ${deepestGraph} graphs within each other`);
  for (const field of readFields(bytes)) {
    if (field.number === 1) graph.nodes.push(readNode(field.bytes, field.raw, traits, depth));
    if (field.number === 5) graph.tensors.push({ name: readTensorName(field.bytes, traits), raw: field.raw });
    if (field.number === 15) readSparseTensor(field.bytes, traits);
    if (field.number === 11) graph.inputs.push(readValue(field));
    if (field.number === 12) graph.outputs.push(readValue(field));
  }
  return graph;
}

function readNode(bytes: Uint8Array, raw: Uint8Array, traits: Traits, depth: number): OnnxNode {
  const [inputs, outputs]: [string[], string[]] = [[], []];
  let type = '';
  for (const field of readFields(bytes)) {
    if (field.number === 1) inputs.push(decodeText(field));
    if (field.number === 2) outputs.push(decodeText(field));
    if (field.number === 4) type = decodeText(field);
    if (field.number === 5) readAttribute(field.bytes, traits, depth);
  }
  return { type, inputs, outputs, raw };
}

/** FunctionProto: its nodes are as those of a graph, and its attributes have values of their own. */
function readFunction(bytes: Uint8Array, traits: Traits): void {
  for (const field of readFields(bytes)) {
    if (field.number === 7) readNode(field.bytes, field.raw, traits, 0);
    if (field.number === 11) readAttribute(field.bytes, traits, 0);
  }
}

/** Looks for tensors and graphs in an attribute: t, g, tensors, graphs, sparse_tensor, sparse_tensors. */
function readAttribute(bytes: Uint8Array, traits: Traits, depth: number): void {
  for (const field of readFields(bytes)) {
    if (field.number === 5 || field.number === 10) readTensorName(field.bytes, traits);
    if (field.number === 22 || field.number === 23) readSparseTensor(field.bytes, traits);
    if (field.number === 6 || field.number === 11) {
      traits.hasControlFlow = true;
      readGraph(field.bytes, traits, depth + 1);
    }
  }
}

function readTensorName(bytes: Uint8Array, traits: Traits): string {
  let name = '';
  for (const field of readFields(bytes)) {
    if (field.number === 8) name = decodeText(field);
    // external_data, or data_location = EXTERNAL.
    if (field.number === 13 || (field.number === 14 && field.integer !== 0)) traits.hasExternalData = true;
  }
  return name;
}

/** SparseTensorProto: its values and indices are tensors. */
function readSparseTensor(bytes: Uint8Array, traits: Traits): void {
  for (const field of readFields(bytes)) if (field.number < 3) readTensorName(field.bytes, traits);
}

function readValue({ bytes, raw }: RawField): OnnxValue {
  let name = '';
  let shape: (number | null)[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === 1) name = decodeText(field);
    if (field.number === 2) shape = readShape(field.bytes);
  }
  return { name, shape, raw };
}

/** TypeProto -> tensor type -> shape -> dimensions. */
function readShape(type: Uint8Array): (number | null)[] {
  const shape: (number | null)[] = [];
  for (const kind of readFields(type)) {
    if (kind.number !== 1) continue;
    for (const part of readFields(kind.bytes)) {
      if (part.number !== 2) continue;
      for (const dimension of readFields(part.bytes)) {
        let size: number | null = null;
        for (const value of readFields(dimension.bytes)) if (value.number === 1) size = value.integer;
        shape.push(size);
      }
    }
  }
  return shape;
}
