export const firstRun = {
  title: 'Your photos, by landmark',
  lead: 'Cairn looks through a folder of photos, recognizes the landmarks in them and makes an album for each.',
  choose: 'Choose a folder',
  choosing: 'Waiting for a folder…',
  sample: 'Try the sample library',
  addingSample: 'Setting up the sample library…',
  promiseTitle: 'Nothing leaves this computer.',
  promise: 'Your photos are never moved, changed or uploaded.',
} as const;
