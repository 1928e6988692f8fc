/**
 * @file Vectors of photos that were never taken, as those of a real library lie.
 *
 * [Note: mixture] Uniform noise has no neighbours, so nothing that is measured on it holds. Here two photos in five show one of many
 * landmarks, of heavy-tailed sizes: each landmark has a centre, some views around it, and photos around those, so far away that their
 * cosines spread as those of labelled photos do (median 0.39, the nearest of one landmark 0.67, another landmark of its kind up to
 * 0.4). The others are distractors: topics as food and beaches, and scenes of some photos in a row (nearest cosine 0.36). Every ninth
 * photo is nearly the one before it. Coordinates have the spectrum of the shipped model's vectors, and the part along the weights of its
 * landmark-ness is set apart, so that the gate lets through what it lets through in life. test/unit/bench/mixture.test.ts holds the
 * figures to those measured on the validation photos.
 */
import type { Landmarkness } from '../../../src/ml/recognition/landmarkness.ts';

export interface MixtureParams {
  readonly photos: number;
  readonly seed: number;
  readonly landmarkness: Landmarkness;
}

/** Photos of one landmark: those with the indices `first` to `first + count - 1`. */
export interface PhotoCluster {
  readonly first: number;
  readonly count: number;
}

export interface PhotoMixture {
  /** The largest two first, then in no order. Every photo after the last of them is a distractor. */
  readonly clusters: readonly PhotoCluster[];
  /** Unit vector of a photo. The same for the same seed, in whatever order they are asked for. */
  readonly makeVector: (index: number) => Float32Array<ArrayBuffer>;
  /** One that comes later, and the landmark that it shows (place in `clusters`); null: none. */
  readonly makeNewcomer: (number: number) => { readonly vector: Float32Array; readonly cluster: number | null };
  /** Whether it is nearly the photo before it. */
  readonly isRepeated: (index: number) => boolean;
}

const landmarkShare = 0.4;
/** The first two are as large as the album of somebody's home town: this share of the library each, or so many photos. */
const largest = { share: 0.02, photos: 2000 };
/** Pareto: most landmarks are visited once, a few for years. */
const pareto = { least: 3, exponent: 1.25 };
const repeatedEvery = 9;
/** Parts of a vector's squared length. */
const parts = {
  landmarkTopic: 0.4,
  centre: { least: 0.24, most: 0.62 },
  view: 0.2,
  topic: 0.2,
  scene: { least: 0.08, most: 0.34 },
  repetition: 0.9,
} as const;
/** One photo in so many shows its landmark from inside, at night, or in a corner: its centre counts so much. */
const odd = { every: 11, share: 0.2 };
const topics = 200;
const photosPerScene = 7;
/** Centres and views in memory: 2 KB each. */
const mostKept = 2000;
const photosPerView = 9;
const mostViews = 6;
/** Log-odds of showing a landmark: of photos of one, and of distractors; spread between landmarks and within one. */
const logits = {
  landmark: { mean: 3.4, between: 1, within: 1.2 },
  distractor: { mean: -3.4, between: 0.9, within: 1.2 },
};

type Kind = 'landmark topic' | 'centre' | 'view' | 'topic' | 'scene' | 'photo' | 'newcomer';
const kinds: readonly Kind[] = ['landmark topic', 'centre', 'view', 'topic', 'scene', 'photo', 'newcomer'];

