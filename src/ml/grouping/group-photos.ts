/** @file Grouping of photos of landmarks that the atlas does not know (design.md section 7). */
import type { GroupMember, GroupParams, GroupPhoto, PhotoGroup } from '../embedder-messages.ts';
import { estimateLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import { applySigmoid } from '../recognition/unit-vectors.ts';
import { groupingThresholds, type GroupingThresholds } from './grouping-thresholds.ts';
import { createLinkedSets, type LinkedSets } from './linked-sets.ts';
import { findEdges, type Edge } from './neighbour-graph.ts';
import type { SearchNeighbours } from './neighbour-search.ts';
import { smoothVectors } from './smooth-vectors.ts';

/** Cosine of two raw embeddings to the probability that they show one landmark: sigmoid(slope * cosine + intercept). */
export interface PairCalibration {
  readonly slope: number;
  readonly intercept: number;
}

export interface GroupInput extends GroupParams {
  /** Raw embedding of a photo; null when there is none (the photo is left out). */
  readonly getVector: (photoId: number) => Float32Array | null;
  readonly dims: number;
  readonly landmarkness: Landmarkness;
  /** Of the model's manifest. */
  readonly calibration: PairCalibration;
  readonly searchNeighbours: SearchNeighbours;
  /** Left out: the fixed thresholds. */
  readonly thresholds?: GroupingThresholds;
}

/**
 * Groups the landmark-like photos. Pure: the same photos give the same groups in whatever order they come. Groups are sorted
 * by their first photo id, members by photo id. A person's must-links and cannot-links always hold; where they contradict
 * each other the cannot-link wins.
 */
export async function groupPhotos(input: GroupInput): Promise<PhotoGroup[]> {
  const thresholds = input.thresholds ?? groupingThresholds;
  const { photos, vectors } = selectPhotos(input, thresholds);
  const { dims, searchNeighbours } = input;
  const smoothed = await smoothVectors({
    vectors,
    dims,
    neighbours: thresholds.smoothingNeighbours,
    leastCosine: thresholds.smoothingCosine,
    searchNeighbours,
  });
  const edges = await findEdges({ photos, vectors: smoothed, dims, thresholds, searchNeighbours });
  const indexOf = new Map(photos.map((photo, index) => [photo.photoId, index]));
  const sets = createLinkedSets(photos.length, mapLinks(input.cannotLinks, indexOf));
  const mustLinks = mapLinks(input.mustLinks, indexOf);
  const decided = new Set(mustLinks);
  for (let i = 0; i + 1 < mustLinks.length; i += 2) sets.join(mustLinks[i] ?? 0, mustLinks[i + 1] ?? 0);
  const core = joinCores({ edges, sets, decided, count: photos.length, coreEdges: thresholds.coreEdges });
  joinBorders({ edges, sets, core });
  return collectGroups({ photos, vectors, dims, sets, core, decided, thresholds, calibration: input.calibration });
}

interface SelectedPhotos {
  readonly photos: readonly GroupPhoto[];
  readonly vectors: Float32Array;
}

/** Landmark-like photos and those that a person put together, by id, with their vectors. */
function selectPhotos(input: GroupInput, thresholds: GroupingThresholds): SelectedPhotos {
  const linked = new Set(input.mustLinks);
  const byId = new Map(input.photos.map((photo) => [photo.photoId, photo]));
  const photos: GroupPhoto[] = [];
  const rows: Float32Array[] = [];
  for (const photo of [...byId.values()].sort((a, b) => a.photoId - b.photoId)) {
    const vector = input.getVector(photo.photoId);
    if (vector === null) continue;
    const isLandmark = estimateLandmarkness(input.landmarkness, vector) >= thresholds.landmarkness;
    if (!isLandmark && !linked.has(photo.photoId)) continue;
    photos.push(photo);
    rows.push(vector);
  }
  const vectors = new Float32Array(rows.length * input.dims);
  for (const [row, vector] of rows.entries()) vectors.set(vector, row * input.dims);
  return { photos, vectors };
}

/** Pairs of photo ids to sorted pairs of indices; pairs with a photo that is not here are left out. */
function mapLinks(links: Int32Array, indexOf: ReadonlyMap<number, number>): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i + 1 < links.length; i += 2) {
    const a = indexOf.get(links[i] ?? 0);
    const b = indexOf.get(links[i + 1] ?? 0);
    if (a !== undefined && b !== undefined) pairs.push(a < b ? [a, b] : [b, a]);
  }
  return pairs.sort((x, y) => x[0] - y[0] || x[1] - y[1]).flat();
}

interface JoinCoresParams {
  readonly edges: readonly Edge[];
  readonly sets: LinkedSets;
  readonly decided: ReadonlySet<number>;
  readonly count: number;
  readonly coreEdges: number;
}

/** Joins core photos along their edges, strongest first. Returns which photos are core; what a person decided is. */
function joinCores({ edges, sets, decided, count, coreEdges }: JoinCoresParams): boolean[] {
  const degrees = new Int32Array(count);
  for (const { a, b } of edges) {
    degrees[a] = (degrees[a] ?? 0) + 1;
    degrees[b] = (degrees[b] ?? 0) + 1;
  }
  const core = Array.from(degrees, (degree, index) => degree >= coreEdges || decided.has(index));
  for (const { a, b } of edges) if (core[a] === true && core[b] === true) sets.join(a, b);
  return core;
}

/** Lets each photo that is not core join its nearest core photo that it may join. */
function joinBorders(params: {
  readonly edges: readonly Edge[];
  readonly sets: LinkedSets;
  readonly core: readonly boolean[];
}) {
  const { edges, sets, core } = params;
  const joined = new Set<number>();
  for (const { a, b } of edges) {
    if (core[a] === core[b]) continue;
    const border = core[a] === true ? b : a;
    if (joined.has(border) || !sets.join(a, b)) continue;
    joined.add(border);
  }
}

interface CollectParams extends SelectedPhotos {
  readonly dims: number;
  readonly sets: LinkedSets;
  readonly core: readonly boolean[];
  readonly decided: ReadonlySet<number>;
  readonly thresholds: GroupingThresholds;
  readonly calibration: PairCalibration;
}

function collectGroups(params: CollectParams): PhotoGroup[] {
  const { photos, sets, core, decided, thresholds } = params;
  const groups = new Map<number, number[]>();
  for (const index of photos.keys()) {
    const root = sets.find(index);
    const members = groups.get(root);
    if (members === undefined) groups.set(root, [index]);
    else members.push(index);
  }
  return [...groups.values()]
    .filter((members) => members.length >= thresholds.groupSize || members.filter((m) => decided.has(m)).length >= 2)
    .map((members) => ({
      members: members.map((index): GroupMember => ({
        photoId: (photos[index] as GroupPhoto).photoId,
        role: core[index] === true ? 'core' : 'border',
        confidence: rateMember(index, members, params),
      })),
    }));
}

/** Calibrated probability that a member belongs: that of its mean cosine to the 3 nearest other members. */
function rateMember(index: number, members: readonly number[], params: CollectParams): number {
  const { vectors, dims, calibration } = params;
  const cosines = members
    .filter((other) => other !== index)
    .map((other) => {
      let sum = 0;
      for (let d = 0; d < dims; d++) {
        sum += (vectors[index * dims + d] ?? 0) * (vectors[other * dims + d] ?? 0);
      }
      return sum;
    })
    .sort((a, b) => b - a)
    .slice(0, 3);
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  return applySigmoid(calibration.slope * mean + calibration.intercept);
}
