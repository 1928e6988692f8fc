import { formatNumber, formatRate } from '../format.ts';
import { countPhotos } from './counts.ts';

function describeRemaining(remainingMs: number): string {
  const minutes = remainingMs / 60_000;
  if (minutes < 1) return 'under a minute left';
  if (minutes < 60) return `${formatNumber(Math.round(minutes))} min left`;
  return `${formatRate(minutes / 60)} h left`;
}

export const progress = {
  label: 'Indexing',
  scanning: 'Looking for photos',
  indexing: 'Looking at your photos',
  'embedding-again': 'Using a new model',
  grouping: 'Putting albums together',
  paused: 'Paused',
  'on-battery': 'Paused: on battery',
  'disk-full': 'Paused: the disk is full',
  stopped: 'Stopped',
  done: 'Up to date',
  doneWithPhotos: (value: number) => `${countPhotos(value)}, up to date`,
  of: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`,
  found: (value: number) => `${countPhotos(value)} found`,
  rate: (perSecond: number) => `${formatRate(perSecond)} photos/s`,
  remaining: describeRemaining,
  pause: 'Pause indexing',
  resume: 'Resume indexing',
  announce: (phase: string, done: number, total: number) =>
    total > 0 ? `${phase}: ${formatNumber(done)} of ${countPhotos(total)}` : phase,
  failed: (value: number) => `${countPhotos(value)} could not be read`,
} as const;
