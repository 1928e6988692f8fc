/**
 * @file Fixed thresholds of grouping. Provisional until the figures of the validation split are in.
 */
export interface GroupingThresholds {
  /** Photos below this probability of showing a landmark open and join no group. */
  readonly landmarkness: number;
  /** Neighbours that a vector is smoothed with. */
  readonly smoothingNeighbours: number;
  /** Raw cosine below which a neighbour does not take part in smoothing. */
  readonly smoothingCosine: number;
  /** Neighbours of the graph, searched among smoothed vectors. */
  readonly neighbours: number;
  /** Least cosine of two smoothed vectors for an edge (before the evidence of place and time). */
  readonly edgeCosine: number;
  /** Neighbours that the two ends of an edge must share. */
  readonly sharedNeighbours: number;
  /** Edges that make a photo a core photo. */
  readonly coreEdges: number;
  /** Least number of photos that make a group without a person's word. */
  readonly groupSize: number;
}

export const groupingThresholds: GroupingThresholds = {
  landmarkness: 0.6,
  smoothingNeighbours: 5,
  smoothingCosine: 0.2,
  neighbours: 12,
  edgeCosine: 0.75,
  sharedNeighbours: 4,
  coreEdges: 2,
  groupSize: 3,
};
