/** @file The graph of grouping: which photos are joined by an edge, and how strongly. */
import type { GroupPhoto } from '../embedder-messages.ts';
import { weighPlaceAndTime } from './edge-evidence.ts';
import type { GroupingThresholds } from './grouping-thresholds.ts';
import type { NeighbourResult, SearchNeighbours } from './neighbour-search.ts';

/** An edge between photos `a < b` (by index). */
export interface Edge {
  readonly a: number;
  readonly b: number;
  /** Cosine of the smoothed vectors plus what place and time add. */
  readonly strength: number;
}

export interface GraphParams {
  readonly photos: readonly GroupPhoto[];
  /** Smoothed unit vectors, photos x dims. */
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly thresholds: GroupingThresholds;
  readonly searchNeighbours: SearchNeighbours;
}

/**
 * Edges between mutual nearest neighbours that are similar enough and whose neighbourhoods overlap (shared nearest
 * neighbours: Jarvis and Patrick 1973; Ertöz, Steinbach and Kumar 2003; here as the overlap coefficient, so that a group of
 * three photos can pass). Strongest first, ties by index.
 */
export async function findEdges(params: GraphParams): Promise<Edge[]> {
  const { photos, vectors, dims, thresholds, searchNeighbours } = params;
  const found = await searchNeighbours({ matrix: vectors, queries: vectors, dims, k: thresholds.neighbours + 1 });
  const neighbours = photos.map((_, row) => listNeighbours(found, row, thresholds));
  const edges: Edge[] = [];
  for (const [a, near] of neighbours.entries()) {
    for (const [b, cosine] of near) {
      const [back, photoA, photoB] = [neighbours[b], photos[a], photos[b]];
      if (b <= a || back?.has(a) !== true || photoA === undefined || photoB === undefined) continue;
      const evidence = weighPlaceAndTime(photoA, photoB);
      if (evidence === 'vetoed' || cosine + evidence < thresholds.edgeCosine) continue;
      if (measureOverlap(near, back) >= thresholds.overlap) edges.push({ a, b, strength: cosine + evidence });
    }
  }
  return edges.sort((x, y) => y.strength - x.strength || x.a - y.a || x.b - y.b);
}

/** Neighbours of a row and their cosines, the row itself left out. */
function listNeighbours(found: NeighbourResult, row: number, thresholds: GroupingThresholds): Map<number, number> {
  const k = thresholds.neighbours + 1;
  const near = new Map<number, number>();
  for (let place = row * k; place < (row + 1) * k && near.size < thresholds.neighbours; place++) {
    const neighbour = found.indices[place] ?? -1;
    const cosine = found.cosines[place] ?? -2;
    if (neighbour >= 0 && neighbour !== row && cosine >= thresholds.neighbourCosine) near.set(neighbour, cosine);
  }
  return near;
}

/** Overlap coefficient of two neighbourhoods that hold each other, each counted with its owner. */
function measureOverlap(near: ReadonlyMap<number, number>, back: ReadonlyMap<number, number>): number {
  const [smaller, larger] = near.size <= back.size ? [near, back] : [back, near];
  // The two owners are in both neighbourhoods.
  let shared = 2;
  for (const other of smaller.keys()) if (larger.has(other)) shared++;
  return shared / (smaller.size + 1);
}
