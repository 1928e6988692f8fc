/** @file What can be done with a photo, and the key of each: the same in every grid and on the stage. */

/** Keys by action. See [Note: key tokens]. */
export const photoKeys = {
  open: ['Enter'],
  confirm: ['C'],
  reject: ['X'],
  /** Into the album that the person chooses: "It is …" or, in an album, "Move to album …". */
  put: ['M'],
  split: ['N'],
  notLandmark: ['Shift', 'X'],
  favourite: ['F'],
  setCover: ['U'],
  openAlbum: ['G'],
  similar: ['L'],
  exportPhotos: ['E'],
  showInFolder: ['O'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PhotoAction = keyof typeof photoKeys;
