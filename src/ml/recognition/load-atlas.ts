/** @file Reads an atlas folder, checking everything it says ([Note: atlas format]). */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { atlasFileSchema, landmarkFactsSchema, type Atlas, type AtlasFile } from './atlas.ts';
import { arrangeRows } from './quantized-vectors.ts';

/** What the vectors of an atlas must have been made with. */
export interface AtlasExpectations {
  /** sha256 of the model.onnx in use, lower-case hex. */
  readonly modelHash: string;
  readonly dims: number;
}

/** Reads and checks the atlas in `folder`. Throws CairnError `atlas-unusable` that says what is wrong with it. */
export async function loadAtlas(folder: string, expected: AtlasExpectations): Promise<Atlas> {
  const file = await readAtlasFile(folder);
  if (file.modelSha256 !== expected.modelHash || file.dims !== expected.dims) {
    throw new CairnError(
      'atlas-unusable',
      `The atlas "${file.name}" was built for another model; landmarks have no names until it is built again for this one.`,
    );
  }
  const content = await readVectorFile(folder, file);
  return decodeAtlas(file, content);
}

async function readAtlasFile(folder: string): Promise<AtlasFile> {
  const file = path.join(folder, 'atlas.json');
  try {
    return atlasFileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new CairnError('atlas-unusable', `${file} is missing or not an atlas; install the atlas again.`, {
      cause: error,
    });
  }
}

async function readVectorFile(folder: string, file: AtlasFile): Promise<Buffer> {
  const vectorPath = path.join(folder, file.vectors.file);
  let content: Buffer;
  try {
    content = await readFile(vectorPath);
  } catch (error) {
    throw new CairnError('atlas-unusable', `${vectorPath} cannot be read; install the atlas again.`, { cause: error });
  }
  const damaged = (what: string): CairnError =>
    new CairnError('atlas-unusable', `${vectorPath} is damaged (${what}); install the atlas again.`);
  if (content.length !== file.vectors.bytes || content.length !== countVectorBytes(file)) {
    throw damaged(`${String(content.length)} bytes instead of ${String(countVectorBytes(file))}`);
  }
  if (createHash('sha256').update(content).digest('hex') !== file.vectors.sha256) throw damaged('wrong checksum');
  return content;
}

/** Length that the vector file of an atlas must have, in bytes. */
export function countVectorBytes(file: Pick<AtlasFile, 'landmarks' | 'nonLandmarkReferences' | 'dims'>): number {
  const references = file.landmarks.reduce((sum, landmark) => sum + landmark.references, 0);
  const rows = references + file.nonLandmarkReferences;
  return 4 * rows + 4 * references + rows * file.dims;
}

function decodeAtlas(file: AtlasFile, content: Buffer): Atlas {
  const { dims } = file;
  const landmarkOf = Int32Array.from(
    file.landmarks.flatMap((landmark, index) => new Array<number>(landmark.references).fill(index)),
  );
  const rows = landmarkOf.length + file.nonLandmarkReferences;
  const ids = new Set(file.landmarks.map((landmark) => landmark.id));
  if (ids.size !== file.landmarks.length) {
    throw new CairnError('atlas-unusable', `The atlas "${file.name}" names a landmark twice; it cannot be used.`);
  }
  const penalties = Float32Array.from(landmarkOf, (_, row) => content.readFloatLE(4 * (rows + row)));
  const start = content.byteOffset + 4 * (rows + landmarkOf.length);
  const values = new Int8Array(content.buffer, start, rows * dims);
  if (!penalties.every(Number.isFinite)) {
    throw new CairnError('atlas-unusable', `The atlas "${file.name}" holds values that are no numbers.`);
  }
  return {
    name: file.name,
    version: file.version,
    modelHash: file.modelSha256,
    dims,
    landmarks: file.landmarks.map((landmark) => landmarkFactsSchema.strip().parse(landmark)),
    references: arrangeRows(values.subarray(0, landmarkOf.length * dims), dims),
    landmarkOf,
    penalties,
    nonLandmarks: arrangeRows(values.subarray(landmarkOf.length * dims), dims),
    calibration: file.calibration,
  };
}
