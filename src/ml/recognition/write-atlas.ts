/** @file Writes an atlas ([Note: atlas pack]). */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { atlasHeaderSchema, type Atlas } from './atlas.ts';
import { packMagic, packVersion, prologueBytes } from './load-atlas.ts';
import { listValues } from './quantized-vectors.ts';

export interface AtlasRights {
  readonly licence: string;
  readonly attribution: string;
}

export interface WrittenAtlas {
  readonly fingerprint: string;
  readonly sizeBytes: number;
}

/**
 * Writes the atlas to `file`, whole or not at all. References must lie landmark by landmark, in order, at least one of each.
 * Throws a ZodError for an atlas that could not be read again, and what the file system says.
 */
export async function writeAtlas(file: string, atlas: Atlas, rights: AtlasRights): Promise<WrittenAtlas> {
  const header = encodeHeader(atlas, rights);
  const parts = [
    header,
    encodePenalties(atlas),
    toBytes(listValues(atlas.references)),
    toBytes(listValues(atlas.nonLandmarks)),
  ];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const sha256 = hash.digest();
  const prologue = Buffer.alloc(prologueBytes);
  prologue.write(packMagic, 'latin1');
  prologue.writeUInt32LE(packVersion, 8);
  prologue.writeUInt32LE(header.length, 12);
  sha256.copy(prologue, 16);
  await mkdir(path.dirname(file), { recursive: true });
  const incoming = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(incoming, 'wx');
    try {
      for (const part of [prologue, ...parts]) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(incoming, file);
  } finally {
    await rm(incoming, { force: true });
  }
  const sizeBytes = parts.reduce((sum, { length }) => sum + length, prologue.length);
  return { fingerprint: sha256.toString('hex'), sizeBytes };
}

function encodeHeader(atlas: Atlas, rights: AtlasRights): Buffer {
  const counts = new Int32Array(atlas.landmarks.length);
  for (const landmark of atlas.landmarkOf) counts[landmark] = (counts[landmark] ?? 0) + 1;
  const header = atlasHeaderSchema.parse({
    name: atlas.name,
    version: atlas.version,
    modelName: atlas.modelName,
    modelSha256: atlas.modelHash,
    dims: atlas.dims,
    landmarks: atlas.landmarks.map((landmark, index) => {
      const [references, photos] = [counts[index], atlas.photosOf[index]];
      return { ...landmark, references, ...(photos === references ? {} : { photos }) };
    }),
    nonLandmarkReferences: atlas.nonLandmarks.rows,
    calibration: atlas.calibration,
    ...rights,
  });
  // What a reader puts in by itself: 2 MB of 81,313 landmarks.
  const landmarks = header.landmarks.map(({ names, kind, ...landmark }) => ({
    ...landmark,
    ...(Object.keys(names).length === 0 ? {} : { names }),
    ...(kind === 'other' ? {} : { kind }),
  }));
  return Buffer.from(JSON.stringify({ ...header, landmarks }));
}

function encodePenalties({ penalties }: Atlas): Buffer {
  const bytes = Buffer.alloc(4 * penalties.length);
  for (const [row, penalty] of penalties.entries()) bytes.writeFloatLE(penalty, 4 * row);
  return bytes;
}

function toBytes(values: Int8Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
