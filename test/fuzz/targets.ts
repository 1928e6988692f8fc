/** @file Everything that is attacked. */
import type { FuzzTarget } from './fuzz-report.ts';
import { imagesTarget } from './targets/images.ts';
import { catalogsTarget } from './targets/catalogs.ts';
import { decisionsTarget } from './targets/decisions.ts';
import { embedderMessagesTarget } from './targets/embedder-messages.ts';
import { messagesTarget } from './targets/messages.ts';
import { manifestsTarget } from './targets/manifests.ts';
import { metadataTarget } from './targets/metadata.ts';
import { onnxTarget } from './targets/onnx.ts';
import { packsTarget } from './targets/packs.ts';
import { urlsTarget } from './targets/urls.ts';

const targets: readonly FuzzTarget[] = [
  imagesTarget,
  metadataTarget,
  messagesTarget,
  embedderMessagesTarget,
  packsTarget,
  manifestsTarget,
  onnxTarget,
  decisionsTarget,
  catalogsTarget,
  urlsTarget,
];

/** Those of these names, or all. Throws for a name that is none. */
export function findTargets(names: readonly string[]): readonly FuzzTarget[] {
  const unknown = names.filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no target ${unknown.join(', ')}. There are: ${targets.map(({ name }) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? targets : targets.filter(({ name }) => names.includes(name));
}
