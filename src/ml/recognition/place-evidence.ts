/** @file What the place of a photo says for or against a landmark: evidence, not proof (design.md section 6). */
import type { RecognizePhoto, WeighedEvidence } from '../embedder-messages.ts';
import type { LandmarkFacts } from './atlas.ts';
import { isBeyond, measureDistanceMeters } from './geo-distance.ts';

/** The part of a landmark's facts that says where photos of it are plausible. */
export type LandmarkPlace = Pick<LandmarkFacts, 'latitude' | 'longitude' | 'reachMeters'>;

/** Log-odds added within the reach of a landmark of 1 km or less: a photo there is about 20 times likelier to show it. */
const withinReach = 3;
/** What a wide reach leaves of it: within 50 km of a mountain there is much else to see. */
const leastWithinReach = 1;
/** A position in a city is good to this when the camera does not say, in metres. */
const usualErrorMeters = 30;
/** Never trusted to be better: coordinates of landmarks are not, either. */
const leastErrorMeters = 20;
/** Errors in which the evidence turns from for to against; beyond them the landmark is ruled out. */
const edgeInErrors = 3;
/** What an estimated place counts for, against a measured one. */
const estimateShare = 0.5;

/** The part of a photo that says where it was taken. */
export type PhotoPlace = Pick<RecognizePhoto, 'latitude' | 'longitude' | 'gpsErrorMeters' | 'estimate'>;

/** True when the photo's GPS rules the landmark out. Asked for every landmark of every photo, hence quick. */
export function isRuledOut(photo: PhotoPlace, place: LandmarkPlace): boolean {
  const [from, to] = [readPosition(photo), readPosition(place)];
  if (from === null || to === null) return false;
  return isBeyond(from, to, place.reachMeters + edgeInErrors * limitError(photo.gpsErrorMeters));
}

/**
 * Evidence of the place; null where nothing is known. With d the metres by which the photo lies beyond the reach and e the error
 * of its position, the log-odds fall smoothly from +w at d = 0 to -w at d = 3 e, and beyond that GPS rules the landmark out
 * (`logOdds` null). An estimated place counts half and rules nothing out.
 */
export function weighPlace(photo: PhotoPlace, place: LandmarkPlace): WeighedEvidence | null {
  const to = readPosition(place);
  const measured = readPosition(photo);
  const from = measured ?? photo.estimate ?? null;
  if (to === null || from === null) return null;
  const distanceMeters = measureDistanceMeters(from, to);
  if (measured !== null && isRuledOut(photo, place)) return { kind: 'gps', logOdds: null, distanceMeters };
  const error = limitError(measured === null ? photo.estimate?.radiusMeters : photo.gpsErrorMeters);
  const beyond = Math.min(1, Math.max(0, (distanceMeters - place.reachMeters) / (edgeInErrors * error)));
  const weight = Math.max(leastWithinReach, withinReach - Math.log10(Math.max(1, place.reachMeters / 1000)));
  const logOdds = weight * (1 - 2 * beyond * beyond * (3 - 2 * beyond));
  return measured === null
    ? { kind: 'estimate', logOdds: estimateShare * logOdds, distanceMeters }
    : { kind: 'gps', logOdds, distanceMeters };
}

function readPosition({ latitude, longitude }: Pick<PhotoPlace, 'latitude' | 'longitude'>): {
  readonly latitude: number;
  readonly longitude: number;
} | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function limitError(meters: number | null | undefined): number {
  return Math.max(leastErrorMeters, meters ?? usualErrorMeters);
}
