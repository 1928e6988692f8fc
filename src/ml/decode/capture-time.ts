/** @file When a photo was taken: from EXIF texts, from satellite time, from its file name. */

/** A calendar time without a zone, read as if it were UTC: integer ms since the epoch. */
function buildLocalTime(parts: readonly number[], milliseconds = 0): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (year < 1826 || year > 2200 || hour > 23 || minute > 59 || second > 60) return null;
  const time = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), milliseconds);
  const date = new Date(time);
  // Date.UTC rolls 31 February over; such a date was never on a calendar.
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}

/** Reads EXIF's `YYYY:MM:DD HH:MM:SS` with an optional sub-second text; null for zeros, blanks and nonsense. */
export function parseExifTime(text: string | null, subSeconds: string | null): number | null {
  const match = /^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(text ?? '');
  if (match === null) return null;
  const digits = /^\d{1,9}/.exec(subSeconds?.trim() ?? '')?.[0] ?? '';
  const milliseconds = digits === '' ? 0 : Math.floor(Number(`0.${digits}`) * 1000);
  return buildLocalTime(match.slice(1).map(Number), milliseconds);
}

/** Reads EXIF's offset `+02:00` as minutes east of UTC; null when absent or beyond 14 hours. */
export function parseExifOffset(text: string | null): number | null {
  if (text === 'Z') return 0;
  const match = /^([+-])(\d{2}):?(\d{2})/.exec(text ?? '');
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60 || Number(match[3]) > 59) return null;
  return match[1] === '-' && minutes > 0 ? -minutes : minutes;
}

/** Joins EXIF's GPSDateStamp (`YYYY:MM:DD`) and GPSTimeStamp (three numbers) to ms since the epoch. */
export function parseGpsTime(dateStamp: string | null, timeStamp: readonly number[]): number | null {
  const match = /^(\d{4})[:\-/](\d{2})[:\-/](\d{2})/.exec(dateStamp ?? '');
  if (match === null || timeStamp.length !== 3 || !timeStamp.every((part) => Number.isFinite(part) && part >= 0)) {
    return null;
  }
  return buildLocalTime([...match.slice(1), ...timeStamp].map((part) => Math.floor(Number(part))));
}

/**
 * The zone that makes a camera's local time agree with satellite time: minutes east of UTC in quarter hours, or null when
 * they disagree by more than a stale fix explains (satellite time is often some minutes old).
 */
export function inferOffset(localMs: number, utcMs: number): number | null {
  const minutes = (localMs - utcMs) / 60_000;
  const quarter = Math.round(minutes / 15) * 15;
  return Math.abs(minutes - quarter) <= 3 && Math.abs(quarter) <= 14 * 60 ? quarter + 0 : null;
}

/** `IMG_20240503_101112`, `2024-05-03 10.11.12`, `Screenshot_2024-05-03-10-11-12`, `20240503101112`. */
const nameTime =
  /(?<!\d)((?:18|19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?:[-_ T.]|[ _-]at[ _-])?(\d{2})[-_:.h]?(\d{2})[-_:.m]?(\d{2})(?:\d{3})?(?!\d)/;
/** `IMG-20240503-WA0001`: the day alone. */
const nameDay = /(?<!\d)((?:18|19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)/;

/**
 * Capture time from common patterns of file names, as local time read as UTC; noon when only the day is given, so that
 * no zone moves it to another day. Null when the name tells none.
 */
export function parseFileNameTime(name: string): number | null {
  const time = nameTime.exec(name);
  if (time !== null) {
    const parsed = buildLocalTime([time[1], time[3], time[4], time[5], time[6], time[7]].map(Number));
    if (parsed !== null) return parsed;
  }
  const day = nameDay.exec(name);
  return day === null ? null : buildLocalTime([...[day[1], day[3], day[4]].map(Number), 12]);
}
