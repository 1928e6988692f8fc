/** @file Writes an atlas folder ([Note: atlas format]). */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listValues } from './quantized-vectors.ts';
import { atlasFileSchema, type Atlas, type AtlasFile } from './atlas.ts';

export interface AtlasRights {
  readonly licence: string;
  readonly attribution: string;
}

/** Writes `atlas.json` and `references.bin` into `folder`. References must lie landmark by landmark, in order. */
export async function writeAtlas(folder: string, atlas: Atlas, rights: AtlasRights): Promise<void> {
  const bytes = encodeVectors(atlas);
  const counts = new Int32Array(atlas.landmarks.length);
  for (const landmark of atlas.landmarkOf) counts[landmark] = (counts[landmark] ?? 0) + 1;
  const file: AtlasFile = atlasFileSchema.parse({
    format: 'cairn-atlas',
    formatVersion: 1,
    name: atlas.name,
    version: atlas.version,
    modelSha256: atlas.modelHash,
    dims: atlas.dims,
    landmarks: atlas.landmarks.map((landmark, index) => ({ ...landmark, references: counts[index] })),
    nonLandmarkReferences: atlas.nonLandmarks.rows,
    vectors: {
      file: 'references.bin',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    calibration: atlas.calibration,
    ...rights,
  });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'references.bin'), bytes);
  await writeFile(path.join(folder, 'atlas.json'), `${JSON.stringify(file, null, 1)}\n`);
}

function encodeVectors({ references, nonLandmarks, penalties, dims }: Atlas): Buffer {
  const rows = references.rows + nonLandmarks.rows;
  const bytes = Buffer.alloc(4 * rows + 4 * penalties.length + rows * dims);
  for (const [row, scale] of references.scales.entries()) bytes.writeFloatLE(scale, 4 * row);
  for (const [row, scale] of nonLandmarks.scales.entries()) bytes.writeFloatLE(scale, 4 * (references.rows + row));
  for (const [row, penalty] of penalties.entries()) bytes.writeFloatLE(penalty, 4 * (rows + row));
  const start = 4 * (rows + penalties.length);
  new Int8Array(bytes.buffer, bytes.byteOffset + start, references.rows * dims).set(listValues(references));
  new Int8Array(bytes.buffer, bytes.byteOffset + start + references.rows * dims).set(listValues(nonLandmarks));
  return bytes;
}
