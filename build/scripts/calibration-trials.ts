/**
 * @file Recognition as people meet it, played with labelled photos: with the whole atlas, and with five confirmed photos of landmarks that
 * no atlas knows; each photo by itself, and seen with its relatives in a library.
 */
import { createHash } from 'node:crypto';
import { collectCases, type LabelledQuery, type RecognitionCase } from '../../src/ml/atlas/calibrate-recognition.ts';
import type { PersonalReferences } from '../../src/ml/embedder-messages.ts';
import type { Atlas } from '../../src/ml/recognition/atlas.ts';
import type { Landmarkness } from '../../src/ml/recognition/landmarkness.ts';
import { measurePenalties } from '../../src/ml/recognition/measure-penalties.ts';
import { multiplyAllInLoops, quantizeRows } from '../../src/ml/recognition/quantized-vectors.ts';
import { buildReferenceSet } from '../../src/ml/recognition/reference-set.ts';
import { smoothOverLibrary, type LibraryVectors } from '../../src/ml/recognition/smooth-queries.ts';
import { multiplyRows } from '../../src/ml/recognition/unit-vectors.ts';
import { attachPhotos } from './attach-photos.ts';
import type { LabelledRows } from './read-labelled-vectors.ts';

export interface Trial {
  readonly name: string;
  /** Weight in the fit: the whole atlas counts as much as both ways of teaching. */
  readonly weight: number;
  readonly cases: readonly RecognitionCase[];
}

export interface TrialParams extends LabelledRows {
  readonly atlas: Atlas;
  /** Photo of each reference of the atlas. */
  readonly referencePhotos: readonly number[];
  /** Landmark id of each photo; null: not a landmark. */
  readonly labels: readonly (string | null)[];
  readonly landmarkness: Landmarkness;
}

/** Confirmed photos of each landmark of a person's own. */
const confirmedPhotos = 5;
/** Share of the validation landmarks of which the person has confirmed some. */
const taughtShare = 0.5;
const seeds = [0, 1] as const;

/**
 * Cases of all trials, on validation photos alone: the model was trained on the others. `whole`: the atlas as it is, each reference left
 * out when its own photo is asked. `taught`: the validation landmarks are not in the atlas, of half of them the person confirmed five
 * photos. `taught, no atlas`: nothing but those. Each of them `alone` and `with library`.
 */
export async function collectTrials(params: TrialParams): Promise<Trial[]> {
  const { rows, labels, landmarkness } = params;
  const validation = [...rows.keys()].filter((photo) => rows[photo]?.split === 'validation');
  const isReference = new Set(params.referencePhotos);
  const landmarks = [...new Set(validation.flatMap((photo) => labels[photo] ?? []))].sort();
  const trials: Trial[] = [];
  const add = async (
    name: string,
    photos: readonly number[],
    library: LibraryVectors | null,
    references: Parameters<typeof collectCases>[0],
  ): Promise<void> => {
    trials.push({
      name: `${name}, ${library === null ? 'alone' : 'with library'}`,
      weight: name === 'whole atlas' ? seeds.length : 1,
      cases: await collectCases(references, landmarkness, await makeQueries(params, photos, library)),
    });
  };

  const whole = await attachPhotos(params.atlas, Int32Array.from(params.referencePhotos));
  await add('whole atlas', validation, null, whole);
  // References of the atlas are in nobody's library.
  const fresh = validation.filter((photo) => !isReference.has(photo));
  await add('whole atlas', fresh, makeLibrary(params, fresh), whole);

  const others = await dropLandmarks(params, new Set(landmarks));
  const library = makeLibrary(params, validation);
  for (const seed of seeds) {
    const order = (text: string): string =>
      createHash('sha256')
        .update(`${String(seed)} ${text}`)
        .digest('hex');
    const shuffle = <Item>(items: readonly Item[], name: (item: Item) => string): Item[] =>
      [...items].sort((a, b) => (order(name(a)) < order(name(b)) ? -1 : 1));
    const taught = shuffle(landmarks, (id) => id).slice(0, Math.round(taughtShare * landmarks.length));
    const confirmed = taught.flatMap((id) =>
      shuffle(
        validation.filter((photo) => labels[photo] === id),
        (photo) => rows[photo]?.path ?? '',
      ).slice(0, confirmedPhotos),
    );
    const asked = validation.filter((photo) => !confirmed.includes(photo));
    const trial = String(seed + 1);
    for (const [name, atlases] of [
      ['five photos taught, beside the atlas', [others]],
      ['five photos taught', [dropAll(others)]],
      ['five photos taught, no atlas', []],
    ] as const) {
      for (const used of [null, library]) {
        const personal = await makePersonal(params, confirmed, used);
        await add(`${name} (${trial})`, asked, used, await buildReferenceSet(atlases, personal, multiplyAllInLoops));
      }
    }
  }
  return trials;
}

