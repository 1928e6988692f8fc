/** @file Puts references of landmarks together to an atlas: joins what has one id, orders, measures the penalties. */
import type { Atlas, LandmarkFacts } from '../../ml/recognition/atlas.ts';
import { createInt8Multiplier } from '../../ml/recognition/int8-multiplier.ts';
import { measurePenalties, type PenaltyBackground } from '../../ml/recognition/measure-penalties.ts';
import { arrangeRows, expandRows, listValues, quantizeRows } from '../../ml/recognition/quantized-vectors.ts';
import { buildReferenceSet } from '../../ml/recognition/reference-set.ts';
import type { Manifest } from '../../ml/model/manifest.ts';

/** References of one landmark, as int8 directions: those of 81,313 landmarks are held at once. */
export interface LandmarkReferences {
  readonly facts: LandmarkFacts;
  /** Rows x dims, row-major. */
  readonly values: Int8Array;
  /** Photos that the rows stand for. */
  readonly photos: number;
}

export interface AssembleParams {
  readonly name: string;
  readonly version: string;
  readonly model: Pick<Manifest, 'name' | 'version' | 'sha256' | 'dims'>;
  readonly landmarks: readonly LandmarkReferences[];
  /** Rows x dims unit vectors of photos that show no landmark. */
  readonly nonLandmarks: Float32Array;
  /** Of the same model: its landmarks hold look-alikes back, too. Null without one. */
  readonly bundled: Atlas | null;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Called as references are compared. */
  readonly onCompared: (done: number, total: number) => void;
}

/** References whose penalties are measured at once. */
const rowsPerStep = 1024;

/** Unit vectors as the directions that an atlas keeps. */
export function toDirections(vectors: Float32Array, dims: number): Int8Array {
  return listValues(quantizeRows(vectors, dims));
}

/**
 * Makes the atlas. Its calibration is that of the bundled one, which it is used beside; null without one. Each reference is
 * compared with all: a quarter of an hour for 244,000. Null when the signal aborts.
 */
export async function assembleAtlas(params: AssembleParams): Promise<Atlas | null> {
  const { name, version, model, bundled, signal } = params;
  const { dims } = model;
  const landmarks = joinSameIds(params.landmarks);
  const values = new Int8Array(landmarks.reduce((sum, landmark) => sum + landmark.values.length, 0));
  const landmarkOf = new Int32Array(values.length / dims);
  let row = 0;
  for (const [index, landmark] of landmarks.entries()) {
    values.set(landmark.values, row * dims);
    const end = row + landmark.values.length / dims;
    landmarkOf.fill(index, row, end);
    row = end;
  }
  const uncompared: Atlas = {
    name,
    version,
    modelName: `${model.name} ${model.version}`,
    modelHash: model.sha256,
    dims,
    landmarks: landmarks.map(({ facts }) => facts),
    references: arrangeRows(values, dims),
    landmarkOf,
    photosOf: Int32Array.from(landmarks, ({ photos }) => photos),
    penalties: new Float32Array(landmarkOf.length),
    nonLandmarks: quantizeRows(params.nonLandmarks, dims),
    calibration: bundled?.calibration ?? null,
  };
  const { multiply, close } = await createInt8Multiplier(dims, params.threads);
  try {
    const set = await buildReferenceSet([uncompared, ...(bundled === null ? [] : [bundled])], null, multiply);
    const background: PenaltyBackground = set;
    const { penalties } = uncompared;
    for (let start = 0; start < penalties.length; start += rowsPerStep) {
      if (signal.aborted) return null;
      const end = Math.min(penalties.length, start + rowsPerStep);
      const rows = Array.from({ length: end - start }, (_, place) => start + place);
      const vectors = expandRows(uncompared.references, rows);
      // The atlas's own landmarks come first in the set: their indices are the same there.
      const part = await measurePenalties({
        vectors,
        landmarkOf: landmarkOf.subarray(start, end),
        background,
        multiply,
      });
      penalties.set(part, start);
      params.onCompared(end, penalties.length);
    }
  } finally {
    await close();
  }
  return uncompared;
}

/** One entry an id, by id. Of two with one id the facts of the first count. */
function joinSameIds(landmarks: readonly LandmarkReferences[]): LandmarkReferences[] {
  const byId = new Map<string, LandmarkReferences>();
  for (const landmark of landmarks) {
    const { id } = landmark.facts;
    const known = byId.get(id);
    if (known === undefined) {
      byId.set(id, landmark);
      continue;
    }
    const values = new Int8Array(known.values.length + landmark.values.length);
    values.set(known.values);
    values.set(landmark.values, known.values.length);
    byId.set(id, { facts: known.facts, values, photos: known.photos + landmark.photos });
  }
  return [...byId.values()].sort((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
}
