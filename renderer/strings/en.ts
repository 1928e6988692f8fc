/** @file Every word of the window, in English. Another language is another object of the same type. */
import { formatNumber, formatProbability, formatRate } from './format.ts';

/** "1 photo", "1,204 photos". */
function count(value: number, one: string, many: string): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

const photos = (value: number): string => count(value, 'photo', 'photos');
const albums = (value: number): string => count(value, 'album', 'albums');

function describeRemaining(remainingMs: number): string {
  const minutes = remainingMs / 60_000;
  if (minutes < 1) return 'under a minute left';
  if (minutes < 60) return `${formatNumber(Math.round(minutes))} min left`;
  return `${formatRate(minutes / 60)} h left`;
}

function describeCertainty(confidence: number): string {
  if (confidence >= 0.9) return 'Very sure';
  if (confidence >= 0.7) return 'Fairly sure';
  return 'Perhaps';
}

export const en = {
  appName: 'Cairn',
  countPhotos: photos,
  countAlbums: albums,
  list: (parts: readonly string[]) => parts.join(' · '),
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  loading: 'Loading…',

  navigation: {
    label: 'Views',
    landmarks: 'Landmarks',
    photos: 'Photos',
    failures: 'Problems',
    settings: 'Settings',
    keys: 'Keyboard shortcuts',
  },

  firstRun: {
    title: 'Your photos, by landmark',
    lead: 'Cairn looks through a folder of photos, recognizes the landmarks in them and makes an album for each.',
    choose: 'Choose a folder',
    choosing: 'Waiting for a folder…',
    sample: 'Try the sample library',
    addingSample: 'Setting up the sample library…',
    promiseTitle: 'Nothing leaves this computer.',
    promise: 'Your photos are never moved, changed or uploaded.',
  },

  progress: {
    label: 'Indexing',
    scanning: 'Looking for photos',
    indexing: 'Looking at your photos',
    'embedding-again': 'Using a new model',
    grouping: 'Putting albums together',
    paused: 'Paused',
    stopped: 'Stopped',
    done: 'Up to date',
    doneWithPhotos: (value: number) => `${photos(value)}, up to date`,
    of: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`,
    rate: (perSecond: number) => `${formatRate(perSecond)} photos/s`,
    remaining: describeRemaining,
    pause: 'Pause indexing',
    resume: 'Resume indexing',
    announce: (phase: string, done: number, total: number) =>
      total > 0 ? `${phase}: ${formatNumber(done)} of ${photos(total)}` : phase,
    failed: (value: number) => `${photos(value)} could not be read`,
  },

  landmarks: {
    title: 'Landmarks',
    gridLabel: 'Landmark albums',
    sort: 'Sort by',
    sortBy: [
      { value: 'photos', label: 'Most photos' },
      { value: 'name', label: 'Name' },
      { value: 'recent', label: 'Most recent' },
    ],
    toCheck: (value: number) => `${formatNumber(value)} to check`,
    albumLabel: (name: string, place: string | null, photoCount: number, suggested: number) =>
      [name, place, photos(photoCount), suggested > 0 ? `${formatNumber(suggested)} to check` : null]
        .filter((part) => part !== null)
        .join(', '),
    unnamed: 'not named yet',
    busyTitle: 'Looking through your photos',
    busyText: 'Albums appear here as soon as a landmark is recognized. You can look around meanwhile.',
    noneTitle: 'No landmarks found',
    noneText: (photoCount: number, landmarkCount: number) =>
      `Cairn looked at ${photos(photoCount)}. It knows ${count(landmarkCount, 'landmark', 'landmarks')} by name, and opens an ` +
      'album for other places when several photos clearly show the same one. It would rather open no album than a wrong one.',
    noPhotosTitle: 'No photos in your folders',
    noPhotosText: 'Cairn found no picture files there. Add another folder, or look for changes in Settings.',
    pausedTitle: 'Indexing is paused',
    pausedText: 'Albums appear here once Cairn goes on looking through your photos.',
    seePhotos: 'See all photos',
    addFolder: 'Add a folder',
    openSettings: 'Open Settings',
    resume: 'Resume',
  },

  album: {
    gridLabel: (name: string) => `Photos of ${name}`,
    rename: 'Rename',
    nameLabel: 'Album name',
    unnamedHint: 'Do you know this place? Give it a name.',
    confirmed: 'Confirmed',
    suggested: 'Suggested',
    suggestedHint: 'Cairn thinks that these belong here. Confirm what is right; take out what is not.',
    tentative: 'May belong here',
    tentativeHint: 'Not sure enough to be in this album. Confirm those that are right.',
    confirmAll: (value: number) => (value === 1 ? 'Confirm it' : `Confirm all ${formatNumber(value)}`),
    merge: 'Merge…',
    mergeHint: 'Merge with another album',
    more: 'More actions',
    confirm: 'Confirm',
    reject: 'Not this landmark',
    selected: (value: number) => `${formatNumber(value)} selected`,
    selectAll: 'Select all',
    clearSelection: 'Clear selection',
    didConfirm: (value: number, name: string) => `${photos(value)} confirmed as ${name}.`,
    didReject: (value: number, name: string) =>
      `${photos(value)} taken out of ${name}. Cairn will not put ${value === 1 ? 'it' : 'them'} back.`,
    goneTitle: 'This album is not there any more',
    goneText: 'It was merged with another one, or none of its photos is left.',
    empty: 'No photo is left in this album.',
    allLandmarks: 'All landmarks',
  },

  merge: {
    title: (name: string) => `Merge ${name} with…`,
    description: 'All photos come together in one album.',
    search: 'Search albums',
    results: 'Albums',
    none: 'No album has such a name.',
    noOthers: 'There is no other album to merge with.',
    keepName: 'Name of the album afterwards',
    merge: 'Merge',
    didMerge: (name: string) => `Merged into ${name}.`,
  },

  photos: {
    title: 'Photos',
    gridLabel: 'All photos, newest first',
    noDate: 'No date',
    busyTitle: 'Photos appear here in a moment',
    busyText: 'Cairn is looking through your folders.',
    noneTitle: 'No photos yet',
    noneText: 'Cairn found no picture files in your folders.',
  },

  photo: {
    label: (parts: readonly (string | null)[]) => ['Photo', ...parts.filter((part) => part !== null)].join(', '),
    noDate: 'no date',
    confirmed: 'confirmed',
    tentative: (confidence: number | null) =>
      confidence === null ? 'may belong here' : `may belong here, ${formatProbability(confidence)} sure`,
    suggested: (confidence: number | null) =>
      confidence === null ? 'suggested' : `suggested, ${formatProbability(confidence)} sure`,
    offline: 'on a drive that is not connected',
    missing: 'file not found',
    select: 'Select',
    viewer: 'Photo',
    position: (index: number, total: number) => `${formatNumber(index + 1)} of ${formatNumber(total)}`,
    previous: 'Previous photo',
    next: 'Next photo',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit to window',
    actualSize: 'Actual size',
    showInfo: 'Show information',
    hideInfo: 'Hide information',
    scale: (ratio: number) => `${formatNumber(Math.round(ratio * 100))}%`,
    previewOnlyOffline:
      'The drive with this photo is not connected. You see a preview; connect the drive for the full photo.',
    previewOnlyMissing: 'The file of this photo is gone. You see the preview that Cairn kept.',
    previewOnly: 'The full photo could not be read. You see a preview.',
    noPreview: 'This photo cannot be shown.',
    information: 'Information',
    landmark: 'Landmark',
    noLandmark: 'Cairn recognizes no landmark in this photo.',
    unnamedGroup: 'A place without a name yet',
    tentativeCertainty: (confidence: number) => `Not sure enough for the album, ${formatProbability(confidence)}`,
    certainty: (confidence: number) => `${describeCertainty(confidence)}, ${formatProbability(confidence)}`,
    confirmedByYou: 'Confirmed by you',
    rejectedByYou: (name: string) => `You said that this is not ${name}.`,
    itIs: 'It is after all',
    confirm: 'Confirm',
    reject: 'Not this landmark',
    openAlbum: 'Open album',
    when: 'When',
    whenUnknown: 'Not recorded',
    takenSource: {
      exif: null,
      gps: 'Time from GPS',
      'file-name': 'Date read from the file name',
      'file-time': 'Date of the file; the photo has none',
    },
    where: 'Where',
    camera: 'Camera',
    file: 'File',
    copies: (value: number) => `${formatNumber(value)} copies of this photo`,
    megapixels: (value: number) => `${formatRate(value)} MP`,
    showInFolder: 'Show in folder',
    similar: 'Similar photos',
    noSimilar: 'No similar photos yet.',
    similarLabel: (fileName: string, cosine: number) => `${fileName}, ${formatProbability(Math.max(0, cosine))} alike`,
    didReject: (name: string) => `Noted: this is not ${name}.`,
  },

  failures: {
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
  },

  settings: {
    title: 'Settings',
    folders: 'Folders',
    foldersHint: 'Cairn reads the photos in these folders and everything below them.',
    addFolder: 'Add a folder',
    addSample: 'Add the sample library',
    rescan: 'Look for changes',
    didRescan: 'Looking for changes in your folders.',
    noFolders: 'No folder yet.',
    offline: 'Not connected',
    offlineHint: 'Albums and previews stay. Connect the drive to see the full photos.',
    removeFolder: (label: string) => `Remove ${label}`,
    removeTitle: (label: string) => `Remove “${label}” from Cairn?`,
    removeText:
      'The files stay where they are. What you named, confirmed or took out is remembered, should you add the folder again.',
    remove: 'Remove folder',
    processor: 'Processor',
    processorHint: 'Each processor must pass a test with known photos before Cairn uses it.',
    inUse: 'in use',
    states: {
      starting: 'Starting…',
      ready: 'Ready',
      restarting: 'Restarting…',
      failed: 'Does not run',
    },
    verdicts: {
      passed: 'Passed its test',
      failed: 'Failed its test',
      unavailable: 'Not on this computer',
      untried: 'Not needed',
    },
    providers: {
      cpu: 'Processor (CPU)',
      webgpu: 'Graphics (WebGPU)',
      cuda: 'NVIDIA graphics (CUDA)',
      dml: 'Graphics (DirectML)',
      coreml: 'Apple Neural Engine (Core ML)',
    } as Readonly<Record<string, string>>,
    recognition: 'Recognition',
    model: 'Model',
    atlas: 'Atlas',
    atlasLandmarks: (value: number) => `knows ${count(value, 'landmark', 'landmarks')}`,
    none: 'None',
    data: 'Your data',
    dataHint: 'The catalog with your albums and decisions, and the small previews. Never inside your photo folders.',
    openDataFolder: 'Open folder',
    privacy: 'Privacy',
    privacyText:
      'Cairn has no account, no server and no network access: recognition runs on this computer. Photos are read, never moved or changed.',
    about: 'About',
    version: (version: string) => `Version ${version}`,
  },

  problems: {
    catalogTitle: 'Cairn cannot open your library',
    embedderTitle: 'Recognition does not run',
    embedderText: 'Photos can be looked at, but nothing new is indexed.',
    details: 'See Settings',
    dismiss: 'Dismiss',
    messages: 'Messages',
  },

  decisions: {
    undo: 'Undo',
    nothingTo: { undo: 'There is nothing to undo.', redo: 'There is nothing to redo.' },
    did: {
      undo: (what: string) => `Undone: ${what}`,
      redo: (what: string) => `Redone: ${what}`,
    },
    kinds: {
      rename: 'naming an album',
      confirm: 'confirming photos',
      reject: 'taking photos out of an album',
      move: 'moving photos to another album',
      merge: 'merging two albums',
      split: 'making an album',
      hide: 'hiding an album',
      show: 'showing an album',
      cover: 'choosing a cover',
      link: 'naming a landmark',
      'not-landmark': 'photos that show no landmark',
    } as Readonly<Record<string, string>>,
  },

  keys: {
    title: 'Keyboard shortcuts',
    groups: [
      {
        name: 'Everywhere',
        keys: [
          { keys: ['Ctrl', '1'], does: 'Landmarks' },
          { keys: ['Ctrl', '2'], does: 'Photos' },
          { keys: ['Ctrl', ','], does: 'Settings' },
          { keys: ['Ctrl', 'Z'], does: 'Undo your last decision' },
          { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo it' },
          { keys: ['Alt', '←'], does: 'Back' },
          { keys: ['Esc'], does: 'Clear the selection, or back' },
          { keys: ['?'], does: 'This page' },
        ],
      },
      {
        name: 'In a grid',
        keys: [
          { keys: ['←', '→', '↑', '↓'], does: 'Move' },
          { keys: ['Home', 'End'], does: 'First, last' },
          { keys: ['Page ↑', 'Page ↓'], does: 'One screen' },
          { keys: ['Enter'], does: 'Open' },
          { keys: ['Space'], does: 'Select' },
          { keys: ['Shift', '←', '→'], does: 'Select a range' },
          { keys: ['Ctrl', 'A'], does: 'Select all' },
          { keys: ['C'], does: 'Confirm what is selected' },
          { keys: ['X'], does: 'Not this landmark' },
          { keys: ['F2'], does: 'Rename the album' },
        ],
      },
      {
        name: 'Photo',
        keys: [
          { keys: ['←', '→'], does: 'Previous, next' },
          { keys: ['+', '−'], does: 'Zoom' },
          { keys: ['0'], does: 'Fit to window' },
          { keys: ['1'], does: 'Actual size' },
          { keys: ['Shift', '←', '→', '↑', '↓'], does: 'Move a zoomed photo' },
          { keys: ['C'], does: 'Confirm' },
          { keys: ['X'], does: 'Not this landmark' },
          { keys: ['I'], does: 'Information' },
          { keys: ['Esc'], does: 'Back' },
        ],
      },
    ],
  },
} as const;
