import { formatNumber } from '../format.ts';

export const album = {
  gridLabel: (name: string) => `Photos of ${name}`,
  nameLabel: 'Album name',
  unnamedHint: 'Do you know this place? Give it a name.',
  confirmed: 'Confirmed',
  suggested: 'Suggested',
  suggestedHint: 'Cairn thinks that these belong here. Confirm what is right; take out what is not.',
  tentative: 'May belong here',
  tentativeHint: 'Not sure enough to be in this album. Confirm those that are right.',
  certainty: (percent: string) => `${percent} sure that it is one place`,
  confirmAll: (value: number) => (value === 1 ? 'Confirm it' : `Confirm all ${formatNumber(value)}`),
  merge: 'Merge…',
  mergeHint: 'Merge with another album',
  more: 'More actions',
  selected: (value: number) => `${formatNumber(value)} selected`,
  selectAll: 'Select all',
  clearSelection: 'Clear selection',
  goneTitle: 'This album is not there any more',
  goneText: 'It was merged with another one, or none of its photos is left.',
  empty: 'No photo is left in this album.',
  allLandmarks: 'All landmarks',
} as const;
