import { formatNumber } from '../format.ts';
import { count, countPhotos } from './counts.ts';

export const landmarks = {
  title: 'Landmarks',
  gridLabel: 'Landmark albums',
  sort: 'Sort by',
  sortBy: { photos: 'Most photos', name: 'Name', recent: 'Most recent', place: 'Place' },
  albumLabel: (parts: readonly string[], suggested: number) =>
    [...parts, ...(suggested > 0 ? [`${formatNumber(suggested)} to check`] : [])].join(', '),
  busyTitle: 'Looking through your photos',
  busyText: 'Albums appear here as soon as a landmark is recognized. You can look around meanwhile.',
  noneTitle: 'No landmarks found',
  noneText: (photoCount: number, landmarkCount: number) =>
    `Cairn looked at ${countPhotos(photoCount)}. It knows ${count(landmarkCount, 'landmark', 'landmarks')} by name, and opens an ` +
    'album for other places when several photos clearly show the same one. It would rather open no album than a wrong one.',
  noPhotosTitle: 'No photos in your folders',
  noPhotosText: 'Cairn found no picture files there. Add another folder, or look for changes in Settings.',
  pausedTitle: 'Indexing is paused',
  pausedText: 'Albums appear here once Cairn goes on looking through your photos.',
  seePhotos: 'See all photos',
  addFolder: 'Add a folder',
  openSettings: 'Open Settings',
  resume: 'Resume',
} as const;
