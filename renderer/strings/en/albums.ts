/** @file What can be done with an album, wherever it is shown: one word for each action. */
export const albums = {
  menu: 'Actions for this album',
  open: 'Open album',
  review: 'Review this album',
  name: 'Name this place',
  rename: 'Rename',
  merge: 'Merge with another album…',
  exportAlbum: 'Export album…',
  hide: 'Hide album',
  show: 'Show album again',
  didHide: (name: string) => `${name} is hidden. Its photos stay where they are.`,
  didShow: (name: string) => `${name} is shown again.`,
} as const;
