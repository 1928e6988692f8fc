import { describe, expect, it } from 'vitest';
import { parseDates, type DatePart } from '../../../../src/library/search/parse-dates.ts';

/** Wednesday. */
const now = Date.UTC(2024, 4, 15, 13, 30);
const read = (text: string): DatePart[] => parseDates(text, now).dates.map(({ part }) => part);
const date = (from: string, to: string, unit: Extract<DatePart, { kind: 'date' }>['unit']): DatePart => ({
  kind: 'date',
  fromMs: Date.parse(from),
  toMs: Date.parse(to),
  unit,
});
const yearly = (months: number[], day: number | null = null): DatePart => ({ kind: 'time-of-year', months, day });

describe('parseDates', () => {
  it.each([
    ['3 May 2024', date('2024-05-03', '2024-05-04', 'day')],
    ['3rd of may, 2024', date('2024-05-03', '2024-05-04', 'day')],
    ['May 3, 2024', date('2024-05-03', '2024-05-04', 'day')],
    ['2024-05-03', date('2024-05-03', '2024-05-04', 'day')],
    ['2024/5/3', date('2024-05-03', '2024-05-04', 'day')],
    ['3.5.2024', date('2024-05-03', '2024-05-04', 'day')],
    ['2024年5月3日', date('2024-05-03', '2024-05-04', 'day')],
    ['June 2019', date('2019-06-01', '2019-07-01', 'month')],
    ['jun. 2019', date('2019-06-01', '2019-07-01', 'month')],
    ['Sept 2019', date('2019-09-01', '2019-10-01', 'month')],
    ['2019 december', date('2019-12-01', '2020-01-01', 'month')],
    ['2019-06', date('2019-06-01', '2019-07-01', 'month')],
    ['06/2019', date('2019-06-01', '2019-07-01', 'month')],
    ['2019年6月', date('2019-06-01', '2019-07-01', 'month')],
    ['２０１９年６月', date('2019-06-01', '2019-07-01', 'month')],
    ['去年6月', date('2023-06-01', '2023-07-01', 'month')],
    ['last month', date('2024-04-01', '2024-05-01', 'month')],
    ['上个月', date('2024-04-01', '2024-05-01', 'month')],
    ['summer 2018', date('2018-06-01', '2018-09-01', 'summer')],
    ['winter 2018', date('2018-12-01', '2019-03-01', 'winter')],
    ['last summer', date('2023-06-01', '2023-09-01', 'summer')],
    ['last winter', date('2023-12-01', '2024-03-01', 'winter')],
    ['2018年夏天', date('2018-06-01', '2018-09-01', 'summer')],
    ['去年秋天', date('2023-09-01', '2023-12-01', 'autumn')],
    ['2019', date('2019-01-01', '2020-01-01', 'year')],
    ['2019年', date('2019-01-01', '2020-01-01', 'year')],
    ['last year', date('2023-01-01', '2024-01-01', 'year')],
    ['去年', date('2023-01-01', '2024-01-01', 'year')],
    ['前年', date('2022-01-01', '2023-01-01', 'year')],
    ['3年前', date('2021-01-01', '2022-01-01', 'year')],
    ['three years ago', date('2021-01-01', '2022-01-01', 'year')],
    ['2018-2020', date('2018-01-01', '2021-01-01', 'span')],
    ['2018 to 2020', date('2018-01-01', '2021-01-01', 'span')],
    ['2010s', date('2010-01-01', '2020-01-01', 'span')],
    ['yesterday', date('2024-05-14', '2024-05-15', 'day')],
    ['昨天', date('2024-05-14', '2024-05-15', 'day')],
    ['this week', date('2024-05-13', '2024-05-20', 'span')],
    ['上周', date('2024-05-06', '2024-05-13', 'span')],
    ['last 7 days', date('2024-05-09', '2024-05-16', 'span')],
    ['June', yearly([6])],
    ['6月', yearly([6])],
    ['24 december', yearly([12], 24)],
    ['12月24日', yearly([12], 24)],
    ['29 february', yearly([2], 29)],
    ['winter', yearly([12, 1, 2])],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it.each(['2019-13', 'IMG_2019', 'IMG20190603', '20190603', 'maybe', 'marching', 'summertime', '1234', '99/2019'])(
    'takes nothing of %s for a month or a day',
    (text) => {
      expect(read(text).filter((part) => part.kind === 'date' && part.unit !== 'year')).toEqual([]);
    },
  );

  it('leaves the rest of the text', () => {
    expect(parseDates('Paris 2019 Canon', now)).toMatchObject({ rest: 'paris canon' });
    expect(parseDates('巴黎2019年6月', now)).toMatchObject({ rest: '巴黎' });
    expect(parseDates('golden gate', now)).toEqual({ dates: [], rest: 'golden gate' });
  });

  it('reads several, and tells what may as well be a name', () => {
    const { dates, rest } = parseDates('rome may last year', now);
    expect(rest).toBe('rome');
    expect(dates).toEqual([
      { part: date('2023-01-01', '2024-01-01', 'year'), isWeak: false },
      { part: yearly([5]), isWeak: true },
    ]);
  });
});
