import { formatNumber } from '../format.ts';
import { count, countPhotos } from './counts.ts';

export const map = {
  title: 'Map',
  /** Of a little map. */
  openAt: (what: string) => `${what} on the map`,
  surface: 'Map of your photos',
  surfaceHint: 'Arrow keys move the map, plus and minus zoom, Home shows everything.',
  pins: 'Places in view',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  showAll: 'Show everything',
  photosHere: (value: number) => `Show ${countPhotos(value)} here`,
  /** Live region: what is on view. */
  summary: (places: number, photos: number, largest: string | null) =>
    places === 0
      ? 'No photos in this part of the map'
      : `${count(places, 'place', 'places')} in view, ${countPhotos(photos)}${largest === null ? '' : `, most of them at ${largest}`}`,
  landmarkPin: (name: string, place: string | null, photos: number, estimated: number) =>
    [name, place, countPhotos(photos), describeEstimated(photos, estimated)].filter((part) => part !== null).join(', '),
  clusterPin: (photos: number, estimated: number, names: readonly string[]) =>
    [countPhotos(photos), ...names, describeEstimated(photos, estimated)].filter((part) => part !== null).join(', '),
  photoPin: (date: string | null, estimated: boolean) =>
    ['Photo', date, estimated ? 'place estimated' : null].filter((part) => part !== null).join(', '),
  legend: 'Legend',
  legendTaken: 'Where photos were taken',
  legendEstimated: 'Place estimated',
  legendEstimatedHint: 'The photo has no position. It stands at its landmark, or between photos of the same walk.',
  scale: (text: string) => `Scale: ${text}`,
  estimatedCount: (value: number) => `${countPhotos(value)} with an estimated place`,
  unplaced: (value: number) => `${countPhotos(value)} ${value === 1 ? 'has' : 'have'} no place`,
  unplacedBroken: (value: number) => `${formatNumber(value)} of them with a position that cannot be right`,
  unplacedTitle: 'Photos without a place',
  sheetLabel: 'Photos of this place',
  showPhotos: 'Show photos',
  ofAlbum: (shown: number, all: number) => `${formatNumber(shown)} of ${countPhotos(all)} here`,
  years: 'Years',
  yearsFrom: 'From year',
  yearsTo: 'To year',
  allYears: 'All years',
  yearRange: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
  noneTitle: 'No photo has a place yet',
  noneText:
    'Photos appear here when the camera wrote down where they were taken, or when Cairn recognizes the landmark that they show.',
  busyTitle: 'Places appear here in a moment',
  busyText: 'Cairn is looking through your photos.',
  seePhotos: 'See all photos',
  landProblem: 'The map itself could not be drawn. Your places are shown without it.',
} as const;

function describeEstimated(photos: number, estimated: number): string | null {
  if (estimated === 0) return null;
  return estimated === photos ? 'place estimated' : `${formatNumber(estimated)} estimated`;
}
