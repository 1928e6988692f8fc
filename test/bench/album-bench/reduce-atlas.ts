/** @file The bundled atlas without some or all landmarks: what it would be for somebody whose landmarks it does not know. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestSchema } from '../../../src/ml/model/manifest.ts';
import { bundledAtlasName } from '../../../src/ml/recognition/atlas.ts';
import { loadAtlas } from '../../../src/ml/recognition/load-atlas.ts';
import { quantizeRows, expandRows } from '../../../src/ml/recognition/quantized-vectors.ts';
import { writeAtlas } from '../../../src/ml/recognition/write-atlas.ts';

export interface ReduceParams {
  readonly atlasFolder: string;
  readonly modelFolder: string;
  /** Ids of the landmarks to leave out; null: all of them. */
  readonly without: ReadonlySet<string> | null;
  /** Pack to write. */
  readonly file: string;
}

/** Name of the pack. */
export const reducedName = 'Other landmarks';

/** Writes the rest as a pack. Non-landmarks stay. */
export async function reduceAtlas({ atlasFolder, modelFolder, without, file }: ReduceParams): Promise<void> {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(modelFolder, 'manifest.json'), 'utf8')));
  const expected = { modelHash: manifest.sha256, dims: manifest.dims };
  const atlas = await loadAtlas(join(atlasFolder, bundledAtlasName), expected);
  const kept = [...atlas.landmarks.keys()].filter(
    (index) => without !== null && !without.has(atlas.landmarks[index]?.id ?? ''),
  );
  const place = new Map(kept.map((index, position) => [index, position]));
  const rows = [...atlas.landmarkOf.keys()].filter((row) => place.has(atlas.landmarkOf[row] ?? -1));
  const reduced = {
    ...atlas,
    name: reducedName,
    landmarks: kept.flatMap((index) => atlas.landmarks[index] ?? []),
    references: quantizeRows(expandRows(atlas.references, rows), atlas.dims),
    landmarkOf: Int32Array.from(rows, (row) => place.get(atlas.landmarkOf[row] ?? -1) ?? 0),
    photosOf: Int32Array.from(kept, (index) => atlas.photosOf[index] ?? 0),
    penalties: Float32Array.from(rows, (row) => atlas.penalties[row] ?? 0),
  };
  await writeAtlas(file, reduced, { licence: 'for measuring only', attribution: '' });
}