async function makeQueries(
  { vectors, dims, labels }: TrialParams,
  photos: readonly number[],
  library: LibraryVectors | null,
): Promise<LabelledQuery[]> {
  const own = gatherRows(vectors, dims, photos);
  const seen = library === null ? own : await smoothOverLibrary(library, own, photos.map(idOf));
  return photos.map((photo, row) => ({
    vector: own.subarray(row * dims, (row + 1) * dims),
    seen: seen.subarray(row * dims, (row + 1) * dims),
    photoId: photo,
    landmarkId: labels[photo] ?? null,
  }));
}

async function makePersonal(
  { vectors, dims, labels }: TrialParams,
  photos: readonly number[],
  library: LibraryVectors | null,
): Promise<PersonalReferences> {
  const own = gatherRows(vectors, dims, photos);
  return {
    landmarkIds: photos.map((photo) => labels[photo] ?? ''),
    photoIds: Int32Array.from(photos),
    vectors: library === null ? own : await smoothOverLibrary(library, own, photos.map(idOf)),
  };
}

/** Ids of a library begin at 1. */
function idOf(photo: number): number {
  return photo + 1;
}

function makeLibrary({ vectors, dims }: TrialParams, photos: readonly number[]): LibraryVectors {
  const matrix = gatherRows(vectors, dims, photos);
  return {
    size: photos.length,
    version: 0,
    getVector: (id) => vectors.subarray((id - 1) * dims, id * dims),
    search: (queries, k) => {
      const count = queries.length / dims;
      const photoIds = new Int32Array(count * k);
      const cosines = new Float32Array(count * k).fill(-2);
      const products = new Float32Array(photos.length);
      for (let row = 0; row < count; row++) {
        multiplyRows(matrix, queries.subarray(row * dims, (row + 1) * dims), products);
        const best = [...products.keys()].sort((a, b) => (products[b] ?? 0) - (products[a] ?? 0)).slice(0, k);
        for (const [place, found] of best.entries()) {
          photoIds[row * k + place] = idOf(photos[found] ?? 0);
          cosines[row * k + place] = products[found] ?? 0;
        }
      }
      return Promise.resolve({ photoIds, cosines });
    },
  };
}

/** The atlas without some landmarks, penalties measured again. */
async function dropLandmarks(
  { atlas, vectors, dims, labels, referencePhotos }: TrialParams,
  dropped: ReadonlySet<string>,
): Promise<Atlas> {
  const photos = referencePhotos.filter((photo) => !dropped.has(labels[photo] ?? ''));
  const landmarks = atlas.landmarks.filter(({ id }) => !dropped.has(id));
  const indexOf = new Map(landmarks.map(({ id }, index) => [id, index]));
  const own = gatherRows(vectors, dims, photos);
  const references = quantizeRows(own, dims);
  const landmarkOf = Int32Array.from(photos, (photo) => indexOf.get(labels[photo] ?? '') ?? 0);
  const background = { blocks: [{ vectors: references, landmarkOf }], nonLandmarks: [atlas.nonLandmarks] };
  return {
    ...atlas,
    landmarks,
    references,
    landmarkOf,
    photosOf: Int32Array.from(landmarks, (_, index) => landmarkOf.filter((one) => one === index).length),
    penalties: await measurePenalties({ vectors: own, landmarkOf, background, multiply: multiplyAllInLoops }),
  };
}

/** Nothing but the non-landmarks. */
function dropAll(atlas: Atlas): Atlas {
  return {
    ...atlas,
    landmarks: [],
    references: quantizeRows(new Float32Array(), atlas.dims),
    landmarkOf: new Int32Array(),
    photosOf: new Int32Array(),
    penalties: new Float32Array(),
  };
}

function gatherRows(vectors: Float32Array, dims: number, photos: readonly number[]): Float32Array {
  const matrix = new Float32Array(photos.length * dims);
  for (const [row, photo] of photos.entries()) {
    matrix.set(vectors.subarray(photo * dims, (photo + 1) * dims), row * dims);
  }
  return matrix;
}
