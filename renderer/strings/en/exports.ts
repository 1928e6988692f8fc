/** @file Taking photos out of Cairn. */
import { formatNumber } from '../format.ts';
import { countPhotos } from './counts.ts';

export const exports = {
  title: 'Export',
  kind: 'What is exported',
  copies: 'Copies of the files',
  copiesHint: 'The original files under their own names, unchanged. Nothing is overwritten.',
  page: 'A web page',
  pageHint: 'One file with all photos, for any browser, also without a network. Places and camera data are left out.',
  size: 'Size of the pictures',
  pixels: (value: number) => `${formatNumber(value)} pixels`,
  about: (size: string) => `About ${size}`,
  away: (value: number) =>
    `${countPhotos(value)} cannot be read now and will be left out. Connect the drive to export them, too.`,
  allAway: 'None of these photos can be read now. Connect their drive and try again.',
  choose: 'Choose folder…',
  progress: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`,
  did: (value: number, where: string) => `${countPhotos(value)} exported to ${where}.`,
  left: (value: number) => `${countPhotos(value)} could not be read and ${value === 1 ? 'was' : 'were'} left out:`,
  leftLabel: 'Photos left out',
} as const;
