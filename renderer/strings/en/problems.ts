export const problems = {
  catalogTitle: 'Cairn cannot open your library',
  embedderTitle: 'Recognition does not run',
  embedderText: 'Photos can be looked at, but nothing new is indexed.',
  details: 'See Settings',
  dismiss: 'Dismiss',
  messages: 'Messages',
} as const;
