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
  /** The same as a share of the cosine to the nearest neighbour: a photo with one near relative is not mixed with strangers. */
  readonly smoothingShare: number;
  /** Neighbours, among smoothed vectors, with which a photo may become one cluster at first. */
  readonly neighbours: number;
  /** Mean cosine of smoothed vectors below which two clusters are never joined. */
  readonly leastCosine: number;
  /** Mean cosine within a cluster that is assumed before its own photos have told ... */
  readonly usualCosine: number;
  /** ... and how many pairs of photos this assumption counts for. */
  readonly usualPairs: number;
  /** How much the tighter of two clusters counts in what their likeness is measured against, in [0, 1]; the looser one the rest. */
  readonly tighterShare: number;
  /** Likeness (cosine across / cosine within) at which two clusters are as likely one landmark as two. */
  readonly evenLikeness: number;
  /** Log-odds a unit of likeness. */
  readonly likenessSlope: number;
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
  landmarkness: 0.2,
  groupLandmarkness: 0.5,
  smoothingNeighbours: 5,
  smoothingCosine: 0.2,
  smoothingShare: 0.5,
  neighbours: 20,
  leastCosine: 0.25,
  usualCosine: 0.8,
  usualPairs: 4,
  tighterShare: 0.35,
  evenLikeness: 0.62,
  likenessSlope: 20,
  groupSize: 3,
  joinCosine: 0.45,
  joinMargin: 0.05,
  suggestCosine: 0.3,
  suggestMargin: 0.05,
};
