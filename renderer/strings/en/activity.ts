import { formatNumber, formatRate } from '../format.ts';
import { count, countPhotos } from './counts.ts';

export const activity = {
  title: 'Activity',
  idleTitle: 'Up to date',
  idleText: 'Cairn watches your folders. New photos are looked at as soon as they appear.',
  hints: {
    scanning: 'Comparing your folders with what Cairn knows. Only new and changed files are read.',
    indexing: 'The newest photos come first. Albums fill while this goes on.',
    'embedding-again': 'Every photo is looked at with the new model. Your albums stay as they are until that is done.',
    grouping: 'Photos of one place are put together. What you decided stays as it is.',
    paused: 'Nothing is indexed until you go on.',
    'on-battery': 'Cairn goes on when the computer is plugged in, as you wanted it.',
    'disk-full': "The drive with Cairn's own data is nearly full. Free some space: Cairn goes on by itself.",
    stopped: 'You stopped it. What is left waits until you start again.',
  },
  pause: 'Pause',
  resume: 'Resume',
  resumeAnyway: 'Resume anyway',
  cancel: 'Stop',
  start: 'Look for changes',
  done: 'Done',
  found: 'Found',
  left: 'Left',
  speed: 'Speed',
  time: 'Time left',
  rate: (perSecond: number) => `${formatRate(perSecond)} photos/s`,
  unknown: '–',
  sparkline: 'Photos per second over the last two minutes',
  waiting: (value: number) => `${countPhotos(value)} wait for a drive that is not connected.`,
  scans: 'Last looks through your folders',
  noScans: 'Cairn has not looked through your folders yet.',
  scanNews: (parts: readonly string[]) => parts.join(', '),
  scanNothing: (found: number) => `Nothing new in ${countPhotos(found)}`,
  changed: (value: number) => `${formatNumber(value)} new or changed`,
  missing: (value: number) => `${formatNumber(value)} gone`,
  returned: (value: number) => `${formatNumber(value)} back again`,
  notPhotos: (value: number) => count(value, 'other file passed over', 'other files passed over'),
  unreadable: (value: number) => count(value, 'place could not be read', 'places could not be read'),
  offlineRoots: (value: number) => count(value, 'folder not connected', 'folders not connected'),
  cancelled: 'stopped halfway',
  took: (seconds: number) => (seconds < 1 ? 'under a second' : `${formatNumber(seconds)} s`),
  problems: 'Files that could not be read',
  problemsLead: (value: number) =>
    value === 1
      ? 'One file could not be read. Everything else goes on without it; the file is untouched.'
      : `${formatNumber(value)} files could not be read. Everything else goes on without them; the files are untouched.`,
  noProblems: 'Every photo in your folders could be read.',
  quarantineText:
    'A file that is set aside stopped the recognition twice, so Cairn leaves it out and goes on with the others. Trying again is safe: it is done alone, and at worst the file is set aside again.',
  retryOne: (name: string) => `Try ${name} again`,
  showInFolder: (name: string) => `Show ${name} in its folder`,
} as const;
