/** @file Sections of albums in words. */
import type { AlbumSection } from '../../../src/api/calls/album-lists.ts';
import { t } from '../../strings/index.ts';

/** "France", "2024", "A". */
export function nameSection(section: AlbumSection): string {
  switch (section.kind) {
    case 'place':
      return section.country ?? t.browse.placeUnknown;
    case 'year':
      return section.year === null ? t.browse.noDate : String(section.year);
    case 'initial':
      return section.letter === '#' ? t.browse.otherLetters : section.letter;
    case 'all':
      return t.landmarks.title;
  }
}

/** "Paris"; for what a country has outside its cities, that it is elsewhere. */
export function nameSubsection(section: AlbumSection): string {
  return section.kind === 'place' ? (section.city ?? t.browse.elsewhere) : '';
}
