/** @file Builds an atlas from labelled photos, a few landmarks at a time: what is held are references, not photos. */
import { availableParallelism } from 'node:os';
import { CairnError } from '../../api/errors.ts';
import { loadLandmarkFacts } from '../../ml/atlas/load-facts.ts';
import { selectPrototypes } from '../../ml/atlas/select-prototypes.ts';
import type { LandmarkFacts } from '../../ml/recognition/atlas.ts';
import { writeAtlas, type AtlasRights } from '../../ml/recognition/write-atlas.ts';
import { openPhotoEmbedder, type PhotoEmbedder } from '../evaluation/photo-embedder.ts';
import type { LibraryOptions } from '../library-options.ts';
import type { FailedFile } from '../look-ups.ts';
import { assembleAtlas, toDirections, type LandmarkReferences } from './assemble-atlas.ts';
import { findAtlasModel, loadBundledAtlas } from './atlas-model.ts';
import { isGldv2Folder, type Gldv2Variant } from './gldv2-source.ts';
import { listLabelledPhotos, type LabelledFolder } from './labelled-source.ts';
import { createFactsMatch } from './match-facts.ts';

/** What is counted: photos, then references. */
export type BuildPhase = 'embedding' | 'comparing';

export interface BuildParams {
  readonly library: LibraryOptions;
  /** Folder or table, see labelled-source.ts. */
  readonly source: string;
  readonly variant: Gldv2Variant;
  /** Where the pack goes. */
  readonly out: string;
  readonly name: string;
  readonly version: string;
  readonly rights: AtlasRights;
  /** At most so many references a landmark; null: 32, of Google Landmarks v2 3. */
  readonly referencesPerLandmark: number | null;
  /** Known before those that Cairn knows: of a pack that is built again. */
  readonly knownFacts?: readonly LandmarkFacts[];
  readonly signal: AbortSignal;
  /** Called as photos are embedded, then as references are compared with each other. */
  readonly onProgress: (phase: BuildPhase, done: number, total: number) => void;
}

/** What became of one label. */
export interface BuiltLandmark {
  readonly id: string;
  readonly name: string;
  /** Cairn knew it: its names and place are in the pack. */
  readonly isKnown: boolean;
  /** Photos that its references stand for. */
  readonly photos: number;
  /** Photos left out because no other photo of the landmark is like them. */
  readonly outliers: readonly string[];
  readonly references: number;
}

export interface BuiltAtlas {
  readonly file: string;
  readonly fingerprint: string;
  readonly sizeBytes: number;
  readonly model: string;
  readonly landmarks: readonly BuiltLandmark[];
  readonly nonLandmarks: number;
  /** Labels without a photo that could be read. */
  readonly empty: number;
  readonly failedCount: number;
  /** The first of them. */
  readonly failed: readonly FailedFile[];
}

/** As many as the bundled atlas has at most. */
const usualReferences = 32;
/** 81,313 landmarks of three take 143 MB and are searched in 11 ms (test/bench/atlas.ts). */
const referencesOfMany = 3;
/** Photos that are embedded together: enough to keep the embedder in batches. */
const photosPerChunk = 256;
/** More non-landmarks tell little, and each is compared with every photo. */
const maxNonLandmarks = 1500;
/** A set without its photos is told about, not listed. */
const listedFailures = 200;

/**
 * Builds the pack with the catalog's model and writes it, whole or not at all. Null when the signal aborts: nothing is written.
 * @throws CairnError `invalid-input` for a source without landmarks that can be read, `model-unusable`, `embedder-unavailable`
 */
