/** @file What can be done with photos of an album. */
import { countPhotos } from './counts.ts';

export const photoActions = {
  menu: 'Actions for these photos',
  more: 'More actions for the selection',
  open: 'Open',
  move: 'Move to another album…',
  moveTitle: (value: number) => `Where do ${countPhotos(value)} belong?`,
  split: 'New album from these',
  denyLandmark: 'Not a landmark at all',
  setCover: 'Use as cover',
  setFavourite: 'Add to favourites',
  unsetFavourite: 'Remove from favourites',
  exportPhotos: 'Export…',
  exportAlbum: 'Export album…',
  showInFolder: 'Show in folder',
  didMove: (value: number, name: string) => `${countPhotos(value)} moved to ${name}.`,
  didDeny: (value: number) => `${countPhotos(value)} taken out of all albums: no landmark.`,
  didSetCover: (name: string) => `${name} has a new cover.`,
  didSetFavourite: (value: number, isFavourite: boolean) =>
    `${countPhotos(value)} ${isFavourite ? 'added to' : 'removed from'} favourites.`,
  certainty: (percent: string) => `${percent} sure that it is one place`,
} as const;
