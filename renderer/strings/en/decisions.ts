export const decisions = {
  undo: 'Undo',
  nothingTo: { undo: 'There is nothing to undo.', redo: 'There is nothing to redo.' },
  did: {
    undo: (what: string) => `Undone: ${what}`,
    redo: (what: string) => `Redone: ${what}`,
  },
  kinds: {
    rename: 'naming an album',
    confirm: 'confirming photos',
    reject: 'taking photos out of an album',
    move: 'moving photos to another album',
    merge: 'merging two albums',
    split: 'making an album',
    hide: 'hiding an album',
    show: 'showing an album',
    cover: 'choosing a cover',
    link: 'naming a landmark',
    'not-landmark': 'photos that show no landmark',
    favourite: 'changing favourites',
    different: 'saying that photos are different',
    dismiss: 'leaving things as they are',
  } as Readonly<Record<string, string>>,
} as const;
