/** @file What metadata of a photo may be, whatever its file says. */
import type { PhotoMetadata } from '../../../src/ml/embedder-messages.ts';

const farthestMs = 8.64e15;
const longestText = 200;
/** What ends or turns a line, or steers a terminal. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** What is wrong with it; null when nothing is. */
export function judgeMetadata(metadata: PhotoMetadata): string | null {
  const { takenMs, takenOffsetMinutes, latitude, longitude, gpsErrorMeters, orientation, keywords } = metadata;
  const isWithin = (value: number | null, limit: number): boolean =>
    value === null || (Number.isFinite(value) && Math.abs(value) <= limit);
  if (takenMs !== null && !(Number.isSafeInteger(takenMs) && Math.abs(takenMs) <= farthestMs)) return `time ${takenMs}`;
  if (takenOffsetMinutes !== null && !(Number.isInteger(takenOffsetMinutes) && isWithin(takenOffsetMinutes, 14 * 60))) {
    return `offset ${takenOffsetMinutes}`;
  }
  if (!isWithin(latitude, 90) || !isWithin(longitude, 180)) return `place ${latitude}, ${longitude}`;
  if ((latitude === null) !== (longitude === null)) return 'half a place';
  if (!isWithin(gpsErrorMeters, 2e7) || (gpsErrorMeters ?? 0) < 0) return `error ${gpsErrorMeters} m`;
  if (!(Number.isInteger(orientation) && orientation >= 1 && orientation <= 8)) return `orientation ${orientation}`;
  if (keywords.length > 64 || new Set(keywords).size !== keywords.length) return `${keywords.length} keywords`;
  for (const keyword of keywords) {
    if (keyword === '' || keyword.length > 100) return `keyword of ${keyword.length} characters`;
  }
  for (const text of [...keywords, metadata.cameraMake ?? '-', metadata.cameraModel ?? '-']) {
    if (text === '' || text.length > longestText) return `text of ${text.length} characters`;
    if (unprintable.test(text)) return `text ${JSON.stringify(text.slice(0, 80))}`;
    if (/\p{Cs}/u.test(text)) return `text with half a character ${JSON.stringify(text.slice(0, 80))}`;
  }
  return null;
}
