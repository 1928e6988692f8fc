import { beforeAll, describe, expect, test } from 'vitest';
import { estimateLandmarkness, loadLandmarkness, type Landmarkness } from '../../../src/ml/recognition/landmarkness.ts';
import { bundledModel } from '../../bench/library/generate.ts';
import { createMixture, type PhotoMixture } from '../../bench/library/mixture.ts';

const photos = 20_000;
let landmarkness: Landmarkness;
let mixture: PhotoMixture;

beforeAll(async () => {
  landmarkness = await loadLandmarkness(bundledModel);
  mixture = createMixture({ photos, seed: 1, landmarkness });
});

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

function findQuantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

/** Twenty photos of each of 15 landmarks, none nearly another. */
function drawLandmarks(): readonly (readonly Float32Array[])[] {
  const own = mixture.clusters.slice(2).filter(({ count }) => count >= 30);
  return own.slice(0, 15).map(({ first }) => {
    const indices = Array.from({ length: 24 }, (_, place) => first + place).filter(
      (index) => !mixture.isRepeated(index),
    );
    return indices.slice(0, 20).map(mixture.makeVector);
  });
}

/** Of the end of the library, where no landmark is: one of each scene. */
function drawDistractors(): readonly Float32Array[] {
  return Array.from({ length: 200 }, (_, place) => mixture.makeVector(photos - 1 - 35 * place));
}

/** Bands around what the validation photos of the shipped model show (713 of 30 landmarks, 605 distractors). */
describe('vectors lie as those of real photos do', () => {
  test('they are unit vectors, the same for one seed and in any order, others for another', () => {
    const again = createMixture({ photos, seed: 1, landmarkness });
    const other = createMixture({ photos, seed: 2, landmarkness });
    for (const index of [photos - 1, 5000, 0, 1, 10]) {
      const vector = mixture.makeVector(index);
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
      expect(again.makeVector(index)).toEqual(vector);
      expect(Math.abs(dot(other.makeVector(index), vector))).toBeLessThan(0.6);
    }
  });

  test('photos of one landmark: half of the pairs around 0.39, some hardly alike, some much', () => {
    const cosines = drawLandmarks().flatMap((own) => own.flatMap((a, row) => own.slice(row + 1).map((b) => dot(a, b))));
    expect(findQuantile(cosines, 0.05)).toBeLessThan(0.25);
    expect(findQuantile(cosines, 0.5)).toBeGreaterThan(0.28);
    expect(findQuantile(cosines, 0.5)).toBeLessThan(0.5);
    expect(findQuantile(cosines, 0.95)).toBeGreaterThan(0.6);
  });

  test('photos of two landmarks, and of no landmark, are strangers with some relatives', () => {
    const landmarks = drawLandmarks();
    const distractors = drawDistractors();
    const across = landmarks.flatMap((own, row) =>
      landmarks.slice(row + 1).flatMap((others) => own.flatMap((a) => others.map((b) => dot(a, b)))),
    );
    const strangers = distractors.flatMap((a, row) => distractors.slice(row + 1).map((b) => dot(a, b)));
    for (const cosines of [across, strangers]) {
      expect(Math.abs(findQuantile(cosines, 0.5))).toBeLessThan(0.05);
      const spread = Math.sqrt(cosines.reduce((sum, cosine) => sum + cosine ** 2, 0) / cosines.length);
      expect(spread).toBeGreaterThan(0.045);
      expect(spread).toBeLessThan(0.09);
    }
    const nearest = distractors.map((a) => Math.max(...distractors.filter((b) => b !== a).map((b) => dot(a, b))));
    expect(findQuantile(nearest, 0.5)).toBeGreaterThan(0.17);
    expect(findQuantile(nearest, 0.5)).toBeLessThan(0.45);
  });

  test('the gate lets photos of landmarks pass, and one distractor of twenty or so', () => {
    const pass = (vectors: readonly Float32Array[]): number =>
      vectors.filter((vector) => estimateLandmarkness(landmarkness, vector) >= 0.3).length / vectors.length;
    expect(pass(drawLandmarks().flat())).toBeGreaterThan(0.93);
    const share = pass(Array.from({ length: 2000 }, (_, place) => mixture.makeVector(photos - 1 - place)));
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThan(0.15);
  });

  test('landmarks are of heavy-tailed sizes and two photos in five; every ninth photo is nearly the one before it', () => {
    const counts = mixture.clusters.map(({ count }) => count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(0.4 * photos);
    expect(findQuantile(counts, 0.5)).toBeLessThanOrEqual(6);
    expect(counts.slice(0, 2)).toEqual([400, 400]);
    expect(counts.filter((count) => count >= 40).length).toBeGreaterThan(10);
    for (const index of [10, 9001, photos - 9]) {
      const repeated = index - (index % 9) + 1;
      const [a, b] = [mixture.makeVector(repeated - 1), mixture.makeVector(repeated)];
      expect(mixture.isRepeated(repeated)).toBe(true);
      expect(dot(a, b)).toBeGreaterThan(0.88);
    }
  });

  test('photos that come later show landmarks that are there, the large ones more often, or none', () => {
    const newcomers = Array.from({ length: 300 }, (_, number) => mixture.makeNewcomer(number));
    const known = newcomers.flatMap(({ vector, cluster }) => (cluster === null ? [] : [{ vector, cluster }]));
    expect(known.length / newcomers.length).toBeGreaterThan(0.3);
    expect(known.length / newcomers.length).toBeLessThan(0.5);
    const nearest = known.map(({ vector, cluster }) => {
      const { first = 0, count = 1 } = mixture.clusters[cluster] ?? {};
      const members = Array.from({ length: Math.min(30, count) }, (_, place) => mixture.makeVector(first + place));
      return Math.max(...members.map((member) => dot(member, vector)));
    });
    expect(findQuantile(nearest, 0.5)).toBeGreaterThan(0.4);
  });
});
