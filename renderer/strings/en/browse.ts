/** @file Finding one's way among the albums: headings, what the list is narrowed to, names. */
import { formatNumber } from '../format.ts';

export const browse = {
  filters: 'Filters',
  country: 'Country',
  year: 'Year',
  naming: 'Name',
  named: 'Named',
  unnamed: 'Not named yet',
  hidden: (value: number) => `Hidden (${formatNumber(value)})`,
  showAll: 'Show all',
  lift: (what: string) => `Remove filter: ${what}`,
  placeUnknown: 'Place unknown',
  elsewhere: 'Elsewhere',
  noDate: 'No date',
  otherLetters: 'Other letters',
  jump: 'Jump to',
  nothing: 'No album matches',
  nothingText: 'There are albums, but none with all of these filters.',
  nothingHidden: 'No hidden albums',
  nothingHiddenText: 'Albums that you hide are kept here, and can be shown again.',
  nameTitle: 'Name of the album',
  saveName: 'Save',
  didName: (name: string) => `Named ${name}.`,
  proposals: 'Is it one of these?',
  proposedBy: {
    gps: 'from where the photos were taken',
    folder: 'from a folder’s name',
    keyword: 'from keywords in the photos',
    city: 'from the nearest city',
  },
} as const;
