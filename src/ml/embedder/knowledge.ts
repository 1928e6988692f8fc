/** @file What recognition and grouping know beside the library: landmark-ness of the model, atlases, the person's references. */
import { CairnError, toErrorView } from '../../api/errors.ts';
import { failModel } from '../model/fail-model.ts';
import type { LoadedModel } from '../model/load-model.ts';
import { readOptionalModelFile } from '../model/read-model-file.ts';
import type { Atlas } from '../recognition/atlas.ts';
import { assumeEvenOdds, loadLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import { loadAtlas } from '../recognition/load-atlas.ts';
import type { MultiplyRows } from '../recognition/quantized-vectors.ts';
import { createRecognizer, type Recognizer } from '../recognition/recognizer.ts';
import type { LibraryVectors } from '../recognition/smooth-queries.ts';

/** What recognition and grouping work with. */
export interface Knowledge {
  readonly landmarkness: Landmarkness;
  readonly recognizer: Recognizer;
}

export interface LoadedKnowledge {
  /** Throws CairnError `model-unusable` when the model's landmark-ness cannot be used. */
  readonly get: () => Knowledge;
  /** Those that can be used, in the order asked for. */
  readonly atlases: readonly Atlas[];
  /** False when the model folder has no landmark-ness: every photo passes the gate. */
  readonly hasLandmarkness: boolean;
  /** Why photos get fewer names than they could; null when nothing is wrong. */
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
 * Loads all. An atlas that cannot be used costs its names, a missing landmark-ness the gate; with a broken one the model still
 * embeds and finds similar photos.
 */
export async function loadKnowledge(
  model: LoadedModel,
  atlasFiles: readonly string[],
  multiply: MultiplyRows,
  library: LibraryVectors,
): Promise<LoadedKnowledge> {
  const { sha256, dims } = model.manifest;
  const [[unit], loaded] = await Promise.all([
    Promise.allSettled([loadUnit(model)]),
    Promise.allSettled(atlasFiles.map((file) => loadAtlas(file, { modelHash: sha256, dims }))),
  ]);
  const failed = [unit, ...loaded]
    .filter((result) => result.status === 'rejected')
    .map(({ reason }) => reason as unknown);
  for (const reason of failed) if (!(reason instanceof CairnError)) throw reason;
  const problem = failed.map((reason) => toErrorView(reason).message).join(' ');
  if (unit.status === 'rejected') {
    const get = (): never => {
      throw unit.reason;
    };
    return { get, atlases: [], hasLandmarkness: true, problem };
  }
  const atlases = loaded.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const landmarkness = unit.value ?? assumeEvenOdds(dims);
  const knowledge = { landmarkness, recognizer: createRecognizer({ atlases, landmarkness, multiply, library }) };
  return {
    get: () => knowledge,
    atlases,
    hasLandmarkness: unit.value !== null,
    problem: problem === '' ? null : problem,
  };
}
