export const photos = {
  title: 'Photos',
  gridLabel: 'All photos, newest first',
  noDate: 'No date',
  busyTitle: 'Photos appear here in a moment',
  busyText: 'Cairn is looking through your folders.',
  noneTitle: 'No photos yet',
  noneText: 'Cairn found no picture files in your folders.',
} as const;
