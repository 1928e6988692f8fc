/** @file The graph of grouping: which photos are joined by an edge, and how strongly. */
import type { GroupPhoto } from '../embedder-messages.ts';
import { weighPlaceAndTime } from './edge-evidence.ts';
import type { GroupingThresholds } from './grouping-thresholds.ts';
import type { SearchNeighbours } from './neighbour-search.ts';

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
 * Edges between mutual nearest neighbours that are similar enough and share enough neighbours (shared nearest neighbours:
 * Jarvis and Patrick 1973; Ertöz, Steinbach and Kumar 2003), strongest first, ties by index.
 */
export async function findEdges(params: GraphParams): Promise<Edge[]> {
  const { photos, vectors, dims, thresholds, searchNeighbours } = params;
  const k = thresholds.neighbours + 1;
  const found = await searchNeighbours({ matrix: vectors, queries: vectors, dims, k });
  const neighbours = photos.map((_, row) => {
    const near = new Map<number, number>();
    for (let place = row * k; place < (row + 1) * k && near.size < thresholds.neighbours; place++) {
      const neighbour = found.indices[place] ?? 0;
      const cosine = found.cosines[place] ?? 0;
      // Strangers fill up the list of a small library: they are no neighbours and nothing may hang on them.
      if (neighbour >= 0 && neighbour !== row && cosine >= thresholds.edgeCosine / 2) near.set(neighbour, cosine);
    }
    return near;
  });
  const edges: Edge[] = [];
  for (const [a, near] of neighbours.entries()) {
    for (const [b, cosine] of near) {
      const back = neighbours[b] as ReadonlyMap<number, number>;
      if (b <= a || !back.has(a)) continue;
      const evidence = weighPlaceAndTime(photos[a] as GroupPhoto, photos[b] as GroupPhoto);
      if (evidence === 'vetoed' || cosine + evidence < thresholds.edgeCosine) continue;
      let shared = 0;
      for (const other of near.keys()) if (back.has(other)) shared++;
      if (shared >= thresholds.sharedNeighbours) edges.push({ a, b, strength: cosine + evidence });
    }
  }
  return edges.sort((x, y) => y.strength - x.strength || x.a - y.a || x.b - y.b);
}
