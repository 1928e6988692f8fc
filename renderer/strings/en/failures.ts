import { count } from './counts.ts';

export const failures = {
  title: 'Problems',
  retry: 'Try all again',
  didRetry: 'Trying again. What can be read now leaves this list.',
  listLabel: 'Files that could not be read',
  tries: (value: number) => count(value, 'try', 'tries'),
  quarantined: 'Set aside: it stopped Cairn twice',
} as const;
