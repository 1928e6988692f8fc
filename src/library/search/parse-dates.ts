/**
 * @file Dates as people write them, in English and in Chinese, whatever language the window speaks.
 *
 * Times are wall clock times read as UTC: see `wallMs` of src/api/search.ts.
 */
import type { SearchPart, Season } from '../../api/search.ts';

export type DatePart = Extract<SearchPart, { kind: 'date' | 'time-of-year' }>;

export interface FoundDate {
  readonly part: DatePart;
  /** Could as well be a part of a name: "may", "summer", "today". */
  readonly isWeak: boolean;
}

export interface ParsedDates {
  readonly dates: readonly FoundDate[];
  /** The text without them. */
  readonly rest: string;
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
const monthPattern =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const seasonPattern = '(spring|summer|autumn|fall|winter)';
const yearPattern = '((?:18|19|20)\\d\\d)';
const dayPattern = '(\\d{1,2})(?:st|nd|rd|th)?';
const chineseSeason = '(?:的)?(春|夏|秋|冬)(?:天|季)';
const chineseYear = '(\\d{4}|今|去|前)年';

const firstMonths: Readonly<Record<Season, number>> = { spring: 3, summer: 6, autumn: 9, winter: 12 };
const chineseSeasons: Readonly<Record<string, Season>> = { 春: 'spring', 夏: 'summer', 秋: 'autumn', 冬: 'winter' };

interface Pattern {
  readonly pattern: RegExp;
  readonly isWeak?: boolean;
  /** Groups of the match; null: no such date. `now` is the wall clock. */
  readonly read: (groups: readonly string[], now: Date) => DatePart | null;
}

const word = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`, 'u');
const anywhere = (source: string): RegExp => new RegExp(source, 'u');

/** Longer ones first: what one of them has read is no longer there for the others. */
const patterns: readonly Pattern[] = [
  // 2019-06-03, 2019/6/3, 2019.06.03, and 3.6.2019 as in much of Europe.
  {
    pattern: word(`${yearPattern}([-/.])(\\d{1,2})\\2(\\d{1,2})`),
    read: ([y, , m, d]) => makeDay(Number(y), Number(m), Number(d)),
  },
  {
    pattern: word(`(\\d{1,2})\\.(\\d{1,2})\\.${yearPattern}`),
    read: ([d, m, y]) => makeDay(Number(y), Number(m), Number(d)),
  },
  {
    pattern: word(`${dayPattern} (?:of )?${monthPattern},? ${yearPattern}`),
    read: ([d, m, y]) => makeDay(Number(y), readMonth(m), Number(d)),
  },
  {
    pattern: word(`${monthPattern} ${dayPattern},? ${yearPattern}`),
    read: ([m, d, y]) => makeDay(Number(y), readMonth(m), Number(d)),
  },
  {
    pattern: word(`${yearPattern} ${monthPattern} ${dayPattern}`),
    read: ([y, m, d]) => makeDay(Number(y), readMonth(m), Number(d)),
  },
  {
    pattern: anywhere(`${chineseYear}(\\d{1,2})月(\\d{1,2})[日号]`),
    read: ([y, m, d], now) => makeDay(readChineseYear(y, now), Number(m), Number(d)),
  },
  // From year to year.
  {
    pattern: word(`${yearPattern} ?(?:-|–|to|until) ?${yearPattern}`),
    read: ([a, b]) => makeSpan(Date.UTC(Number(a), 0), Date.UTC(Number(b) + 1, 0)),
  },
  {
    pattern: anywhere(`(\\d{4})年?(?:到|至|-|–)(\\d{4})年`),
    read: ([a, b]) => makeSpan(Date.UTC(Number(a), 0), Date.UTC(Number(b) + 1, 0)),
  },
  // Months.
  { pattern: word(`${yearPattern}[-/.](\\d{1,2})`), read: ([y, m]) => makeMonth(Number(y), Number(m)) },
  { pattern: word(`(\\d{1,2})[-/.]${yearPattern}`), read: ([m, y]) => makeMonth(Number(y), Number(m)) },
  { pattern: word(`${monthPattern},? (?:of )?${yearPattern}`), read: ([m, y]) => makeMonth(Number(y), readMonth(m)) },
  { pattern: word(`${yearPattern},? ${monthPattern}`), read: ([y, m]) => makeMonth(Number(y), readMonth(m)) },
  {
    pattern: anywhere(`${chineseYear}(\\d{1,2})月(?:份)?`),
    read: ([y, m], now) => makeMonth(readChineseYear(y, now), Number(m)),
  },
  {
    pattern: word('(this|last) month'),
    read: ([which], now) => makeMonth(now.getUTCFullYear(), now.getUTCMonth() + (which === 'last' ? 0 : 1)),
  },
  {
    pattern: anywhere('(上|这|本)个?月'),
    read: ([which], now) => makeMonth(now.getUTCFullYear(), now.getUTCMonth() + (which === '上' ? 0 : 1)),
  },
  // Seasons.
  {
    pattern: word(`${seasonPattern},? (?:of )?${yearPattern}`),
    read: ([s, y]) => makeSeason(readSeason(s), Number(y)),
  },
  { pattern: word(`${yearPattern},? ${seasonPattern}`), read: ([y, s]) => makeSeason(readSeason(s), Number(y)) },
  {
    pattern: word(`(this|last) ${seasonPattern}`),
    read: ([which, s], now) => findSeason(which === 'last', readSeason(s), now),
  },
  {
    pattern: anywhere(`${chineseYear}${chineseSeason}`),
    read: ([y, s], now) => makeSeason(chineseSeasons[s ?? ''] ?? 'spring', readChineseYear(y, now)),
  },
  // Years.
  {
    pattern: word('(this|last) year'),
    read: ([which], now) => makeYear(now.getUTCFullYear() - (which === 'last' ? 1 : 0)),
  },
  {
    pattern: word('(\\d{1,2}|one|two|three|four|five|ten) years? ago'),
    read: ([n], now) => makeYear(now.getUTCFullYear() - readCount(n)),
  },
  { pattern: anywhere('(\\d{1,2})年前'), read: ([n], now) => makeYear(now.getUTCFullYear() - Number(n)) },
  { pattern: anywhere(chineseYear), read: ([y], now) => makeYear(readChineseYear(y, now)) },
  {
    pattern: word('((?:19|20)\\d)0s'),
    read: ([decade]) => makeSpan(Date.UTC(Number(decade) * 10, 0), Date.UTC(Number(decade) * 10 + 10, 0)),
  },
  // Days from now.
  {
    pattern: word('(today|yesterday)'),
    isWeak: true,
    read: ([which], now) => makeDays(now, which === 'today' ? 0 : 1, 1),
  },
  {
    pattern: anywhere('(今天|昨天|前天)'),
    read: ([which], now) => makeDays(now, ['今天', '昨天', '前天'].indexOf(which ?? ''), 1),
  },
  { pattern: word('(this|last) week'), read: ([which], now) => makeWeek(now, which === 'last') },
  { pattern: anywhere('(上|这|本)个?(?:周|星期)'), read: ([which], now) => makeWeek(now, which === '上') },
  { pattern: word('(?:last|past) (\\d{1,3}) days'), read: ([n], now) => makeDays(now, Number(n) - 1, Number(n)) },
  { pattern: anywhere('(?:最近|近|过去)(\\d{1,3})天'), read: ([n], now) => makeDays(now, Number(n) - 1, Number(n)) },
  // A part of every year.
  {
    pattern: word(`${dayPattern} (?:of )?${monthPattern}`),
    isWeak: true,
    read: ([d, m]) => makeTimeOfYear([readMonth(m)], Number(d)),
  },
  {
    pattern: word(`${monthPattern} ${dayPattern}`),
    isWeak: true,
    read: ([m, d]) => makeTimeOfYear([readMonth(m)], Number(d)),
  },
  { pattern: anywhere('(\\d{1,2})月(\\d{1,2})[日号]'), read: ([m, d]) => makeTimeOfYear([Number(m)], Number(d)) },
  { pattern: anywhere('(\\d{1,2})月(?:份)?'), read: ([m]) => makeTimeOfYear([Number(m)], null) },
  { pattern: word(monthPattern), isWeak: true, read: ([m]) => makeTimeOfYear([readMonth(m)], null) },
  { pattern: word(seasonPattern), isWeak: true, read: ([s]) => makeTimeOfYear(listMonths(readSeason(s)), null) },
  {
    pattern: anywhere(chineseSeason),
    isWeak: true,
    read: ([s]) => makeTimeOfYear(listMonths(chineseSeasons[s ?? ''] ?? 'spring'), null),
  },
  // Last: a number of four digits is a year only when it is nothing else.
  { pattern: word(yearPattern), read: ([y]) => makeYear(Number(y)) },
];

/**
 * Takes the dates out of a text.
 * @param nowMs ms since the epoch of the wall clock read as UTC: what "last year" counts from
 */
export function parseDates(text: string, nowMs: number): ParsedDates {
  const now = new Date(nowMs);
  const dates: FoundDate[] = [];
  let rest = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ');
  for (const { pattern, isWeak = false, read } of patterns) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const part = read(match.slice(1), now);
    if (part === null) continue;
    dates.push({ part, isWeak });
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
  }
  return { dates, rest: rest.replaceAll(/\s+/gu, ' ').trim() };
}

function readMonth(name: string | undefined): number {
  return months.findIndex((month) => month.startsWith((name ?? '').slice(0, 3))) + 1;
}

function readSeason(name: string | undefined): Season {
  if (name === 'fall') return 'autumn';
  return name === 'summer' || name === 'autumn' || name === 'winter' ? name : 'spring';
}

function readCount(text: string | undefined): number {
  const named = ['one', 'two', 'three', 'four', 'five'].indexOf(text ?? '');
  if (named >= 0) return named + 1;
  return text === 'ten' ? 10 : Number(text);
}

function readChineseYear(text: string | undefined, now: Date): number {
  const year = now.getUTCFullYear();
  if (text === '今') return year;
  if (text === '去') return year - 1;
  return text === '前' ? year - 2 : Number(text);
}

const dayMs = 86_400_000;

function makeDay(year: number, month: number, day: number): DatePart | null {
  const fromMs = Date.UTC(year, month - 1, day);
  const date = new Date(fromMs);
  // 31 June is no day.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return { kind: 'date', fromMs, toMs: fromMs + dayMs, unit: 'day' };
}

/** Month 0 is December of the year before. */
function makeMonth(year: number, month: number): DatePart | null {
  if (month < 0 || month > 12 || !isYear(year)) return null;
  return { kind: 'date', fromMs: Date.UTC(year, month - 1), toMs: Date.UTC(year, month), unit: 'month' };
}

function makeYear(year: number): DatePart | null {
  return isYear(year) ? { kind: 'date', fromMs: Date.UTC(year, 0), toMs: Date.UTC(year + 1, 0), unit: 'year' } : null;
}

/** Photographs begin in 1826; Date.UTC takes years below 100 for others. */
function isYear(year: number): boolean {
  return year >= 1800 && year < 2200;
}

function makeSeason(season: Season, year: number): DatePart | null {
  const month = firstMonths[season];
  if (!isYear(year)) return null;
  return { kind: 'date', fromMs: Date.UTC(year, month - 1), toMs: Date.UTC(year, month + 2), unit: season };
}

/** This summer: the one of this year. Last summer: the last one that is over, or goes on. */
function findSeason(isLast: boolean, season: Season, now: Date): DatePart | null {
  const year = now.getUTCFullYear();
  const ofYear = makeSeason(season, year);
  if (!isLast || (ofYear?.kind === 'date' && ofYear.fromMs < now.getTime() && season !== 'winter')) return ofYear;
  return makeSeason(season, year - 1);
}

function makeSpan(fromMs: number, toMs: number): DatePart | null {
  return fromMs < toMs ? { kind: 'date', fromMs, toMs, unit: 'span' } : null;
}

function makeDays(now: Date, ago: number, count: number): DatePart | null {
  const fromMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - ago);
  if (count < 1) return null;
  return { kind: 'date', fromMs, toMs: fromMs + count * dayMs, unit: count === 1 ? 'day' : 'span' };
}

/** Weeks begin on Monday (ISO 8601). */
function makeWeek(now: Date, isLast: boolean): DatePart | null {
  return makeDays(now, ((now.getUTCDay() + 6) % 7) + (isLast ? 7 : 0), 7);
}

function makeTimeOfYear(ofMonths: readonly number[], day: number | null): DatePart | null {
  const longest = new Date(Date.UTC(2000, ofMonths[0] ?? 1, 0)).getUTCDate();
  if (ofMonths.some((month) => month < 1 || month > 12) || (day !== null && (day < 1 || day > longest))) return null;
  return { kind: 'time-of-year', months: [...ofMonths], day };
}

function listMonths(season: Season): number[] {
  return [0, 1, 2].map((later) => ((firstMonths[season] + later - 1) % 12) + 1);
}
