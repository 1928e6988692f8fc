/** @file What model.onnx says of itself, against the manifest and the contract (design.md section 5). Nothing is run. */
import { readOnnxModel, type OnnxValue } from '../../onnx/read-graph.ts';
import { failModel } from '../fail-model.ts';
import type { LoadedModel } from '../load-model.ts';

/** Returns what is worth knowing. Throws CairnError `model-unusable`, or ProtobufError for what is no ONNX file. */
export function checkGraph({ bytes, manifest }: LoadedModel): string {
  const { opset, otherDomains, nodes, inputs, outputs, hasExternalData, hasControlFlow } = readOnnxModel(bytes);
  if (hasExternalData) throw failModel('Its weights lie in other files; they must be inside model.onnx.');
  if (opset !== manifest.opset) {
    throw failModel(`It is written in opset ${opset ?? 'none'}, the manifest says ${manifest.opset}.`);
  }
  // Inputs that are constants, too, are listed by some exporters; one must be the pixels.
  const pixels = requireValue(inputs, 'input', manifest.input.name);
  requireShape(pixels, 'input', [null, null, null, 3]);
  requireShape(requireValue(outputs, 'output', manifest.outputs.embedding), 'output', [null, manifest.dims]);
  requireShape(requireValue(outputs, 'output', manifest.outputs.attention), 'output', [null, null, null]);
  const remarks = [
    `opset ${opset}, ${nodes.length} nodes`,
    hasControlFlow ? 'with control flow, which graphics processors may refuse' : null,
    otherDomains.length > 0 ? `with operators of ${otherDomains.join(', ')}` : null,
  ];
  return remarks.filter((remark) => remark !== null).join(', ');
}

function requireValue(values: readonly OnnxValue[], kind: string, wanted: string): OnnxValue {
  const value = values.find(({ name }) => name === wanted);
  if (value !== undefined) return value;
  const names = values.map(({ name }) => `"${name.slice(0, 100)}"`).join(', ');
  throw failModel(`It has no ${kind} "${wanted}"; it has ${names === '' ? 'none' : names}.`);
}

/** Sizes that the contract leaves open must be open. An exporter may leave the whole shape out. */
function requireShape({ name, shape }: OnnxValue, kind: string, wanted: readonly (number | null)[]): void {
  const isRight =
    shape.length === 0 ||
    (shape.length === wanted.length &&
      shape.every((size, axis) => size === wanted[axis] || (size === null && wanted[axis] !== null)));
  if (isRight) return;
  const show = (sizes: readonly (number | null)[]): string => sizes.map((size) => size ?? 'any').join(', ');
  throw failModel(`Its ${kind} "${name}" has the shape [${show(shape)}]; the contract asks for [${show(wanted)}].`);
}
