export const merge = {
  title: (name: string) => `Merge ${name} with…`,
  description: 'All photos come together in one album.',
  keepName: 'Name of the album afterwards',
  merge: 'Merge',
  didMerge: (name: string) => `Merged into ${name}.`,
} as const;
