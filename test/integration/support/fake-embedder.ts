/**
 * @file An embedder in memory, for tests that need thousands of photos or an exact course of events. Only the channel is fake: the
 * catalog, the scan thread and the library are real.
 *
 * A "photo" is a small JSON file: `{ label, index }`. Photos of one label have almost the same vector. Labels that begin with
 * `known-` are in the atlas; those that begin with `perhaps known-` look like them, not surely enough for a name. A name with `crash` in it ends the process when it is read, one with `broken` cannot be read.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findDuplicatePairs } from '../../../src/ml/duplicates/find-duplicates.ts';
import { findSurroundings } from '../../../src/ml/grouping/find-surroundings.ts';
import { packGroups, unpackPhotos } from '../../../src/ml/grouping/packed-groups.ts';
import { createReferenceGathering } from '../../../src/ml/recognition/gather-references.ts';
import { assumeEvenOdds } from '../../../src/ml/recognition/landmarkness.ts';
import type {
  EmbedderChannel,
  EmbedderMethod,
  EmbedderRequests,
  FromEmbedder,
  GroupParams,
  IndexedPhoto,
  LaunchEmbedder,
  PersonalReferences,
  PhotoExplanation,
  PhotoGroup,
  PhotoOutcome,
  PictureHashes,
  RecognizePhoto,
  Recognition,
} from '../../../src/ml/embedder-messages.ts';

const fakeDims = 16;
const fakeHashes = { thumbhash: Uint8Array.of(1, 2, 3, 4, 5), perceptualHash: new Uint8Array(8) };
const sameLandmark = 0.9;

export interface FakePhoto {
  readonly label: string;
  readonly index: number;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** Writes a fake photo. */
export function writeFakePhoto(path: string, photo: FakePhoto): void {
  writeFileSync(path, JSON.stringify(photo));
}

/** Unit vector of a photo: that of its label, moved a little. Each model is a space of its own. */
function makeVector({ label, index }: FakePhoto, modelHash: string): Float32Array {
  const digest = createHash('sha256').update(`${modelHash} ${label}`).digest();
  const noise = createHash('sha256').update(`${label} ${index}`).digest();
  const values = Array.from(
    { length: fakeDims },
    (_, d) => (digest[d] ?? 0) - 127.5 + ((noise[d] ?? 0) - 127.5) * 0.05,
  );
  const norm = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / norm);
}

export interface FakeEmbedder {
  readonly launch: LaunchEmbedder;
  /** Paths given to `indexPhoto`, in order, over all processes. */
  readonly indexed: string[];
  /** Photos that ran through the model: not known. */
  readonly embedded: string[];
  /** `lookUps`: photos that were looked up. */
  readonly counts: { launches: number; crashes: number; groups: number; lookUps: number };
  /** Ends the running process. */
  readonly kill: () => void;
  /** Of the model that the next process computes with. */
  modelHash: string;
  /** What that model takes a photo for, as a label. */
  seeAs: (photo: FakePhoto) => string;
  /** What becomes of the groups that it finds. */
  changeGroups: (groups: readonly PhotoGroup[]) => readonly PhotoGroup[];
  /** Whether a file cannot be read (now). */
  isBroken: (path: string) => boolean;
  /** What is computed from a stored thumbnail. */
  hashThumbnail: (contentHash: string) => PictureHashes | null;
  /** Waited for before a photo runs through the model, and before photos are grouped. */
  beforeEmbedding: () => Promise<void>;
  beforeGrouping: () => Promise<void>;
}

/** Makes a fake embedder and its launcher. */
export function createFakeEmbedder(): FakeEmbedder {
  const fake: FakeEmbedder = {
    indexed: [],
    embedded: [],
    counts: { launches: 0, crashes: 0, groups: 0, lookUps: 0 },
    modelHash: 'a'.repeat(64),
    seeAs: ({ label }) => label,
    changeGroups: (groups) => groups,
    isBroken: (path) => basename(path).includes('broken'),
    hashThumbnail: () => fakeHashes,
    beforeEmbedding: () => Promise.resolve(),
    beforeGrouping: () => Promise.resolve(),
    kill: () => undefined,
    launch: () => {
      fake.counts.launches += 1;
      const process = startProcess(fake);
      Object.assign(fake, { kill: process.kill });
      return process;
    },
  };
  return fake;
}

