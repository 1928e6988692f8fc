/** @file What can be done with photos: one word for each action, in whatever view it is offered. */
import { formatNumber } from '../format.ts';
import { countPhotos } from './counts.ts';

export const photoActions = {
  menu: 'Actions for photos',
  more: 'More actions for the selection',
  open: 'Open',
  confirm: 'Confirm',
  confirmAs: (name: string) => `Confirm ${name}`,
  reject: 'Not this',
  rejectAs: (name: string) => `Not ${name}`,
  itIs: (value: number) => (value === 1 ? 'It is…' : 'They are…'),
  move: 'Move to album…',
  split: 'New album',
  notLandmark: 'Not a landmark',
  favourite: 'Favourite',
  setFavourite: 'Add to favourites',
  unsetFavourite: 'Remove from favourites',
  setCover: 'Use as cover',
  similar: 'More like this',
  exportPhotos: 'Export…',
  showInFolder: 'Show in folder',
  pick: {
    title: (value: number) =>
      value === 1 ? 'What does this photo show?' : `What do these ${formatNumber(value)} photos show?`,
    description: 'Choose an album, a landmark that Cairn knows, or write a new name.',
  },
  did: {
    confirm: (value: number, name: string) => `${countPhotos(value)} confirmed as ${name}.`,
    reject: (value: number, name: string) =>
      `${countPhotos(value)} taken out of ${name}. Cairn will not put ${value === 1 ? 'it' : 'them'} back.`,
    move: (value: number, name: string) => `${countPhotos(value)} moved to ${name}.`,
    notLandmark: (value: number) =>
      `${countPhotos(value)} marked as not a landmark. Cairn will not put ${value === 1 ? 'it' : 'them'} in an album.`,
    setCover: (name: string) => `${name} has a new cover.`,
    setFavourite: (value: number) => `${countPhotos(value)} added to favourites.`,
    unsetFavourite: (value: number) => `${countPhotos(value)} removed from favourites.`,
  },
} as const;
