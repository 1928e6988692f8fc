/**
 * @file Grouping, from vectors to groups, against scikit-learn's DBSCAN on the same vectors:
 * `node test/bench/regroup.ts [--photos 12000] [--json]`.
 *
 * The vectors are those of a realistic library ([Note: mixture]) that pass the gate of landmark-ness; what each shows is known by
 * construction. DBSCAN (cosine, brute, groups of three) joins photos from the cosine on at which the model's calibration takes two for
 * the same landmark as surely as grouping asks of an edge; since that is not what it is best at, other cosines are tried, too, and the
 * best by the labels counts in `dbscanBest`. Needs Debian's python3-sklearn and libopenblas0-pthread: as root they are installed, else
 * the command is said that does.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bringSystemNeeds } from '../../build/scripts/runtime/debian-packages.ts';
import { rivalNeeds, systemPython } from '../../build/scripts/runtime/system-needs.ts';
import { groupPhotos } from '../../src/ml/grouping/group-photos.ts';
import { groupingThresholds } from '../../src/ml/grouping/grouping-thresholds.ts';
import { evaluateAlbums } from '../../src/ml/metrics/evaluate-albums.ts';
import { loadModel } from '../../src/ml/model/load-model.ts';
import { createGroupSearch } from '../../src/ml/neighbours/group-search.ts';
import { createSearchSession } from '../../src/ml/neighbours/search-session.ts';
import { estimateLandmarkness, loadLandmarkness, type Landmarkness } from '../../src/ml/recognition/landmarkness.ts';
import { findMedian, startLineProcess } from './child-lines.ts';
import { createMixture } from './library/mixture.ts';

const modelFolder = join(import.meta.dirname, '../../src/ml/models/dolg-b4-vit');
const rounds = 3;
/** Cosines at which DBSCAN is tried beside the calibrated one. */
const otherCosines = [0.35, 0.45, 0.55, 0.65];

/** Groups against what the photos show: B-cubed. */
interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly groups: number;
}

export interface RegroupFigures {
  readonly photos: number;
  readonly landmarks: number;
  readonly threads: number;
  readonly cairnSeconds: number;
  readonly dbscanSeconds: number;
  /** Median of the paired ratios. */
  readonly ratio: number;
  readonly cairn: Quality;
  readonly dbscan: Quality & { readonly cosine: number };
  readonly dbscanBest: Quality & { readonly cosine: number };
  /** B-cubed F1 of Cairn less that of DBSCAN at the calibrated cosine: nobody knows the labels of a library, and so the best one. */
  readonly leadOverDbscan: number;
}

interface LabelledVectors {
  readonly vectors: Float32Array;
  /** Null: no landmark. */
  readonly labels: readonly (string | null)[];
}

/** The first `wanted` photos of a library, spread over all of it, that look like landmarks. */
function drawVectors(wanted: number, landmarkness: Landmarkness): LabelledVectors {
  const dims = landmarkness.weights.length;
  // Two photos in five show a landmark, and few others pass.
  const photos = wanted * 3;
  const mixture = createMixture({ photos, seed: 7, landmarkness });
  const labels: (string | null)[] = [];
  const vectors = new Float32Array(wanted * dims);
  const take = (index: number, label: string | null): void => {
    if (labels.length === wanted) return;
    const vector = mixture.makeVector(index);
    if (estimateLandmarkness(landmarkness, vector) < groupingThresholds.landmarkness) return;
    vectors.set(vector, labels.length * dims);
    labels.push(label);
  };
  const firstDistractor = mixture.clusters.reduce((end, { first, count }) => Math.max(end, first + count), 0);
  // The distractors first: few pass, and all of them belong to a library with so many landmarks.
  for (let index = firstDistractor; index < photos; index += 1) take(index, null);
  for (const [cluster, { first, count }] of mixture.clusters.entries()) {
    for (let index = first; index < first + count; index += 1) take(index, `landmark ${cluster}`);
  }
  return { vectors: vectors.subarray(0, labels.length * dims), labels };
}

