export const merge = {
  title: (name: string) => `Merge ${name} with…`,
  description: 'All photos come together in one album.',
  search: 'Search albums',
  results: 'Albums',
  none: 'No album has such a name.',
  noOthers: 'There is no other album to merge with.',
  keepName: 'Name of the album afterwards',
  merge: 'Merge',
  didMerge: (name: string) => `Merged into ${name}.`,
} as const;
