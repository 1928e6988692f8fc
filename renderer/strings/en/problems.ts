import { formatDateTime } from '../format.ts';

export const problems = {
  catalogTitle: 'Cairn cannot open your library',
  providerLost: (lost: string, current: string) =>
    `${lost} stopped working, so Cairn goes on with ${current}. No photo is lost.`,
  damagedTitle: 'The catalog of your library is damaged',
  damagedText:
    'Part of the file with your albums and decisions cannot be read any more. Your photos are untouched. Go back to the last backup: decisions that you made since are made again from their journal, newer photos are found again by themselves, and the damaged catalog is kept.',
  damagedNoBackup:
    'Part of the file with your albums and decisions cannot be read any more, and there is no backup. Your photos are untouched. Begin a new catalog: add your folders again, and your decisions, which are in a journal of their own, find their photos. The damaged catalog is kept.',
  damagedBanner: 'Part of it cannot be read any more. Go back to the last backup; your decisions are kept.',
  recover: 'See what can be done',
  recoverLater: 'Not now',
  restoreLast: (atMs: number) => `Restore the backup of ${formatDateTime(atMs)}`,
  startAnew: 'Begin a new catalog…',
  startAnewTitle: 'Begin a new catalog?',
  startAnewText:
    'It is empty: add your folders again. Names, confirmations and other decisions come from their journal and wait for their photos. The damaged catalog is kept among the copies.',
  startAnewGo: 'Begin anew',
  technical: (detail: string) => `What was found: ${detail}`,
  embedderTitle: 'Recognition does not run',
  embedderText: 'Photos can be looked at, but nothing new is indexed.',
  viewTitle: 'This view cannot be shown',
  viewText:
    'A file of Cairn is missing. Try again; if it stays missing, install Cairn again. Your photos and albums are untouched.',
  details: 'See Settings',
  dismiss: 'Dismiss',
  messages: 'Messages',
} as const;
