/** @file What recognition and grouping know beside the library: landmark-ness of the model, atlas, the person's references. */
import { CairnError, toErrorView } from '../../api/errors.ts';
import { failModel, type LoadedModel } from '../model/load-model.ts';
import type { Atlas } from '../recognition/atlas.ts';
import { loadLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import { loadAtlas } from '../recognition/load-atlas.ts';
import { createRecognizer, type Recognizer } from '../recognition/recognizer.ts';

/** What recognition and grouping work with. */
export interface Knowledge {
  readonly landmarkness: Landmarkness;
  readonly recognizer: Recognizer;
}

export interface LoadedKnowledge {
  /** Throws CairnError `model-unusable` when the model's landmark-ness cannot be used. */
  readonly get: () => Knowledge;
  readonly atlas: Atlas | null;
  /** Why photos get no names, when an atlas was asked for. */
  readonly problem: string | null;
}

async function loadUnit(model: LoadedModel): Promise<Landmarkness> {
  const landmarkness = await loadLandmarkness(model.folder);
  if (landmarkness.weights.length === model.manifest.dims) return landmarkness;
  throw failModel(`The landmarkness.json in ${model.folder} is of another model.`);
}

/**
 * Loads both. An atlas that cannot be used costs the names; a model folder without landmark-ness (the contract does not ask
 * for it) still embeds and finds similar photos.
 */
export async function loadKnowledge(model: LoadedModel, atlasFolder: string | null): Promise<LoadedKnowledge> {
  const { sha256, dims } = model.manifest;
  const [unit, reference] = await Promise.allSettled([
    loadUnit(model),
    atlasFolder === null ? null : loadAtlas(atlasFolder, { modelHash: sha256, dims }),
  ]);
  const failed = [unit, reference]
    .filter((result) => result.status === 'rejected')
    .map(({ reason }) => reason as unknown);
  for (const reason of failed) if (!(reason instanceof CairnError)) throw reason;
  const atlas = reference.status === 'fulfilled' ? reference.value : null;
  const problem = failed.map((reason) => toErrorView(reason).message).join(' ');
  if (unit.status === 'rejected') {
    const get = (): never => {
      throw unit.reason;
    };
    return { get, atlas: null, problem };
  }
  const landmarkness = unit.value;
  const knowledge = { landmarkness, recognizer: createRecognizer({ atlas, landmarkness }) };
  return { get: () => knowledge, atlas, problem: problem === '' ? null : problem };
}