function startProcess(fake: FakeEmbedder): EmbedderChannel {
  let listener: (message: FromEmbedder) => void = () => undefined;
  let exitListener: (reason: string) => void = () => undefined;
  let isAlive = true;
  const { modelHash, seeAs } = fake;
  const embed = (photo: FakePhoto): Float32Array => makeVector({ ...photo, label: seeAs(photo) }, modelHash);
  const vectors = new Map<number, Float32Array>();
  const questions = new Map<number, (isKnown: boolean) => void>();
  const gather = createReferenceGathering(fakeDims);
  let references: PersonalReferences = { landmarkIds: [], photoIds: new Int32Array(), vectors: new Float32Array() };

  const emit = (message: FromEmbedder): void => {
    setImmediate(() => {
      if (isAlive) listener(message);
    });
  };
  const end = (reason: string): void => {
    if (!isAlive) return;
    isAlive = false;
    setImmediate(() => exitListener(reason));
  };

  const readPhoto = (path: string): { photo: FakePhoto; hash: string } => {
    const bytes = readFileSync(path);
    return { photo: JSON.parse(bytes.toString()) as FakePhoto, hash: createHash('sha256').update(bytes).digest('hex') };
  };
  const index = async (key: number, path: string): Promise<PhotoOutcome> => {
    fake.indexed.push(path);
    emit({ type: 'photo-started', key });
    await new Promise((resolve) => setImmediate(resolve));
    if (basename(path).includes('crash')) {
      fake.counts.crashes += 1;
      end('exit code 139');
      return await new Promise(() => undefined);
    }
    if (fake.isBroken(path)) return { kind: 'failed', reason: 'Not an image.', isTransient: false };
    const { photo, hash: contentHash } = readPhoto(path);
    const stats = statSync(path);
    const file = { contentHash, sizeBytes: stats.size, mtimeMs: Math.trunc(stats.mtimeMs) };
    const isKnown = await new Promise<boolean>((resolve) => {
      questions.set(key, resolve);
      emit({ type: 'is-known', key, contentHash });
    });
    if (isKnown) return { kind: 'known', ...file };
    await fake.beforeEmbedding();
    fake.embedded.push(path);
    return { kind: 'indexed', ...file, ...describePhoto(photo), ...fakeHashes, embedding: embed(photo) };
  };

  const recognize = ({ vector, photoId }: RecognizePhoto): Recognition => {
    for (const [row, landmarkId] of references.landmarkIds.entries()) {
      if (references.photoIds[row] === photoId) continue;
      const reference = references.vectors.subarray(row * fakeDims, (row + 1) * fakeDims);
      if (dot(reference, vector) > sameLandmark) return recognized(landmarkId);
    }
    for (const landmarkId of knownLandmarks) {
      if (dot(makeVector({ label: landmarkId, index: 0 }, modelHash), vector) > sameLandmark)
        return recognized(landmarkId);
      if (dot(makeVector({ label: `perhaps ${landmarkId}`, index: 0 }, modelHash), vector) > sameLandmark) {
        const candidates = [{ landmarkId, confidence: 0.6, score: 1 }];
        return { landmarkness: 0.9, landmarkId: null, confidence: 0, candidates, none: 0.4, twins: [] };
      }
    }
    return { landmarkness: 0.9, landmarkId: null, confidence: 0, candidates: [], none: 1, twins: [] };
  };

  const search = (queries: Float32Array, k: number): { photoIds: Int32Array; cosines: Float32Array } => {
    const count = queries.length / fakeDims;
    const found = { photoIds: new Int32Array(count * k), cosines: new Float32Array(count * k).fill(-2) };
    for (let row = 0; row < count; row += 1) {
      const query = queries.subarray(row * fakeDims, (row + 1) * fakeDims);
      const ranked = [...vectors]
        .map(([photoId, vector]) => ({ photoId, cosine: dot(vector, query) }))
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, k);
      for (const [place, { photoId, cosine }] of ranked.entries()) {
        found.photoIds[row * k + place] = photoId;
        found.cosines[row * k + place] = cosine;
      }
    }
    return found;
  };

  const answer = async (method: EmbedderMethod, params: unknown): Promise<unknown> => {
    const handlers: { [Method in EmbedderMethod]?: (params: EmbedderRequests[Method]['params']) => unknown } = {
      initialize: () => ({
        modelName: 'fake',
        modelHash,
        dims: fakeDims,
        provider: 'cpu',
        verdicts: [],
        atlasName: null,
        atlasLandmarks: 0,
        atlasProblem: null,
        hasLandmarkness: true,
      }),
      indexPhoto: ({ key, path }) => index(key, path),
      embedFile: ({ path }) => {
        const { photo } = readPhoto(path);
        return { embedding: embed(photo), metadata: describePhoto(photo) };
      },
      loadVectors: ({ photoIds, vectors: rows }) => {
        photoIds.forEach((photoId, row) => vectors.set(photoId, rows.slice(row * fakeDims, (row + 1) * fakeDims)));
        return null;
      },
      neighbours: ({ queries, k }) => search(queries, k),
      surroundings: ({ photoIds }) =>
        findSurroundings({
          photoIds,
          getVector: (photoId) => vectors.get(photoId) ?? null,
          dims: fakeDims,
          landmarkness: assumeEvenOdds(fakeDims),
          search: (queries, k) => Promise.resolve(search(queries, k)),
        }),
      setPersonalReferences: (part) => {
        const given = gather(part);
        if (given === null) return null;
        references = given;
        return { setAside: [] };
      },
      recognize: ({ photos }) => {
        fake.counts.lookUps += photos.length;
        return photos.map(recognize);
      },
      explain: ({ photo }) => explain(photo, recognize(photo)),
      group: async (given) => {
        fake.counts.groups += 1;
        await fake.beforeGrouping();
        const groups = groupByVector({ ...given, photos: unpackPhotos(given.photos) }, vectors);
        return packGroups(fake.changeGroups(groups));
      },
      findDuplicates: (search) =>
        findDuplicatePairs({ ...search, getVector: (photoId) => vectors.get(photoId) ?? null }),
      hashThumbnails: ({ contentHashes }) => contentHashes.map(fake.hashThumbnail),
      memory: () => ({ rssBytes: 0 }),
    };
    const handler = handlers[method] as ((params: unknown) => unknown) | undefined;
    if (handler === undefined) throw new Error(`the fake embedder knows no ${method}`);
    return await handler(params);
  };

  return {
    onMessage: (given) => {
      listener = given;
    },
    onExit: (given) => {
      exitListener = given;
    },
    kill: () => end('signal SIGKILL'),
    send: (message) => {
      if (!isAlive) return;
      if (message.type === 'is-known-answer') {
        questions.get(message.key)?.(message.isKnown);
        return;
      }
      const { id, method, params } = message;
      answer(method, params).then(
        (value) => emit({ type: 'response', id, ok: true, value }),
        (error: unknown) =>
          emit({ type: 'response', id, ok: false, error: { code: 'internal', message: String(error) } }),
      );
    },
  };
}

