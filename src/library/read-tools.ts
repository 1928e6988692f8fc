/** @file What changes no catalog: identify, similar, embed. Works without a catalog, where one is not needed. */
import { resolve, sep } from 'node:path';
import { CairnError, toErrorView } from '../api/errors.ts';
import type { PhotoReasons } from '../api/views.ts';
import type { Catalog } from '../db/catalog.ts';
import type { Candidate, Recognition, RecognizePhoto } from '../ml/embedder-messages.ts';
import { readAlbumWord, type AlbumWord } from './album-word.ts';
import { EmbedderExitError, type EmbedderClient } from './embedder/embedder-client.ts';
import type { EmbedderSupervisor } from './embedder/embedder-supervisor.ts';
import { explainLibraryPhoto, explainPhoto, type ExplainedPhoto } from './evidence/explain-photo.ts';
import { findHints } from './evidence/find-hints.ts';
import { createEvidenceGatherer } from './evidence/gather-evidence.ts';
import { showPath } from './file-access.ts';
import type { AtlasFacts } from './landmark-facts.ts';
import { createLookUps } from './look-ups.ts';
import { findLandmarkByName } from './names/find-landmark.ts';

export interface NamedCandidate extends Candidate {
  readonly name: string;
}

export interface Identification {
  readonly path: string;
  /** Null when none is sure enough. */
  readonly landmarkId: string | null;
  readonly name: string | null;
  readonly confidence: number | null;
  /** Best first, at most five. */
  readonly candidates: readonly NamedCandidate[];
  /** Why the photo could not be read; null when it could. */
  readonly failure: string | null;
}

export interface SimilarFile {
  readonly photoId: number;
  /** Absolute; null when no file holds the photo any more. */
  readonly path: string | null;
  readonly cosine: number;
}

export interface EmbedRow {
  readonly row: number;
  /** Unit vector, or why there is none. */
  readonly result: { readonly vector: Float32Array } | { readonly failure: string };
}

export interface ReadTools {
  readonly identify: (paths: readonly string[], signal: AbortSignal) => Promise<readonly Identification[]>;
  /** Why a photo of the library is recognised as it is. @throws CairnError `not-found` or `photo-unavailable` */
  readonly explainPhoto: (photoId: number) => Promise<PhotoReasons>;
  /** The same for a file, in the library or not. @throws CairnError when it cannot be read */
  readonly explainFile: (path: string) => Promise<PhotoReasons>;
  /** Absolute path of a photo of the library as it can be shown; null when no file holds it any more. */
  readonly showPhotoPath: (photoId: number) => string | null;
  readonly similar: (path: string, k: number) => Promise<readonly SimilarFile[]>;
  /** Embeds files in any order, several at a time; each row is reported once. Returns the dims of the model. */
  readonly embedList: (
    paths: readonly string[],
    signal: AbortSignal,
    onRow: (row: EmbedRow) => void,
  ) => Promise<{ readonly dims: number; readonly model: string; readonly modelHash: string }>;
}

export interface ReadToolsOptions {
  readonly supervisor: EmbedderSupervisor;
  readonly catalog: Catalog | null;
  readonly readAtlasFacts: () => Promise<AtlasFacts | null>;
}

/** Files under way: enough for the embedder to form batches. */
const windowSize = 12;
/** A file that ends the embedder this often is given up. */
const maxCrashes = 2;

