/** @file What place and time of two photos or clusters say for or against their being of one landmark (design.md section 7). */
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
 * Log-odds of the four. No labelled library with GPS was at hand to fit them on: they move the likeness that two clusters need by
 * less than it varies among the photos of one landmark (0.1), but for the veto.
 */
const nearLogit = 1.6;
const apartLogit = -2;
const walkLogit = 0.8;

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

/** Photos of each cluster that are asked: a wrong position here and there must not decide. */
const askedPhotos = 6;

/**
 * The same for two clusters: the median over pairs of photos of both, `vetoed` when most pairs are. Photos without place and time
 * have nothing to say and are not asked while others are there.
 */
export function weighClusters(a: readonly GroupPhoto[], b: readonly GroupPhoto[]): number | 'vetoed' {
  const said: number[] = [];
  for (const one of pickAsked(a)) {
    for (const other of pickAsked(b)) {
      const logit = weighPlaceAndTime(one, other);
      said.push(logit === 'vetoed' ? -Infinity : logit);
    }
  }
  const median = said.sort((x, y) => x - y)[said.length >> 1] ?? 0;
  return median === -Infinity ? 'vetoed' : median;
}

/** Evenly spread over those that say where they were taken, or else when. */
function pickAsked(photos: readonly GroupPhoto[]): readonly GroupPhoto[] {
  const placed = photos.filter(({ latitude }) => latitude !== null);
  const asked = placed.length > 0 ? placed : photos;
  if (asked.length <= askedPhotos) return asked;
  return Array.from({ length: askedPhotos }, (_, i) => asked[Math.floor((i * asked.length) / askedPhotos)]).flatMap(
    (photo) => photo ?? [],
  );
}