export async function buildAtlas(params: BuildParams): Promise<BuiltAtlas | null> {
  const { library, source, variant, signal, onProgress } = params;
  const { folder: modelFolder, manifest } = await findAtlasModel(library);
  const { dims, calibration } = manifest;
  const match = createFactsMatch([...(params.knownFacts ?? []), ...(await loadLandmarkFacts())]);
  const limit = params.referencesPerLandmark ?? ((await isGldv2Folder(source)) ? referencesOfMany : usualReferences);
  let total = 0;
  for await (const folder of listLabelledPhotos(source, { variant })) total += pickFiles(folder).length;

  const failed: FailedFile[] = [];
  let [failedCount, done, empty] = [0, 0, 0];
  const built: BuiltLandmark[] = [];
  const references: LandmarkReferences[] = [];
  const strangers: Float32Array[] = [];
  const embedder = openPhotoEmbedder({ ...library, modelFolder });
  try {
    for await (const chunk of gatherChunks(listLabelledPhotos(source, { variant }))) {
      const vectors = await embedChunk(embedder, chunk, signal, (file, failure) => {
        onProgress('embedding', (done += 1), total);
        if (failure === null) return;
        failedCount += 1;
        if (failed.length < listedFailures) failed.push({ path: file, reason: failure });
      });
      if (signal.aborted) return null;
      for (const { label, id, files } of chunk) {
        const readable = files.filter((file) => vectors.has(file));
        const matrix = joinRows(readable.flatMap((file) => vectors.get(file) ?? []));
        if (label === null) {
          strangers.push(matrix);
          continue;
        }
        if (readable.length === 0) {
          empty += 1;
          continue;
        }
        const { facts, isKnown } = match(label, id);
        const leastCosine = -calibration.intercept / calibration.slope;
        const prototypes = selectPrototypes({ vectors: matrix, dims, limit, leastCosine });
        built.push({
          id: facts.id,
          name: facts.name,
          isKnown,
          photos: prototypes.photos,
          outliers: prototypes.outliers.map((photo) => readable[photo] ?? ''),
          references: prototypes.vectors.length / dims,
        });
        references.push({ facts, photos: prototypes.photos, values: toDirections(prototypes.vectors, dims) });
      }
    }
  } finally {
    embedder.close();
  }
  if (built.length === 0) {
    const [first] = failed;
    const why = first === undefined ? '' : ` The first: ${first.path}: ${first.reason}`;
    throw new CairnError('invalid-input', `No photo of a landmark in ${source} can be read.${why}`);
  }
  const atlas = await assembleAtlas({
    name: params.name,
    version: params.version,
    model: manifest,
    landmarks: references,
    nonLandmarks: joinRows(strangers),
    bundled: await loadBundledAtlas(library, manifest),
    threads: availableParallelism(),
    signal,
    onCompared: (compared, references) => onProgress('comparing', compared, references),
  });
  if (atlas === null) return null;
  const written = await writePack(params.out, () => writeAtlas(params.out, atlas, params.rights));
  return {
    file: params.out,
    ...written,
    model: atlas.modelName,
    landmarks: built,
    nonLandmarks: atlas.nonLandmarks.rows,
    empty,
    failedCount,
    failed,
  };
}

/** A file that cannot be written is the person's to mend. */
export async function writePack<Value>(file: string, write: () => Promise<Value>): Promise<Value> {
  try {
    return await write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    throw new CairnError(
      'invalid-input',
      `${file} cannot be written (${code}). Check the folder, its permissions and the free space.`,
      { cause: error },
    );
  }
}

/** Photos of a label that are embedded: of non-landmarks a part, taken evenly. */
function pickFiles({ label, files }: LabelledFolder): readonly string[] {
  if (label !== null || files.length <= maxNonLandmarks) return files;
  const step = files.length / maxNonLandmarks;
  return Array.from({ length: maxNonLandmarks }, (_, place) => files[Math.floor(place * step)] ?? '');
}

/** Whole labels, together at least a chunk of photos. */
async function* gatherChunks(folders: AsyncIterable<LabelledFolder>): AsyncGenerator<readonly LabelledFolder[]> {
  let chunk: LabelledFolder[] = [];
  let photos = 0;
  for await (const folder of folders) {
    const files = pickFiles(folder);
    chunk.push({ ...folder, files });
    photos += files.length;
    if (photos < photosPerChunk) continue;
    yield chunk;
    chunk = [];
    photos = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/** Vectors by file, of those that can be read. */
async function embedChunk(
  embedder: PhotoEmbedder,
  chunk: readonly LabelledFolder[],
  signal: AbortSignal,
  onFile: (file: string, failure: string | null) => void,
): Promise<ReadonlyMap<string, Float32Array>> {
  const files = chunk.flatMap((folder) => folder.files);
  const vectors = new Map<string, Float32Array>();
  await embedder.embedList(files, signal, ({ row, result }) => {
    const file = files[row] ?? '';
    if ('vector' in result) vectors.set(file, result.vector);
    onFile(file, 'failure' in result ? result.failure : null);
  });
  return vectors;
}

function joinRows(rows: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const row of rows) {
    joined.set(row, start);
    start += row.length;
  }
  return joined;
}
