import { formatNumber } from '../format.ts';
import { count } from './counts.ts';

export const failures = {
  title: 'Problems',
  lead: (value: number) =>
    value === 1 ? 'One file could not be read.' : `${formatNumber(value)} files could not be read.`,
  leadMore: 'Everything else goes on without them; the files themselves are untouched.',
  retry: 'Try all again',
  didRetry: 'Trying again. What can be read now leaves this list.',
  none: 'No problems',
  noneText: 'Every photo in your folders could be read.',
  listLabel: 'Files that could not be read',
  tries: (value: number) => count(value, 'try', 'tries'),
  quarantined: 'Set aside: it stopped Cairn twice',
} as const;
