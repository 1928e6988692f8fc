/** @file Reads an atlas, checking everything it says ([Note: atlas pack]). */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { z } from 'zod';
import { CairnError } from '../../api/errors.ts';
import { openWithoutWaiting } from '../open-without-waiting.ts';
import { atlasHeaderSchema, maxLandmarks, type Atlas, type AtlasHeader, type LandmarkFacts } from './atlas.ts';
import { arrangeRows } from './quantized-vectors.ts';

/** What the vectors of an atlas must have been made with. */
export interface AtlasExpectations {
  /** sha256 of the model.onnx in use, lower-case hex. */
  readonly modelHash: string;
  readonly dims: number;
}

/** What an atlas says of itself; its vectors were not looked at. */
export interface AtlasSummary {
  /** sha256 that the file must have, lower-case hex: changes with anything in the atlas. */
  readonly fingerprint: string;
  readonly sizeBytes: number;
  readonly header: AtlasHeader;
}

/** `CAIRNATL`, version, length of the header, sha256. */
export const prologueBytes = 48;
export const packMagic = 'CAIRNATL';
export const packVersion = 1;
const maxHeaderBytes = 64 * 1024 * 1024;
/** A file of 81,313 landmarks takes 138 MB. Far below the 2 GiB at which Electron's allocator ends the process. */
const largestPenalty = 1.01;
const maxPackBytes = 512 * 1024 * 1024;

/**
 * Reads what an atlas says of itself, without its vectors.
 * @throws CairnError `atlas-unusable` that says what is wrong with it
 */
export function readAtlasSummary(file: string): Promise<AtlasSummary> {
  return readPack(file, async (handle, prologue) => ({
    fingerprint: prologue.sha256,
    sizeBytes: prologue.sizeBytes,
    header: await parseHeader(file, await readBytes(handle, prologueBytes, prologue.headerBytes), prologue.sizeBytes),
  }));
}

/** The fingerprint alone: a read of 48 bytes. @throws CairnError `atlas-unusable` */
export function readAtlasFingerprint(file: string): Promise<string> {
  return readPack(file, (_, { sha256 }) => Promise.resolve(sha256));
}

/** Reads and checks an atlas. @throws CairnError `atlas-unusable` that says what is wrong with it */
export function loadAtlas(file: string, expected: AtlasExpectations): Promise<Atlas> {
  return readPack(file, async (handle, prologue) => {
    const { sizeBytes, headerBytes } = prologue;
    const header = await parseHeader(file, await readBytes(handle, prologueBytes, headerBytes), sizeBytes);
    refuseOtherModel(header, expected);
    const content = await readBytes(handle, prologueBytes, sizeBytes - prologueBytes);
    if (createHash('sha256').update(content).digest('hex') !== prologue.sha256) throw failFile(file, 'wrong checksum');
    return decodeAtlas(file, header, content.subarray(headerBytes));
  });
}

/** @throws CairnError `atlas-unusable` when the vectors are of another model */
export function refuseOtherModel(header: AtlasHeader, { modelHash, dims }: AtlasExpectations): void {
  if (header.modelSha256 === modelHash && header.dims === dims) return;
  throw new CairnError(
    'atlas-unusable',
    `The atlas "${header.name}" was built for another model (${header.modelName}); its landmarks have no names until it is built again for this one.`,
  );
}

interface Prologue {
  readonly sizeBytes: number;
  readonly headerBytes: number;
  readonly sha256: string;
}

async function readPack<Value>(
  file: string,
  read: (handle: FileHandle, prologue: Prologue) => Promise<Value>,
): Promise<Value> {
  try {
    const handle = await openWithoutWaiting(file);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw failFile(file, 'it is no file');
      if (stats.size > maxPackBytes) throw failFile(file, `${stats.size} bytes are too many`);
      return await read(handle, parsePrologue(file, await readBytes(handle, 0, prologueBytes), stats.size));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof CairnError) throw error;
    if (error instanceof TruncationError) throw failFile(file, 'it is cut off');
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CairnError('atlas-unusable', `The atlas ${file} is missing or cannot be read (${code}).`, {
      cause: error,
    });
  }
}

function failFile(file: string, what: string): CairnError {
  return new CairnError('atlas-unusable', `${file} is damaged or not an atlas (${what}); get the file again.`);
}

