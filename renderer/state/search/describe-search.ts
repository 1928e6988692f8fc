/** @file Reasons of a search in words. */
import type { SearchExample, SearchReason } from '../../../src/api/search.ts';
import type { EvidenceView } from '../../../src/api/views.ts';
import { formatDay, formatMonth, formatNumber, formatYear } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

/** "In Nice, France", "June 2019", "Camera: Canon EOS 5D". */
export function describeReason(reason: SearchReason): string {
  switch (reason.kind) {
    case 'album':
      return reason.matched === null ? reason.name : t.search.alias(reason.name, reason.matched);
    case 'place':
      return t.search.place(reason.place);
    case 'date':
      return describeDate(reason);
    case 'time-of-year':
      return describeTimeOfYear(reason);
    case 'camera':
      return t.search.camera(reason.name);
    case 'keyword':
      return t.search.keyword(reason.keyword);
    case 'file-name':
      return t.search.fileName(reason.text);
  }
}

function describeDate({ unit, fromMs, toMs }: Extract<SearchReason, { kind: 'date' }>): string {
  switch (unit) {
    case 'day':
      return formatDay(fromMs);
    case 'month':
      return formatMonth(fromMs);
    case 'year':
      return formatYear(fromMs);
    case 'span':
      return t.search.span(formatDay(fromMs), formatDay(toMs - 1));
    default:
      return t.search.season(t.search.seasons[unit], formatYear(fromMs));
  }
}

function describeTimeOfYear({ months, day }: Extract<SearchReason, { kind: 'time-of-year' }>): string {
  const [first = 1] = months;
  if (day !== null) return t.search.everyYear(t.search.dayOfMonth(first, day));
  return t.search.everyYear(months.map((month) => t.search.monthNames[month - 1] ?? '').join(', '));
}

/** What to type for an example. */
export function writeExample(example: SearchExample): string {
  switch (example.kind) {
    case 'name':
    case 'camera':
      return example.text;
    case 'place':
      return `${example.city} ${String(example.year)}`;
    case 'month':
      return formatMonth(example.fromMs);
  }
}

/** What speaks for the landmark of a picture, the strongest first. */
export function describeEvidence(evidence: readonly EvidenceView[]): readonly string[] {
  return evidence
    .filter(({ logOdds }) => logOdds !== null && logOdds > 0)
    .map((piece) => {
      switch (piece.kind) {
        case 'look':
          return t.search.image.look;
        case 'gps':
          return t.search.image.gps(formatNumber(Math.round(piece.distanceMeters)));
        case 'estimate':
          return t.search.image.estimate;
        case 'walk':
          return t.search.image.walk;
        default:
          return t.search.image.words(piece.words);
      }
    });
}
