/** @file What recognition and grouping know beside the library: landmark-ness of the model, atlas, the person's references. */
import { CairnError, toErrorView } from '../../api/errors.ts';
import { failModel } from '../model/fail-model.ts';
import type { LoadedModel } from '../model/load-model.ts';
import { readOptionalModelFile } from '../model/read-model-file.ts';
import type { Atlas } from '../recognition/atlas.ts';
import { assumeEvenOdds, loadLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import { loadAtlas } from '../recognition/load-atlas.ts';
import type { MultiplyRows } from '../recognition/quantized-vectors.ts';
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
  /** False when the model folder has no landmark-ness: every photo passes the gate. */
  readonly hasLandmarkness: boolean;
  /** Why photos get no names, when an atlas was asked for. */
  readonly problem: string | null;
}

/**
 * The model's own landmark-ness; null when its folder has none (the contract does not ask for it). Throws CairnError
 * `model-unusable` for a broken one.
 */
export async function loadUnit(model: LoadedModel): Promise<Landmarkness | null> {
  if ((await readOptionalModelFile(model.folder, 'landmarkness.json')) === null) return null;
  const landmarkness = await loadLandmarkness(model.folder);
  if (landmarkness.weights.length === model.manifest.dims) return landmarkness;
  throw failModel(`The landmarkness.json in ${model.folder} is of another model.`);
}

/**
 * Loads both. An atlas that cannot be used costs the names, a missing landmark-ness the gate; with a broken one the model still
 * embeds and finds similar photos.
 */
export async function loadKnowledge(
  model: LoadedModel,
  atlasFolder: string | null,
  multiply: MultiplyRows,
): Promise<LoadedKnowledge> {
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
    return { get, atlas: null, hasLandmarkness: true, problem };
  }
  const landmarkness = unit.value ?? assumeEvenOdds(dims);
  const knowledge = {
    landmarkness,
    recognizer: createRecognizer({ atlases: atlas === null ? [] : [atlas], landmarkness, multiply }),
  };
  return {
    get: () => knowledge,
    atlas,
    hasLandmarkness: unit.value !== null,
    problem: problem === '' ? null : problem,
  };
}
