/** @file The trunk or trunks inside a model's own graph, cut out as a graph of their own: what DOLG costs is measured against them. */
import { readOnnxModel, type OnnxModel, type OnnxNode } from '../../src/ml/onnx/read-graph.ts';
import { joinFields, writeMessage, writeText } from '../../src/ml/onnx/protobuf-writer.ts';

export interface BareTrunk {
  /** Bytes of a ModelProto with the model's own input. */
  readonly bytes: Uint8Array;
  /** Names of its outputs: the feature map that the global branch pools, and the class token of a second trunk if there is one. */
  readonly outputs: readonly string[];
  /** Nodes of it and of the whole model. */
  readonly nodes: number;
  readonly allNodes: number;
}

/** What GeM does before it averages (Radenović et al. 2018): a bound, a power. */
const beforePooling = new Set(['Pow', 'Clip', 'Max', 'Cast', 'Mul', 'Exp', 'Log']);
const poolings = new Set(['GlobalAveragePool', 'ReduceMean']);
/** A token comes out of a network, not out of a few nodes that compute sizes. */
const leastTrunkNodes = 50;

interface Graph {
  readonly producerOf: ReadonlyMap<string, OnnxNode>;
  readonly consumersOf: ReadonlyMap<string, readonly OnnxNode[]>;
}

/** Cuts the trunk out. Throws Error when the graph holds no pooled feature map. */
export function cutBareTrunk(modelBytes: Uint8Array, inputName: string): BareTrunk {
  const model = readOnnxModel(modelBytes);
  const graph = indexGraph(model);
  const features = findPooledFeatures(model, graph, inputName);
  const outputs = [features, ...findTokens(model, graph, features, inputName)];
  const kept = collectAncestors(outputs, graph);
  const names = new Set([...kept].flatMap(({ inputs }) => inputs));
  // FLOAT without a shape: onnxruntime infers it.
  const output = (name: string): Uint8Array =>
    writeMessage(12, [writeText(1, name), writeMessage(2, [writeMessage(1, [Uint8Array.of(8, 1)])])]);
  const parts = [
    ...model.nodes.filter((node) => kept.has(node)).map(({ raw }) => raw),
    writeText(2, 'bare-trunk'),
    ...model.tensors.filter(({ name }) => names.has(name)).map(({ raw }) => raw),
    ...model.inputs.filter(({ name }) => name === inputName).map(({ raw }) => raw),
    ...outputs.map(output),
  ];
  const bytes = joinFields([...model.header, writeMessage(7, parts)]);
  return { bytes, outputs, nodes: kept.size, allNodes: model.nodes.length };
}

function indexGraph({ nodes }: OnnxModel): Graph {
  const producerOf = new Map<string, OnnxNode>();
  const consumersOf = new Map<string, OnnxNode[]>();
  for (const node of nodes) {
    for (const name of node.outputs) producerOf.set(name, node);
    for (const name of node.inputs) consumersOf.set(name, [...(consumersOf.get(name) ?? []), node]);
  }
  return { producerOf, consumersOf };
}

/**
 * The feature map of the global branch: nothing but its pooling reads it (a squeeze-and-excitation block also multiplies what it
 * pooled), and it stands before any other such map (the fused local features are pooled too, but depend on it).
 */
function findPooledFeatures({ nodes }: OnnxModel, graph: Graph, inputName: string): string {
  const { producerOf, consumersOf } = graph;
  const fromPhoto = collectDescendants(inputName, graph);
  for (const node of nodes) {
    if (!poolings.has(node.type)) continue;
    let name = node.inputs[0] ?? '';
    for (;;) {
      const producer = producerOf.get(name);
      if (consumersOf.get(name)?.length !== 1) break;
      const computed = producer?.inputs.filter((input) => isIn(fromPhoto, producerOf.get(input))) ?? [];
      if (producer === undefined || !beforePooling.has(producer.type) || computed.length !== 1) return name;
      name = computed[0] ?? '';
    }
  }
  throw new Error('The graph holds no feature map that a global branch pools.');
}

function isIn(nodes: ReadonlySet<OnnxNode>, node: OnnxNode | undefined): boolean {
  return node !== undefined && nodes.has(node);
}

/** Inputs of a joined vector that a network of their own made beside the feature map. */
function findTokens({ nodes }: OnnxModel, graph: Graph, features: string, inputName: string): readonly string[] {
  const readsFeatures = collectDescendants(features, graph);
  const tokens = new Set<string>();
  for (const node of nodes) {
    if (node.type !== 'Concat' || !readsFeatures.has(node)) continue;
    for (const name of node.inputs) {
      const producer = graph.producerOf.get(name);
      if (producer === undefined || readsFeatures.has(producer)) continue;
      const ancestors = collectAncestors([name], graph);
      const readsPhoto = [...ancestors].some(({ inputs }) => inputs.includes(inputName));
      const hasMatrix = [...ancestors].some(({ type }) => type === 'Softmax');
      if (readsPhoto && hasMatrix && ancestors.size >= leastTrunkNodes) tokens.add(name);
    }
  }
  return [...tokens];
}

function collectAncestors(names: readonly string[], { producerOf }: Graph): Set<OnnxNode> {
  const found = new Set<OnnxNode>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const producer = producerOf.get(name);
    if (producer === undefined || found.has(producer)) continue;
    found.add(producer);
    open.push(...producer.inputs);
  }
  return found;
}

function collectDescendants(name: string, { consumersOf }: Graph): Set<OnnxNode> {
  const found = new Set<OnnxNode>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const consumer of consumersOf.get(next) ?? []) {
      if (found.has(consumer)) continue;
      found.add(consumer);
      open.push(...consumer.outputs);
    }
  }
  return found;
}
