/** @file Fixed thresholds of grouping, and the figures they were chosen by: docs/grouping.md. */

export interface GroupingThresholds {
  /** Photos below this probability of showing a landmark open and join no group. Low: the whole group is asked again. */
  readonly landmarkness: number;
  /** Groups whose members' mean probability of showing a landmark is lower are none. */
  readonly groupLandmarkness: number;
  /** Neighbours that a vector is smoothed with. */
  readonly smoothingNeighbours: number;
  /** Raw cosine below which a neighbour does not take part in smoothing. */
  readonly smoothingCosine: number;
  /** Neighbours of the graph, searched among smoothed vectors. */
  readonly neighbours: number;
  /** Least cosine of smoothed vectors for being a neighbour at all: strangers fill up the lists of a small library. */
  readonly neighbourCosine: number;
  /** Least cosine of smoothed vectors for an edge, after place and time were added. */
  readonly edgeCosine: number;
  /** Share of the smaller neighbourhood that the two ends of an edge must have in common, in [0, 1]. */
  readonly overlap: number;
  /** Edges that make a photo a core photo. */
  readonly coreEdges: number;
  /** Least number of photos that make a group without a person's word. */
  readonly groupSize: number;
}

export const groupingThresholds: GroupingThresholds = {
  landmarkness: 0.2,
  groupLandmarkness: 0.5,
  smoothingNeighbours: 3,
  smoothingCosine: 0.2,
  neighbours: 20,
  neighbourCosine: 0.4,
  edgeCosine: 0.6,
  overlap: 0.6,
  coreEdges: 2,
  groupSize: 3,
};