function judge(labels: readonly (string | null)[], groups: readonly (number | null)[]): Quality {
  const { purity, recall, f1 } = evaluateAlbums({ labels, albums: groups });
  return { precision: purity, recall, f1, groups: new Set(groups.filter((group) => group !== null)).size };
}

const dbscanSchema = z.object({ ms: z.number(), groups: z.array(z.int()) });

/** Measures both sides. Throws when scikit-learn cannot be had. */
export async function measureRegroup(wanted: number, threads: number): Promise<RegroupFigures> {
  await bringSystemNeeds(rivalNeeds.scikitLearn, (line) => console.error(line));
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  try {
    const { manifest } = await loadModel(modelFolder);
    const { dims, calibration } = manifest;
    const landmarkness = await loadLandmarkness(modelFolder);
    const { vectors, labels } = drawVectors(wanted, landmarkness);
    await writeFile(
      join(folder, 'vectors.f32'),
      new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength),
    );
    const script = join(import.meta.dirname, 'dbscan.py');
    const options = ['--dims', dims, '--threads', threads, '--group-size', groupingThresholds.groupSize].map(String);
    const child = startLineProcess(systemPython, [script, join(folder, 'vectors.f32'), ...options], threads);
    const runDbscan = async (cosine: number): Promise<Quality & { readonly ms: number; readonly cosine: number }> => {
      const { ms, groups } = dbscanSchema.parse(JSON.parse(await child.ask(String(cosine))));
      return {
        ms,
        cosine,
        ...judge(
          labels,
          groups.map((group) => (group < 0 ? null : group)),
        ),
      };
    };

    const session = await createSearchSession(dims, threads);
    const searchNeighbours = createGroupSearch(session);
    const photos = labels.map((_, photoId) => ({ photoId, latitude: null, longitude: null, takenMs: null }));
    const runCairn = async (): Promise<{ readonly ms: number; readonly groups: readonly (number | null)[] }> => {
      const startMs = performance.now();
      const found = await groupPhotos({
        photos,
        mustLinks: new Int32Array(),
        cannotLinks: new Int32Array(),
        getVector: (photoId) => vectors.subarray(photoId * dims, (photoId + 1) * dims),
        dims,
        landmarkness,
        searchNeighbours,
      });
      const ms = performance.now() - startMs;
      const groups = new Array<number | null>(labels.length).fill(null);
      for (const [group, { members }] of found.entries()) {
        for (const { photoId, role } of members) if (role !== 'tentative') groups[photoId] = group;
      }
      return { ms, groups };
    };

    const { edgeProbability } = groupingThresholds;
    const calibrated = (Math.log(edgeProbability / (1 - edgeProbability)) - calibration.intercept) / calibration.slope;
    const [ourMs, theirMs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      ourMs.push((await runCairn()).ms);
      theirMs.push((await runDbscan(calibrated)).ms);
    }
    const cairn = judge(labels, (await runCairn()).groups);
    const tried: (Quality & { readonly cosine: number })[] = [];
    for (const cosine of [calibrated, ...otherCosines]) {
      const { precision, recall, f1, groups } = await runDbscan(cosine);
      tried.push({ cosine, precision, recall, f1, groups });
    }
    await child.close();
    const [dbscan] = tried;
    const dbscanBest = tried.reduce((best, one) => (one.f1 > best.f1 ? one : best));
    if (dbscan === undefined) throw new Error('DBSCAN was not tried');
    return {
      photos: labels.length,
      landmarks: new Set(labels.filter((label) => label !== null)).size,
      threads,
      cairnSeconds: findMedian(ourMs) / 1000,
      dbscanSeconds: findMedian(theirMs) / 1000,
      ratio: findMedian(ourMs.map((ms, round) => ms / (theirMs[round] ?? Number.NaN))),
      cairn,
      dbscan,
      dbscanBest,
      leadOverDbscan: cairn.f1 - dbscan.f1,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { photos: { type: 'string', default: '12000' }, json: { type: 'boolean', default: false } },
  });
  const figures = await measureRegroup(Number(values.photos), availableParallelism());
  console.log(JSON.stringify(figures, null, 2));
  if (!values.json) console.table({ cairn: figures.cairn, dbscan: figures.dbscan, best: figures.dbscanBest });
}
