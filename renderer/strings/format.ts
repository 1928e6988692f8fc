/** @file Numbers, dates and sizes as a person reads them. The words around them are in the catalogue. */
import { language, locale } from './language.ts';

const numberFormat = new Intl.NumberFormat(locale);
const decimalFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const percentFormat = new Intl.NumberFormat(locale, { style: 'percent' });
const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const dayTimeFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
const clockFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const localDayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
const localTimeFormat = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const monthFormat = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const yearFormat = new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' });
const shortMonthFormat = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });

export function formatNumber(value: number): string {
  return numberFormat.format(value);
}

/** One decimal below ten, none above: "3.4", "42". */
export function formatRate(perSecond: number): string {
  return perSecond < 10 ? decimalFormat.format(perSecond) : numberFormat.format(Math.round(perSecond));
}

/** A probability in [0, 1] as "92%". Never "100%": nothing that was computed is certain. */
export function formatProbability(probability: number): string {
  return percentFormat.format(Math.min(0.99, Math.max(0.01, probability)));
}

/** "3 May 2024". Lists carry no time zone: the day is that of UTC, or local time where the camera gave no zone. */
export function formatDay(takenMs: number): string {
  return dayFormat.format(takenMs);
}

/** Wall time where the photo was taken. `offsetMinutes` is minutes east of UTC; null: `takenMs` already is wall time. */
export function formatDayTime(takenMs: number, offsetMinutes: number | null): string {
  return dayTimeFormat.format(takenMs + (offsetMinutes ?? 0) * 60_000);
}

/** "3 May 2024, 16:20" on this computer's clock: for what Cairn itself did. */
export function formatDateTime(atMs: number): string {
  return clockFormat.format(atMs);
}

/** "Wednesday, 3 May 2024" where the person is now, for what was done in Cairn. */
export function formatLocalDay(atMs: number): string {
  return localDayFormat.format(atMs);
}

/** "16:20" where the person is now. */
export function formatLocalTime(atMs: number): string {
  return localTimeFormat.format(atMs);
}

/** "May 2024". */
export function formatMonth(takenMs: number): string {
  return monthFormat.format(takenMs);
}

/** "May 2019 – Aug 2023", or one month when both ends are in it. */
export function formatMonthRange(earliestMs: number, latestMs: number): string {
  if (language === 'en') return shortMonthFormat.formatRange(earliestMs, latestMs);
  // Intl's Chinese ranges of months are bare numbers ("2019/5 – 2023/8").
  const [earliest, latest] = [formatMonth(earliestMs), formatMonth(latestMs)];
  return earliest === latest ? earliest : `${earliest} – ${latest}`;
}

/** "3.2 MB" in decimal units, as file managers show it. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** "350 m", "9.7 km", "120 km". */
export function formatDistance(meters: number): string {
  const isFar = meters >= 1000;
  const value = isFar ? meters / 1000 : Math.round(meters / 10) * 10;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: isFar ? 'kilometer' : 'meter',
    maximumFractionDigits: isFar && value < 10 ? 1 : 0,
  }).format(value);
}

/** "A or B", "A, B, or C". */
export function formatAlternatives(names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);
}

/** "1/250 s", "2.5 s". */
export function formatExposureTime(seconds: number): string {
  const second = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
  if (seconds >= 0.3) return second.format(seconds);
  return second.format(0).replace(numberFormat.format(0), `1/${String(Math.round(1 / seconds))}`);
}

/** "ƒ/2.8". */
export function formatAperture(fNumber: number): string {
  return `ƒ/${decimalFormat.format(fNumber)}`;
}

/** "23 mm". */
export function formatFocalLength(millimeters: number): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'millimeter', maximumFractionDigits: 1 }).format(
    millimeters,
  );
}

/** "48.8584° N, 2.2945° E"; in Chinese the hemisphere comes first: "北纬 48.8584°，东经 2.2945°". */
export function formatCoordinates(latitude: number, longitude: number): string {
  const degrees = (value: number): string => `${Math.abs(value).toFixed(4)}°`;
  if (language === 'zh-Hans') {
    return `${latitude < 0 ? '南纬' : '北纬'} ${degrees(latitude)}，${longitude < 0 ? '西经' : '东经'} ${degrees(longitude)}`;
  }
  return `${degrees(latitude)} ${latitude < 0 ? 'S' : 'N'}, ${degrees(longitude)} ${longitude < 0 ? 'W' : 'E'}`;
}

/** "500 m", "20 km": a round distance on a map. */
export function formatMeters(meters: number): string {
  const isLong = meters >= 1000;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: isLong ? 'kilometer' : meters < 1 ? 'centimeter' : 'meter',
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  }).format(isLong ? meters / 1000 : meters < 1 ? meters * 100 : meters);
}

/** "2019", "2019年". */
export function formatYear(ms: number): string {
  return yearFormat.format(ms);
}

const regionNames = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
let codesByName: ReadonlyMap<string, string> | undefined;

/** Codes of countries by their English names. */
function findCodes(): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return new Map(codes.flatMap((code): (readonly [string, string])[] => [[english.of(code) ?? '', code]]));
}

/** A country's name in the window's language, from its ISO 3166 code or from its English name, which the catalog has. */
export function formatCountry(codeOrName: string): string {
  const isCode = /^[A-Z]{2}$/u.test(codeOrName);
  if (!isCode && language === 'en') return codeOrName;
  const code = isCode ? codeOrName : (codesByName ??= findCodes()).get(codeOrName);
  return (code === undefined ? undefined : regionNames.of(code)) ?? codeOrName;
}
