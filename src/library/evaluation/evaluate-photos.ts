/** @file From labelled photos to figures. */
import { CairnError } from '../../api/errors.ts';
import { evaluateVectors, type VectorEvaluation } from '../../ml/metrics/evaluate-vectors.ts';
import { readManifest } from '../../ml/model/load-model.ts';
import type { Manifest } from '../../ml/model/manifest.ts';
import { readOptionalModelFile } from '../../ml/model/read-model-file.ts';
import { loadLandmarkness, scoreLandmarkness } from '../../ml/recognition/landmarkness.ts';
import type { FailedFile } from '../look-ups.ts';
import { requireQueries, type LabelledPhoto } from './labelled-photos.ts';
import type { PhotoEmbedder } from './photo-embedder.ts';

export interface EvaluatePhotosParams {
  readonly photos: readonly LabelledPhoto[];
  readonly embedder: PhotoEmbedder;
  readonly modelFolder: string;
  readonly signal: AbortSignal;
  /** After each photo that was embedded or given up. */
  readonly onEmbedded: () => void;
  /** Now and then while the vectors are compared. */
  readonly onJudged: (done: number, total: number) => void;
}

export interface PhotoEvaluation {
  readonly model: {
    readonly name: string;
    /** sha256 of model.onnx. */
    readonly hash: string;
    readonly dims: number;
    readonly calibration: Manifest['calibration'];
  };
  /** The photos that could be read: `vectors.judgements[i]` is of `photos[i]`. */
  readonly photos: readonly LabelledPhoto[];
  /** The others, with their path in the table. */
  readonly failed: readonly FailedFile[];
  readonly vectors: VectorEvaluation;
}

/**
 * Embeds the photos and measures. Photos that cannot be read are left out.
 * @throws CairnError `cancelled` after an abort, `model-unusable`, `invalid-input` when too few photos can be read
 */
export async function evaluatePhotos(params: EvaluatePhotosParams): Promise<PhotoEvaluation> {
  const { photos, embedder, modelFolder, signal, onEmbedded, onJudged } = params;
  const failed: (FailedFile & { readonly row: number })[] = [];
  const rows: (Float32Array | undefined)[] = Array.from({ length: photos.length });
  const { dims, model, modelHash } = await embedder.embedList(
    photos.map(({ file }) => file),
    signal,
    ({ row, result }) => {
      if ('failure' in result) failed.push({ row, path: photos[row]?.path ?? '', reason: result.failure });
      else rows[row] = result.vector;
      onEmbedded();
    },
  );
  if (signal.aborted) throw new CairnError('cancelled', 'Interrupted.');
  const read = photos.filter((_, row) => rows[row] !== undefined);
  requireQueries(read, `Of the ${read.length} photos that can be read`);
  const matrix = new Float32Array(read.length * dims);
  let place = 0;
  for (const vector of rows) if (vector !== undefined) matrix.set(vector, dims * place++);
  const { calibration } = await readManifest(modelFolder);
  const vectors = await evaluateVectors(
    {
      vectors: matrix,
      dims,
      labels: read.map(({ landmark }) => landmark),
      calibration,
      landmarkness: await scorePhotos(modelFolder, matrix, dims),
    },
    { signal, onProgress: (done) => onJudged(done, read.length) },
  );
  const byRow = failed.sort((a, b) => a.row - b.row).map(({ path, reason }) => ({ path, reason }));
  return { model: { name: model, hash: modelHash, dims, calibration }, photos: read, failed: byRow, vectors };
}

/** Landmark-ness of each row; null when the model has none (the contract does not ask for it). */
async function scorePhotos(modelFolder: string, vectors: Float32Array, dims: number): Promise<Float64Array | null> {
  if ((await readOptionalModelFile(modelFolder, 'landmarkness.json')) === null) return null;
  const unit = await loadLandmarkness(modelFolder);
  if (unit.weights.length !== dims) {
    throw new CairnError('model-unusable', `The landmarkness.json in ${modelFolder} is of another model.`);
  }
  return Float64Array.from({ length: vectors.length / dims }, (_, row) =>
    scoreLandmarkness(unit, vectors.subarray(row * dims, (row + 1) * dims)),
  );
}
