/** @file Fixed thresholds of grouping, and the figures they were chosen by: docs/grouping.md. */

/** One round of smoothing. */
export interface SmoothingThresholds {
  /** Neighbours that a vector is smoothed with. */
  readonly neighbours: number;
  /** Cosine below which a neighbour does not take part. */
  readonly leastCosine: number;
  /** The same as a share of the cosine to the nearest neighbour: a photo with one near relative is not mixed with strangers. */
  readonly leastShare: number;
}

export interface GroupingThresholds {
  /** Photos below this probability of showing a landmark open and join no group. Low: the whole group is asked again. */
  readonly landmarkness: number;
  /** Groups whose members' mean probability of showing a landmark is lower are none. */
  readonly groupLandmarkness: number;
  /** Smoothing, one entry a round. */
  readonly smoothing: readonly SmoothingThresholds[];
  /** Neighbours of the graph, searched among smoothed vectors. */
  readonly neighbours: number;
  /** Least cosine of smoothed vectors for being a neighbour at all. */
  readonly neighbourCosine: number;
  /** Least probability of an edge, place and time included, that its two photos show one landmark. */
  readonly edgeProbability: number;
  /** Mean cosine within a cluster that is assumed before its own photos have told ... */
  readonly usualCosine: number;
  /** ... and how many pairs of photos this assumption counts for. */
  readonly usualPairs: number;
  /** How much the tighter of two clusters counts in what their likeness is measured against, in [0, 1]; the looser one the rest. */
  readonly tighterShare: number;
  /** Likeness (cosine across / cosine within) below which two clusters stay two, whatever edge joins them. */
  readonly leastLikeness: number;
  /** Least number of photos that make a group without a person's word. */
  readonly groupSize: number;
  /** Photos left over join the group to whose nearest three members their mean smoothed cosine is at least this ... */
  readonly joinCosine: number;
  /** ... and so much higher than to any other group. */
  readonly joinMargin: number;
  /** The same for photos that are only suggested. */
  readonly suggestCosine: number;
  readonly suggestMargin: number;
}

export const groupingThresholds: GroupingThresholds = {
  landmarkness: 0.3,
  groupLandmarkness: 0.5,
  smoothing: [
    { neighbours: 5, leastCosine: 0.2, leastShare: 0.5 },
    { neighbours: 5, leastCosine: 0.2, leastShare: 0.7 },
  ],
  neighbours: 20,
  neighbourCosine: 0.3,
  edgeProbability: 0.915,
  usualCosine: 0.8,
  usualPairs: 4,
  tighterShare: 0.35,
  leastLikeness: 0.55,
  groupSize: 3,
  joinCosine: 0.55,
  joinMargin: 0.05,
  suggestCosine: 0.35,
  suggestMargin: 0.05,
};
