/** @file What place and time of two photos say for or against their showing one landmark (design.md section 7). */
import { measureDistanceMeters } from '../recognition/geo-distance.ts';
import type { GroupPhoto } from '../embedder-messages.ts';

/** Two photos of one landmark taken further apart than this are rare: even a tower is seen from some kilometres only. */
const vetoMeters = 10_000;
/** Beyond this the two stand at different places of a town. */
const apartMeters = 2_000;
/** A walk around one building. */
const nearMeters = 200;
const walkMs = 5 * 60_000;

/**
 * Log-odds of the four. No labelled library with GPS was at hand to fit them on: but for the veto they move the cosine that an edge
 * needs by less than it varies among the photos of one landmark (by 0.08, 0.1 and 0.04).
 */
const nearLogit = 0.8;
const apartLogit = -1;
const walkLogit = 0.4;

/** Log-odds that place and time add, or `vetoed` for places too far apart. 0 when nothing is known. */
export function weighPlaceAndTime(a: GroupPhoto, b: GroupPhoto): number | 'vetoed' {
  let logit = 0;
  if (a.latitude !== null && a.longitude !== null && b.latitude !== null && b.longitude !== null) {
    const distance = measureDistanceMeters(
      { latitude: a.latitude, longitude: a.longitude },
      { latitude: b.latitude, longitude: b.longitude },
    );
    if (distance > vetoMeters) return 'vetoed';
    if (distance > apartMeters) logit += apartLogit;
    else if (distance <= nearMeters) logit += nearLogit;
  }
  if (a.takenMs !== null && b.takenMs !== null && Math.abs(a.takenMs - b.takenMs) <= walkMs) logit += walkLogit;
  return logit;
}