class TruncationError extends Error {}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  // Of its own memory: views on it need an offset that their numbers can be aligned to.
  const bytes = Buffer.from(new ArrayBuffer(length));
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new TruncationError();
    done += bytesRead;
  }
  return bytes;
}

function parsePrologue(file: string, bytes: Buffer, sizeBytes: number): Prologue {
  if (bytes.toString('latin1', 0, 8) !== packMagic) throw failFile(file, 'it begins otherwise');
  const version = bytes.readUInt32LE(8);
  if (version !== packVersion) {
    const reason = `The atlas ${file} has format ${version}, this Cairn knows format ${packVersion}`;
    throw new CairnError('atlas-unusable', `${reason}; use another version of Cairn, or get the atlas in that format.`);
  }
  const headerBytes = bytes.readUInt32LE(12);
  if (headerBytes > maxHeaderBytes) throw failFile(file, `a header of ${headerBytes} bytes`);
  if (headerBytes > sizeBytes - prologueBytes) throw failFile(file, 'it is cut off');
  return { sizeBytes, headerBytes, sha256: bytes.toString('hex', 16, prologueBytes) };
}

/** Landmarks are checked a few at a time: the window's process reads large atlases, too. */
const looseHeaderSchema = atlasHeaderSchema.extend({ landmarks: z.array(z.unknown()).max(maxLandmarks) });
const landmarkSchema = atlasHeaderSchema.shape.landmarks.element;
const landmarksPerStep = 500;

/** The counts of the header are believed only when they make exactly this file: nothing is allocated for others. */
async function parseHeader(file: string, bytes: Buffer, sizeBytes: number): Promise<AtlasHeader> {
  let header: AtlasHeader;
  try {
    const loose = looseHeaderSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    const landmarks: AtlasHeader['landmarks'] = [];
    for (const landmark of loose.landmarks) {
      landmarks.push(landmarkSchema.parse(landmark));
      if (landmarks.length % landmarksPerStep === 0) await yieldToEventLoop();
    }
    header = { ...loose, landmarks };
  } catch (error) {
    throw new CairnError('atlas-unusable', `${file} is damaged or not an atlas (its header); get the file again.`, {
      cause: error,
    });
  }
  const due = prologueBytes + bytes.length + countVectorBytes(header);
  if (due !== sizeBytes) throw failFile(file, `${sizeBytes} bytes instead of ${due}`);
  const ids = new Set(header.landmarks.map((landmark) => landmark.id));
  if (ids.size !== header.landmarks.length) throw failFile(file, 'it has a landmark twice');
  return header;
}

/** Bytes after the header. */
export function countVectorBytes(header: Pick<AtlasHeader, 'landmarks' | 'nonLandmarkReferences' | 'dims'>): number {
  const references = header.landmarks.reduce((sum, landmark) => sum + landmark.references, 0);
  return 4 * references + (references + header.nonLandmarkReferences) * header.dims;
}

function decodeAtlas(file: string, header: AtlasHeader, content: Buffer): Atlas {
  const { name, version, modelName, modelSha256, dims, landmarks, calibration } = header;
  const references = landmarks.reduce((sum, landmark) => sum + landmark.references, 0);
  const landmarkOf = new Int32Array(references);
  let row = 0;
  const photosOf = new Int32Array(landmarks.length);
  const facts = landmarks.map(({ references: count, photos = count, ...known }, index): LandmarkFacts => {
    landmarkOf.fill(index, row, row + count);
    photosOf[index] = photos;
    row += count;
    return known;
  });
  const penalties = Float32Array.from(landmarkOf, (_, place) => content.readFloatLE(4 * place));
  if (!penalties.every(Number.isFinite)) throw failFile(file, 'values that are no numbers');
  // Means of cosines, with room for rounding: others would drown whatever a photo looks like.
  if (!penalties.every((penalty) => Math.abs(penalty) <= largestPenalty))
    throw failFile(file, 'penalties out of range');
  const values = new Int8Array(content.buffer, content.byteOffset + 4 * references, content.length - 4 * references);
  return {
    name,
    version,
    modelName,
    modelHash: modelSha256,
    dims,
    landmarks: facts,
    references: arrangeRows(values.subarray(0, references * dims), dims),
    landmarkOf,
    photosOf,
    penalties,
    nonLandmarks: arrangeRows(values.subarray(references * dims), dims),
    calibration,
  };
}
