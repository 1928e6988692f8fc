export const search = {
  /** The question "which landmark?" of several dialogs. */
  picker: {
    placeholder: 'Name of a landmark or an album',
    results: 'Landmarks and albums',
    notSeen: 'No photos yet',
    newAlbum: (name: string) => `New album “${name}”`,
    none: 'Nothing has such a name.',
    empty: 'There is no album yet.',
  },
} as const;