/** Makes the read-only tools. */
export function createReadTools({ supervisor, catalog, readAtlasFacts }: ReadToolsOptions): ReadTools {
  const embedList: ReadTools['embedList'] = async (paths, signal, onRow) => {
    await supervisor.obtain();
    const suspects = await embedTogether(supervisor, paths, signal, onRow);
    // What was under way when the embedder died is tried again, one by one.
    for (const row of suspects) {
      if (signal.aborted) break;
      onRow({ row, result: await embedAlone(supervisor, paths[row] ?? '') });
    }
    const details = supervisor.getDetails();
    if (details === null) throw new CairnError('embedder-unavailable', 'The indexer did not start.');
    return { dims: details.dims, model: details.modelName, modelHash: details.modelHash };
  };

  const readNames = async (): Promise<NameOf> => {
    const facts = await readAtlasFacts();
    const names = new Map(facts?.landmarks.map(({ id, name }) => [id, name]));
    return (landmarkId) => names.get(landmarkId) ?? nameFromCatalog(catalog, landmarkId) ?? landmarkId;
  };

  const identify: ReadTools['identify'] = async (paths, signal) => {
    const nameOf = await readNames();
    const results: Identification[] = [];
    for (const path of paths) {
      if (signal.aborted) break;
      const shown = resolve(path);
      try {
        results.push({ path: shown, failure: null, ...(await identifyOne(supervisor, path, nameOf, catalog)) });
      } catch (error) {
        if (!(error instanceof EmbedderExitError) && isEmbedderFault(error)) throw error;
        const failure = toErrorView(error).message;
        results.push({ path: shown, landmarkId: null, name: null, confidence: null, candidates: [], failure });
      }
    }
    return results;
  };

  const showPhotoPath: ReadTools['showPhotoPath'] = (photoId) => {
    const file = catalog?.files.listForPhoto(photoId)[0];
    return file === undefined ? null : showPath(file.rootPath, file.relativePath);
  };

  const similar: ReadTools['similar'] = async (path, k) => {
    if (catalog === null) throw new CairnError('catalog-unusable', 'There is no catalog to search in.');
    const client = await supervisor.obtain();
    const { embedding } = await client.request('embedFile', { path: resolve(path) });
    const { photoIds, cosines } = await client.request('neighbours', { queries: embedding, k });
    return [...photoIds].flatMap((photoId, index) => {
      if (photoId === 0) return [];
      return [{ photoId, path: showPhotoPath(photoId), cosine: cosines[index] ?? 0 }];
    });
  };

  const explainLibrary: ReadTools['explainPhoto'] = async (photoId) => {
    if (catalog === null) throw new CairnError('catalog-unusable', 'There is no catalog with this photo.');
    const client = await supervisor.obtain();
    const modelId = catalog.embeddings.findModel(supervisor.getDetails()?.modelHash ?? '');
    return await explainLibraryPhoto({ client, catalog, modelId, nameOf: await readNames() }, photoId);
  };

  const explainFile: ReadTools['explainFile'] = async (path) => {
    const client = await supervisor.obtain();
    const explained = await readPhoto(client, path, catalog);
    return await explainPhoto({ client, catalog, nameOf: await readNames() }, explained);
  };

  return { identify, similar, embedList, explainPhoto: explainLibrary, explainFile, showPhotoPath };
}

async function identifyOne(
  supervisor: EmbedderSupervisor,
  path: string,
  nameOf: NameOf,
  catalog: Catalog | null,
): Promise<Omit<Identification, 'path' | 'failure'>> {
  const client = await supervisor.obtain();
  const { photo, photoId } = await readPhoto(client, path, catalog);
  const [recognition] = await client.request('recognize', { photos: [photo] });
  if (recognition === undefined) throw new CairnError('internal', 'The indexer gave no answer.');
  const word = catalog === null || photoId === null ? null : readAlbumWord(catalog, photoId);
  const { landmarkId, confidence, candidates } = word === null ? recognition : addWord(recognition, word);
  return {
    landmarkId,
    name: landmarkId === null ? null : nameOf(landmarkId),
    confidence: landmarkId === null ? null : confidence,
    candidates: candidates.map((candidate) => ({ ...candidate, name: nameOf(candidate.landmarkId) })),
  };
}

/** The answer for a photo of the library does not contradict its album: where that is surer, it is the answer. */
function addWord(recognition: Recognition, { landmarkId, confidence, isMember }: AlbumWord): Recognition {
  const known = recognition.candidates.find((candidate) => candidate.landmarkId === landmarkId);
  if ((known?.confidence ?? 0) >= confidence) return recognition;
  const candidates = [
    { landmarkId, confidence, score: known?.score ?? 0 },
    ...recognition.candidates.filter((candidate) => candidate !== known),
  ]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, Math.max(1, recognition.candidates.length));
  const isAnswer = isMember && candidates[0]?.landmarkId === landmarkId;
  return { ...recognition, candidates, ...(isAnswer ? { landmarkId, confidence } : {}) };
}

