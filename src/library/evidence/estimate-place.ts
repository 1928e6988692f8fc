/**
 * @file Where a photo without a position was probably taken: between two of the same walk that have one.
 *
 * [Note: place estimates] A straight walk at even speed puts the photo at the point that the two times say; whoever stopped, or
 * went there and back, is at most as far from it as they could walk since the nearer of the two. Only what is known to be a photo
 * gets an estimate: where a screenshot, a scan or a downloaded painting was saved says nothing of what it shows.
 */
import type { PhotoEvidenceRow, PlaceEstimate } from '../../db/photo-evidence.ts';
import { measureDistanceMeters } from '../../ml/recognition/geo-distance.ts';

/** Beyond this, before or after, it is another walk. */
export const walkWindowMs = 30 * 60_000;
/** A brisk walk; who went faster between the two photos went faster in between, too. */
const walkMetersPerMinute = 80;
/** Error of a GPS position whose device does not say, in metres. */
const usualErrorMeters = 30;
/** A position worse than this is no anchor, and an estimate worse than this says too little to be kept. */
const mostErrorMeters = 1000;
const mostRadiusMeters = 5000;

type Anchor = PhotoEvidenceRow & { readonly latitude: number; readonly longitude: number; readonly takenMs: number };

/**
 * The estimate of `photo` from photos taken around it, in any order; null where there is nothing to go by, or the photo has a
 * position or is not known to be a photo.
 */
export function estimatePlace(photo: PhotoEvidenceRow, around: readonly PhotoEvidenceRow[]): PlaceEstimate | null {
  const { takenMs } = photo;
  if (photo.pictureKind !== 'photo' || photo.latitude !== null || takenMs === null) return null;
  const anchors = around.filter(isAnchor).filter(({ photoId }) => photoId !== photo.photoId);
  const before = findNearest(anchors, takenMs, (time) => time <= takenMs);
  const after = findNearest(anchors, takenMs, (time) => time > takenMs);
  if (before === null || after === null) return null;
  const totalMs = after.takenMs - before.takenMs;
  const share = (takenMs - before.takenMs) / totalMs;
  const distance = measureDistanceMeters(before, after);
  const speed = Math.max(walkMetersPerMinute, distance / (totalMs / 60_000));
  const minutes = Math.min(takenMs - before.takenMs, after.takenMs - takenMs) / 60_000;
  const error = Math.max(before.gpsErrorMeters ?? usualErrorMeters, after.gpsErrorMeters ?? usualErrorMeters);
  const radiusMeters = error + speed * minutes;
  if (radiusMeters > mostRadiusMeters) return null;
  return {
    latitude: before.latitude + share * (after.latitude - before.latitude),
    longitude: wrapLongitude(before.longitude + share * wrapLongitude(after.longitude - before.longitude)),
    radiusMeters,
    source: 'between-neighbours',
  };
}

function isAnchor(row: PhotoEvidenceRow): row is Anchor {
  if (row.latitude === null || row.longitude === null || row.takenMs === null) return false;
  return (row.pictureKind === 'photo' || row.pictureKind === null) && (row.gpsErrorMeters ?? 0) <= mostErrorMeters;
}

/** The nearest in time within the window; of several at one moment the one with the smallest id. */
function findNearest(anchors: readonly Anchor[], takenMs: number, isOnSide: (time: number) => boolean): Anchor | null {
  const distance = (anchor: Anchor): number => Math.abs(anchor.takenMs - takenMs);
  return anchors
    .filter((anchor) => isOnSide(anchor.takenMs) && distance(anchor) <= walkWindowMs)
    .reduce<Anchor | null>((best, anchor) => {
      if (best === null) return anchor;
      const closer = distance(anchor) - distance(best);
      return closer < 0 || (closer === 0 && anchor.photoId < best.photoId) ? anchor : best;
    }, null);
}

/** Into [-180, 180): a walk over the date line goes the short way. */
function wrapLongitude(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}
