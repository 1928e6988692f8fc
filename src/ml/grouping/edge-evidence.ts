/** @file What place and time of two photos say for or against an edge between them (design.md section 7). */
import { measureDistanceMeters } from '../recognition/geo-distance.ts';
import type { GroupPhoto } from '../embedder-messages.ts';

/** Two photos of one landmark taken further apart than this are rare: a tower is seen from some kilometres. */
const farMeters = 5_000;
const nearMeters = 250;
const walkMs = 5 * 60_000;

/**
 * Cosine that place and time add to an edge: positive for photos taken close together, or within minutes; `vetoed` for
 * two positions too far apart. 0 when nothing is known.
 */
export function weighPlaceAndTime(a: GroupPhoto, b: GroupPhoto): number | 'vetoed' {
  let added = 0;
  if (a.latitude !== null && a.longitude !== null && b.latitude !== null && b.longitude !== null) {
    const distance = measureDistanceMeters(
      { latitude: a.latitude, longitude: a.longitude },
      { latitude: b.latitude, longitude: b.longitude },
    );
    if (distance > farMeters) return 'vetoed';
    if (distance <= nearMeters) added += 0.06;
  }
  if (a.takenMs !== null && b.takenMs !== null && Math.abs(a.takenMs - b.takenMs) <= walkMs) added += 0.03;
  return added;
}