/** Vector of a file with all that is known of it: of the library where it is there, else what the file itself says. */
async function readPhoto(client: EmbedderClient, path: string, catalog: Catalog | null): Promise<ExplainedPhoto> {
  const full = resolve(path);
  const { embedding: vector, metadata } = await client.request('embedFile', { path: full });
  const { latitude, longitude, gpsErrorMeters, keywords, pictureKind } = metadata;
  const facts = { keywords, pictureKind };
  const own = catalog === null ? null : createLookUps(catalog).findPhotoByPath(full);
  if (catalog !== null && own !== null) {
    const evidence = createEvidenceGatherer(catalog).gather(own, { hasWalk: true });
    // The file may be newer than what the catalog knows: its own position goes first.
    const position = latitude === null ? {} : { latitude, longitude, gpsErrorMeters };
    const isConfirmed = catalog.memberships.listForPhoto(own).some(({ state }) => state === 'confirmed');
    // A photo that the person confirmed is known by itself; any other one is not its own relative.
    return { photo: { ...evidence, ...position, vector, photoId: isConfirmed ? null : own }, photoId: own, facts };
  }
  const folders = full.split(sep);
  const fileName = folders.pop() ?? '';
  const hints =
    catalog === null
      ? []
      : findHints({ folders, fileName, keywords }, (name) => findLandmarkByName(catalog, name)?.id ?? null);
  const photo: RecognizePhoto = { vector, latitude, longitude, gpsErrorMeters, hints, photoId: null };
  return { photo, photoId: null, facts };
}

type NameOf = (landmarkId: string) => string;

function nameFromCatalog(catalog: Catalog | null, landmarkId: string): string | null {
  const albumId = /^album:(\d+)$/.exec(landmarkId)?.[1];
  if (catalog === null) return null;
  if (albumId === undefined) return catalog.landmarks.get(landmarkId)?.name ?? null;
  const target = catalog.albums.resolve(Number(albumId));
  return target === null ? null : (catalog.albums.get(target)?.name ?? null);
}

/** Returns the rows that were under way when the embedder died. */
async function embedTogether(
  supervisor: EmbedderSupervisor,
  paths: readonly string[],
  signal: AbortSignal,
  onRow: (row: EmbedRow) => void,
): Promise<readonly number[]> {
  const suspects: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < paths.length && !signal.aborted) {
      const row = next;
      next += 1;
      const client = await supervisor.obtain();
      try {
        onRow({ row, result: await embedOne(client, paths[row] ?? '') });
        supervisor.noteProgress();
      } catch (error) {
        if (!(error instanceof EmbedderExitError)) throw error;
        suspects.push(row);
      }
    }
  };
  await Promise.all(Array.from({ length: windowSize }, work));
  return suspects.sort((a, b) => a - b);
}

async function embedAlone(supervisor: EmbedderSupervisor, path: string): Promise<EmbedRow['result']> {
  for (let crashes = 1; crashes < maxCrashes; crashes += 1) {
    const client = await supervisor.obtain();
    try {
      const result = await embedOne(client, path);
      supervisor.noteProgress();
      return result;
    } catch (error) {
      if (!(error instanceof EmbedderExitError)) throw error;
    }
  }
  supervisor.noteProgress();
  return { failure: 'Reading this photo stopped the indexer twice, so it is left out.' };
}

async function embedOne(client: EmbedderClient, path: string): Promise<EmbedRow['result']> {
  try {
    const { embedding } = await client.request('embedFile', { path: resolve(path) });
    return { vector: embedding };
  } catch (error) {
    if (isEmbedderFault(error)) throw error;
    return { failure: toErrorView(error).message };
  }
}

/** Faults of the embedder as such, not of one photo. */
function isEmbedderFault(error: unknown): boolean {
  const { code } = toErrorView(error);
  return code === 'embedder-unavailable' || code === 'model-unusable' || code === 'cancelled';
}
