export const problems = {
  catalogTitle: 'Cairn cannot open your library',
  embedderTitle: 'Recognition does not run',
  embedderText: 'Photos can be looked at, but nothing new is indexed.',
  viewTitle: 'This view cannot be shown',
  viewText:
    'A file of Cairn is missing. Try again; if it stays missing, install Cairn again. Your photos and albums are untouched.',
  details: 'See Settings',
  dismiss: 'Dismiss',
  messages: 'Messages',
} as const;