export function createMixture({ photos, seed, landmarkness }: MixtureParams): PhotoMixture {
  const dims = landmarkness.weights.length;
  const clusters = planClusters(photos, seed);
  const firstDistractor = clusters.reduce((sum, { count }) => sum + count, 0);
  const spectrum = makeSpectrum(dims);
  const norm = Math.hypot(...landmarkness.weights) || 1;
  const direction = landmarkness.weights.map((weight) => weight / norm);

  const draw = (kind: Kind, number: number): Float32Array<ArrayBuffer> => {
    const values = fillNormal(new Float32Array(dims), mix(seed, kinds.indexOf(kind) + 1, number));
    for (let column = 0; column < dims; column += 1) values[column] = (values[column] ?? 0) * (spectrum[column] ?? 0);
    return values;
  };
  // Asked for in a row: the centre and the views of one landmark after another.
  const kept = new Map<string, Float32Array>();
  const recall = (kind: Kind, number: number): Float32Array => {
    const key = `${kind} ${number}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size > mostKept) kept.clear();
    const drawn = draw(kind, number);
    kept.set(key, drawn);
    return drawn;
  };
  const pick = (kind: Kind, number: number, salt: number): number =>
    mix(seed, kinds.indexOf(kind) + 100 * salt, number) / 2 ** 32;

  const finish = (values: Float32Array<ArrayBuffer>, logit: number): Float32Array<ArrayBuffer> => {
    let along = 0;
    let squares = 0;
    for (let column = 0; column < dims; column += 1) along += (values[column] ?? 0) * (direction[column] ?? 0);
    for (let column = 0; column < dims; column += 1) {
      const value = (values[column] ?? 0) - along * (direction[column] ?? 0);
      values[column] = value;
      squares += value * value;
    }
    const wanted = Math.max(-0.9, Math.min(0.9, (logit - landmarkness.bias) / norm));
    const scale = Math.sqrt((1 - wanted * wanted) / squares);
    for (let column = 0; column < dims; column += 1) {
      values[column] = (values[column] ?? 0) * scale + wanted * (direction[column] ?? 0);
    }
    return values;
  };
  const drawLogit = (spread: (typeof logits)['landmark'], family: readonly [Kind, number], own: number): number =>
    spread.mean + spread.between * toNormal(pick(...family, 1)) + spread.within * toNormal(own);

  const compose = (
    noise: Float32Array,
    shared: readonly (readonly [Float32Array, number])[],
  ): Float32Array<ArrayBuffer> => {
    const rest = Math.sqrt(Math.max(0, 1 - shared.reduce((sum, [, share]) => sum + share, 0)));
    const values = new Float32Array(dims);
    for (let column = 0; column < dims; column += 1) values[column] = rest * (noise[column] ?? 0);
    for (const [vector, share] of shared) {
      const root = Math.sqrt(share);
      for (let column = 0; column < dims; column += 1)
        values[column] = (values[column] ?? 0) + root * (vector[column] ?? 0);
    }
    return values;
  };
  const makeLandmark = (
    cluster: number,
    noise: Float32Array,
    kind: Kind,
    number: number,
  ): Float32Array<ArrayBuffer> => {
    const size = clusters[cluster]?.count ?? 1;
    const views = Math.max(1, Math.min(mostViews, Math.round(size / photosPerView)));
    const view = Math.floor(pick(kind, number, 2) ** 1.5 * views);
    const { least, most } = parts.centre;
    const tightness = least + (most - least) * pick('centre', cluster, 3);
    const isOdd = Math.floor(pick(kind, number, 4) * odd.every) === 0;
    const share = isOdd ? odd.share : 0.75 + 0.4 * pick(kind, number, 5);
    const centre = tightness * share;
    const topic = Math.floor(pick('centre', cluster, 6) * topics);
    const values = compose(noise, [
      [recall('landmark topic', topic), centre * parts.landmarkTopic],
      [recall('centre', cluster), centre * (1 - parts.landmarkTopic)],
      [recall('view', cluster * mostViews + view), parts.view * share],
    ]);
    return finish(values, drawLogit(logits.landmark, ['centre', cluster], pick(kind, number, 7)));
  };
  const makeDistractor = (
    scene: number,
    noise: Float32Array,
    kind: Kind,
    number: number,
  ): Float32Array<ArrayBuffer> => {
    const topic = Math.floor(pick('scene', scene, 2) ** 2 * topics);
    const { least, most } = parts.scene;
    const values = compose(noise, [
      [recall('topic', topic), parts.topic],
      [recall('scene', scene), least + (most - least) * pick('scene', scene, 3)],
    ]);
    return finish(values, drawLogit(logits.distractor, ['topic', topic], pick(kind, number, 7)));
  };
  const firsts = new Set([...clusters.map(({ first }) => first), firstDistractor]);
  const isRepeated = (index: number): boolean => index % repeatedEvery === 1 && !firsts.has(index);
  const drawNoise = (index: number): Float32Array => {
    const own = draw('photo', index);
    return isRepeated(index) ? compose(own, [[draw('photo', index - 1), parts.repetition]]) : own;
  };

  return {
    clusters,
    isRepeated,
    makeVector: (index) => {
      const noise = drawNoise(index);
      // A photo that repeats another shows the same view of it.
      const number = isRepeated(index) ? index - 1 : index;
      if (index >= firstDistractor) {
        return makeDistractor(Math.floor((number - firstDistractor) / photosPerScene), noise, 'photo', number);
      }
      return makeLandmark(findCluster(clusters, index), noise, 'photo', number);
    },
    makeNewcomer: (number) => {
      const noise = draw('newcomer', number);
      const isLandmark = pick('newcomer', number, 8) < landmarkShare && firstDistractor > 0;
      // A landmark is met again as often as it was met before.
      const cluster = isLandmark
        ? findCluster(clusters, Math.floor(pick('newcomer', number, 9) * firstDistractor))
        : null;
      const scene = 1_000_000_000 + Math.floor(number / photosPerScene);
      const vector =
        cluster === null
          ? makeDistractor(scene, noise, 'newcomer', number)
          : makeLandmark(cluster, noise, 'newcomer', number);
      return { vector, cluster };
    },
  };
}

function planClusters(photos: number, seed: number): readonly PhotoCluster[] {
  const end = Math.floor(photos * landmarkShare);
  const most = Math.max(pareto.least, Math.min(largest.photos, Math.floor(photos * largest.share)));
  const clusters: PhotoCluster[] = [];
  for (let first = 0; first < end;) {
    const isLargest = clusters.length < 2;
    const share = (mix(seed, 77, clusters.length) + 1) / (2 ** 32 + 1);
    const drawn = isLargest ? most : Math.min(most, Math.floor(pareto.least * share ** (-1 / pareto.exponent)));
    const count = Math.min(drawn, end - first);
    clusters.push({ first, count });
    first += count;
  }
  return clusters;
}

/** Place of the cluster that holds a photo. */
function findCluster(clusters: readonly PhotoCluster[], index: number): number {
  let [low, high] = [0, clusters.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((clusters[middle]?.first ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Standard deviations of the coordinates, their squares summing to 1: those of the model's principal components. */
function makeSpectrum(dims: number): Float64Array {
  const variances = Float64Array.from({ length: dims }, (_, column) => (column + 4) ** -0.62);
  const sum = variances.reduce((total, variance) => total + variance, 0);
  return variances.map((variance) => Math.sqrt(variance / sum));
}

/** A number of 32 bits for three (a finalizer as in MurmurHash3, by A. Appleby). */
function mix(seed: number, kind: number, number: number): number {
  let hash =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(kind + 1, 0xc2b2ae35) ^ Math.imul(number + 1, 0x27d4eb2f);
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) {
    hash = Math.imul(hash ^ (hash >>> 16), factor);
    hash ^= hash >>> 13;
  }
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Standard normal values: a quantile of a uniform one (a polynomial would do; the logistic is within 0.02 of it). */
function toNormal(uniform: number): number {
  const bounded = Math.max(1e-6, Math.min(1 - 1e-6, uniform));
  return Math.log(bounded / (1 - bounded)) / 1.702;
}

let normals: Float32Array | null = null;

/** 65,536 standard normal values (Box and Muller 1958), from which a stream of numbers picks: 512 million take seconds. */
function readNormals(): Float32Array {
  if (normals !== null) return normals;
  const table = new Float32Array(65_536);
  for (let index = 0; index < table.length; index += 2) {
    const radius = Math.sqrt(-2 * Math.log((mix(1, 1, index) + 1) / (2 ** 32 + 1)));
    const angle = 2 * Math.PI * (mix(1, 2, index) / 2 ** 32);
    table[index] = radius * Math.cos(angle);
    table[index + 1] = radius * Math.sin(angle);
  }
  normals = table;
  return table;
}

/** Fills with standard normal values that follow from the state (xorshift, Marsaglia 2003). */
function fillNormal(values: Float32Array<ArrayBuffer>, state: number): Float32Array<ArrayBuffer> {
  const table = readNormals();
  let bits = state === 0 ? 1 : state;
  for (let column = 0; column < values.length; column += 2) {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    values[column] = table[bits & 65_535] ?? 0;
    values[column + 1] = table[bits >>> 16] ?? 0;
  }
  return values;
}