/** Labels that the fake atlas knows; tests put their facts into the catalog. */
export const knownLandmarks = ['known-tower', 'known-bridge'];

function describePhoto(
  photo: FakePhoto,
): Omit<IndexedPhoto, 'kind' | 'contentHash' | 'sizeBytes' | 'mtimeMs' | 'embedding' | 'thumbhash' | 'perceptualHash'> {
  return {
    format: 'jpeg',
    width: 400,
    height: 300,
    takenMs: 1_600_000_000_000 + photo.index * 1000,
    takenOffsetMinutes: null,
    takenSource: 'exif',
    latitude: photo.latitude ?? null,
    longitude: photo.longitude ?? null,
    gpsErrorMeters: null,
    keywords: [],
    pictureKind: 'photo',
    cameraMake: null,
    cameraModel: null,
    orientation: 1,
  };
}

function recognized(landmarkId: string): Recognition {
  const candidates = [{ landmarkId, confidence: 0.95, score: 1 }];
  return { landmarkness: 1, landmarkId, confidence: 0.95, candidates, none: 0.05, twins: [] };
}

/** Says of each candidate what was handed over with the photo. */
function explain({ hints = [], walk = [] }: RecognizePhoto, recognition: Recognition): PhotoExplanation {
  const landmarks = recognition.candidates.map(({ landmarkId, confidence: probability }) => ({
    landmarkId,
    probability,
    references: [{ photoId: null, cosine: 0.9, penalty: 0.2 }],
    evidence: [
      { kind: 'look' as const, logOdds: 3 },
      ...hints
        .filter((hint) => hint.landmarkId === landmarkId)
        .map(({ source, text }) => ({ kind: source, logOdds: 1, text })),
      ...walk
        .filter((neighbour) => neighbour.landmarkId === landmarkId)
        .map(({ minutes }) => ({ kind: 'walk' as const, logOdds: 1, minutes })),
    ],
  }));
  return { recognition, landmarks };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

/** Photos with almost the same vector, three or more; pairs that must not meet never share a group. */
function groupByVector({ photos, cannotLinks }: GroupParams, vectors: ReadonlyMap<number, Float32Array>): PhotoGroup[] {
  const apart = new Set<string>();
  for (let index = 0; index < cannotLinks.length; index += 2) {
    apart.add(`${cannotLinks[index]} ${cannotLinks[index + 1]}`).add(`${cannotLinks[index + 1]} ${cannotLinks[index]}`);
  }
  const groups: number[][] = [];
  for (const photoId of photos.map((photo) => photo.photoId).sort((a, b) => a - b)) {
    const vector = vectors.get(photoId);
    if (vector === undefined) throw new Error(`the vector of photo ${photoId} was not loaded`);
    const [home] = groups
      .filter(
        (group) =>
          dot(vectors.get(group[0] ?? 0) ?? vector, vector) > sameLandmark &&
          group.every((member) => !apart.has(`${member} ${photoId}`)),
      )
      .sort((a, b) => b.length - a.length);
    if (home === undefined) groups.push([photoId]);
    else home.push(photoId);
  }
  return groups
    .filter((group) => group.length >= 3)
    .map((group) => ({
      members: group.map((photoId) => ({ photoId, role: 'core', confidence: 0.8 })),
      certainty: 0.8,
    }));
}
