import { formatBytes, formatDateTime, formatNumber } from '../format.ts';
import { count, countPhotos } from './counts.ts';

export const preferences = {
  sectionsLabel: 'Sections of the settings',
  sections: {
    folders: 'Folders',
    processor: 'Processor',
    pace: 'How hard Cairn works',
    packs: 'Models and atlases',
    privacy: 'Privacy',
    backup: 'Backup',
    general: 'Language and theme',
    keys: 'Keys',
    about: 'About',
  },
  folders: {
    lastSeen: (atMs: number) => `Last seen ${formatDateTime(atMs)}.`,
    dropHint: 'You can also drop a folder anywhere onto this window.',
    didAdd: (label: string) => `Added “${label}”. Cairn looks through it now.`,
    drop: 'Drop the folder to add it',
    dropText: 'Cairn reads the photos in it and everything below. Nothing is moved or changed.',
  },
  processor: {
    hint: 'Every processor must compute known photos rightly, and faster than the CPU, before Cairn uses it.',
    inUseNow: (name: string) => `In use: ${name}`,
    noneInUse: 'No processor is in use.',
    noGpu:
      'This computer has no graphics processor that Cairn can use. The CPU does everything: slower, with the same albums.',
    fellBack: (name: string) =>
      `${name} did not pass its test, so Cairn works with the CPU. Your choice is kept, in case a new driver mends it.`,
    choice: 'Use',
    auto: 'Automatic',
    autoHint: 'The fastest one that passes its test.',
    onlyHint: 'Where it does not pass its test, the CPU takes over.',
    cpuHint: 'Slower, and always there.',
    tests: 'How the tests went',
    testAgain: 'Test again',
    testing: 'Cairn tests the processors. Photos are indexed again in a moment.',
  },
  pace: {
    hint: 'How much of the computer indexing may take.',
    label: 'Pace',
    quiet: 'Quiet',
    quietHint: 'A quarter of the processor, with breaks. Fans stay still; a large library takes a few times longer.',
    balanced: 'Balanced',
    balancedHint: 'As fast as the computer is free. Whatever you do comes first.',
    fast: 'Fast',
    fastHint: 'Everything for Cairn. Other programs may become slower until it is done.',
    battery: 'Pause on battery',
    batteryHint: 'Indexing waits while the computer is not plugged in, and goes on by itself.',
    changing: 'Cairn changes its pace after the photos that are under way.',
  },
  packs: {
    hint: 'The model turns photos into numbers that can be compared. Atlases know what landmarks look like to it.',
    models: 'Model',
    atlases: 'Atlases',
    inUse: 'in use',
    bundled: 'part of Cairn',
    installed: 'installed',
    gone: 'not installed any more',
    modelFacts: (sizeBytes: number, photos: number) =>
      `${formatBytes(sizeBytes)}, ${countPhotos(photos)} looked at with it`,
    atlasFacts: (landmarks: number, sizeBytes: number) =>
      `${count(landmarks, 'landmark', 'landmarks')}, ${formatBytes(sizeBytes)}`,
    licence: (licence: string) => `Licence: ${licence}`,
    use: 'Use',
    useNamed: (name: string) => `Use ${name}`,
    stopUsing: 'Stop using',
    stopNamed: (name: string) => `Stop using ${name}`,
    remove: (name: string) => `Remove ${name}`,
    importAtlas: 'Import an atlas pack…',
    importModel: 'Use another model…',
    importTitle: 'Import an atlas pack?',
    importText:
      'A pack can only add names: it cannot read your photos and nothing of yours goes into it. But its names are taken on trust, so use packs of people whom you trust. A pack must be made for the model in use. Cairn checks a copy of it before it is used.',
    importGo: 'Choose a file…',
    modelTitle: 'Use another model?',
    modelText:
      'Cairn checks a copy of the model in a process of its own. When it passes, every photo is looked at again, which takes as long as the first time. Your albums and decisions stay meanwhile.',
    modelGo: 'Choose a folder…',
    didImport: (name: string, landmarks: number) =>
      `${name} is in use: ${count(landmarks, 'landmark', 'landmarks')}. All photos are looked up again.`,
    didUse: 'Changed. All photos are looked up again.',
    didRemove: (name: string) => `Removed ${name}. Albums that it named stay.`,
    modelRefused: 'The model was not taken:',
    didUseModel: (name: string, toEmbed: number) =>
      toEmbed === 0 ? `${name} is in use.` : `${name} is in use. ${countPhotos(toEmbed)} are looked at with it now.`,
    checking: 'Checking…',
  },
  privacy: {
    promise: 'Nothing leaves this computer.',
    text: 'Cairn has no account, no server and no use for a network: recognition runs here, and photos are read, never moved, changed or uploaded.',
    countTitle: 'Requests to the network since Cairn was started',
    countText: (local: number) =>
      `${count(local, 'request', 'requests')} of this window went to Cairn’s own page and your photos, inside the program.`,
    since: (atMs: number) => `Counted since ${formatDateTime(atMs)}`,
    blocked: (target: string) => `The last one, refused: ${target}`,
    howTitle: 'How this is kept',
    how: [
      'The window may load Cairn’s own page and your photos. A filter refuses every other address, and counts it.',
      'The page’s security policy forbids connections, frames and foreign code.',
      'Services of the browser engine that would reach for a server (updates, spell checker, proxies, reports) are switched off, and no name of the internet resolves.',
      'The recognition’s own reporting is switched off before it starts.',
      'Tests of Cairn fail when a single socket is opened.',
    ],
    dataTitle: 'Where your data lies',
    dataText:
      'The catalog with your albums and decisions, and small previews. Other people with an account on this computer cannot read it. Deleting the folder deletes all that Cairn knows; your photos are not in it.',
    packTitle: 'What an atlas pack that you give away tells',
    packText:
      'A pack of your confirmed landmarks holds no photos, but the names of your albums and vectors of your photos. Whoever has a photo of a place can find out that it is in the pack, whoever has one of these very photos can find out that it is yours, and rough pictures can be made from vectors.',
    packNote: 'Cairn makes one only when you ask for it (“cairn atlas export”), and sends it nowhere.',
    notificationText: 'Notifications are shown by your system, on this computer.',
  },
  backup: {
    decisionsTitle: 'Your decisions',
    decisionsText:
      'Every name, confirmation, rejection, merge and cover that is yours, as a text file. Photos are named by their content in it, so that the file fits the same photos on another computer.',
    exportDecisions: 'Save to a file…',
    importDecisions: 'Read from a file…',
    didExport: (value: number) => `Saved ${count(value, 'decision', 'decisions')}.`,
    didImport: (made: number, known: number, awaited: number, refused: number) =>
      [
        `Made ${count(made, 'decision', 'decisions')}`,
        known > 0 ? `${formatNumber(known)} were here already` : null,
        awaited > 0 ? `${formatNumber(awaited)} wait for photos that are not here yet` : null,
        refused > 0 ? `${formatNumber(refused)} could not be used` : null,
      ]
        .filter((part) => part !== null)
        .join('; ')
        .concat('.'),
    sidecarsTitle: 'For other programs',
    sidecarsText:
      'Names, photos that you confirmed and favourites, as one XMP file for each photo, in a folder that you choose. Nothing is written beside your photos or into them.',
    writeSidecars: 'Write XMP files…',
    replaceSidecars: 'Replace files that are there',
    didWriteSidecars: (written: number, unchanged: number, kept: number, left: number) =>
      [
        `Wrote ${count(written, 'file', 'files')}`,
        unchanged > 0 ? `${formatNumber(unchanged)} were there already` : null,
        kept > 0 ? `${formatNumber(kept)} that say something else were left alone` : null,
        left > 0 ? `${formatNumber(left)} could not be written` : null,
      ]
        .filter((part) => part !== null)
        .join('; ')
        .concat('.'),
    catalogTitle: 'The whole catalog',
    catalogText:
      'Everything that Cairn knows: albums, decisions, and what it learned of each photo. Previews are made again.',
    save: 'Back up to a file…',
    didSave: (name: string, photos: number, decisions: number, sizeBytes: number) =>
      `“${name}” holds ${countPhotos(photos)} and ${count(decisions, 'decision', 'decisions')} (${formatBytes(sizeBytes)}). It was read back whole.`,
    restoreFile: 'Restore from a file…',
    copiesTitle: 'Copies that Cairn keeps',
    copiesText:
      'Made by themselves once a day when something has changed, before a new version changes the catalog, and before a copy is restored. The last three stay, and one a week before them.',
    noCopies: 'There is none yet.',
    kinds: {
      automatic: 'Made by itself',
      update: 'Before an update of Cairn',
      restore: 'Before a copy was restored',
      damaged: 'Damaged catalog, kept aside',
    },
    copyFacts: (atMs: number, sizeBytes: number) => `${formatDateTime(atMs)}, ${formatBytes(sizeBytes)}`,
    restore: 'Restore',
    restoreNamed: (atMs: number) => `Restore the copy of ${formatDateTime(atMs)}`,
    restoreTitle: 'Restore this copy?',
    restoreText:
      'The catalog becomes that of the copy. The one of now is kept as a copy of its own, so that you can come back. Cairn checks the copy first, then opens it; photos that are newer are found again by themselves.',
    replay: 'Make again what I decided since',
    restoreGo: 'Restore',
    restoring: 'Checking the copy…',
    brokenTitle: 'Copies that you can go back to',
    brokenText: 'The damaged catalog is kept beside the others. Your photos are untouched in any case.',
    brokenNone: 'There is no copy. With a backup of your own, restore from that file.',
  },
  general: {
    language: 'Language',
    system: 'As the system',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    notifications: 'Notifications',
    notify: 'Tell me of new photos',
    notifyHint: 'When indexing ends while you do something else. A click opens the album.',
  },
  about: {
    text: 'A photo organizer that finds the landmarks in your own photos, on your own computer.',
    licence: 'Free software under the Apache License 2.0. What it is made of is listed in THIRD_PARTY.md.',
  },
} as const;
