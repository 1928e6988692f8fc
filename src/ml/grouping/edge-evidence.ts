/** @file What place and time of two photos say for or against an edge between them (design.md section 7). */
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
 * Cosine (of smoothed vectors) that place and time add to an edge: positive for photos taken close together or within
 * minutes, negative for places apart, `vetoed` for places too far apart. 0 when nothing is known. There are no labelled
 * libraries with GPS to fit this on: the amounts are small against the spread of the cosines of one landmark (0.2).
 */
export function weighPlaceAndTime(a: GroupPhoto, b: GroupPhoto): number | 'vetoed' {
  let added = 0;
  if (a.latitude !== null && a.longitude !== null && b.latitude !== null && b.longitude !== null) {
    const distance = measureDistanceMeters(
      { latitude: a.latitude, longitude: a.longitude },
      { latitude: b.latitude, longitude: b.longitude },
    );
    if (distance > vetoMeters) return 'vetoed';
    if (distance > apartMeters) added -= 0.1;
    else if (distance <= nearMeters) added += 0.08;
  }
  if (a.takenMs !== null && b.takenMs !== null && Math.abs(a.takenMs - b.takenMs) <= walkMs) added += 0.04;
  return added;
}
