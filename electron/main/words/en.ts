/** @file What the menu bar, dialogs and notifications say in English. */
const numbers = new Intl.NumberFormat('en');

function count(value: number, one: string, many: string): string {
  return `${numbers.format(value)} ${value === 1 ? one : many}`;
}

export const en = {
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    go: 'Go',
    window: 'Window',
    help: 'Help',
    about: 'About Cairn',
    settings: 'Settings…',
    services: 'Services',
    hide: 'Hide Cairn',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    quit: 'Quit Cairn',
    exit: 'Exit',
    addFolder: 'Add Folder…',
    rescan: 'Look for Changes',
    showDataFolder: 'Show Data Folder',
    closeWindow: 'Close Window',
    undo: 'Undo',
    redo: 'Redo',
    history: 'History…',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    landmarks: 'Landmarks',
    review: 'Review',
    photos: 'Photos',
    map: 'Map',
    search: 'Search',
    activity: 'Activity',
    back: 'Back',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    minimize: 'Minimize',
    zoom: 'Zoom',
    bringToFront: 'Bring All to Front',
    keys: 'Keyboard Shortcuts',
  },
  dialogs: {
    addFolderTitle: 'Add a folder of photos',
    addFolder: 'Add Folder',
    failed: 'That did not work.',
    importAtlasTitle: 'Import an atlas pack',
    atlasPack: 'Atlas pack',
    importModelTitle: 'Choose the folder of a model',
    saveBackupTitle: 'Back up the catalog',
    catalogFile: 'Cairn catalog',
    backupName: (day: string) => `Cairn catalog ${day}`,
    restoreTitle: 'Choose a copy of the catalog',
    exportDecisionsTitle: 'Save your decisions',
    importDecisionsTitle: 'Choose a file of decisions',
    decisionsFile: 'Decisions (JSON Lines)',
    decisionsName: (day: string) => `Cairn decisions ${day}`,
  },
  closing: {
    message: 'Cairn is still indexing your photos.',
    detail: 'If you quit now, indexing goes on where it stopped when you open Cairn again.',
    quit: 'Quit',
    keepRunning: 'Keep Running Minimized',
    cancel: 'Cancel',
  },
  crash: {
    message: 'The window of Cairn keeps crashing.',
    detail: (reason: string) =>
      `Reason: ${reason}. Your photos and albums are safe. Details are in the log in Cairn's data folder.`,
    tryAgain: 'Try Again',
    quit: 'Quit',
  },
  notifications: {
    ofAlbum: (photos: number, album: string) => `${count(photos, 'new photo', 'new photos')} of ${album}`,
    inAlbums: (photos: number, albums: number) =>
      `${count(photos, 'new photo', 'new photos')} in ${count(albums, 'album', 'albums')}`,
    ofNothing: (photos: number) => count(photos, 'new photo', 'new photos'),
    ofNothingText: 'None of them shows a landmark that has an album.',
    names: (names: readonly string[], others: number) =>
      others > 0 ? `${names.join(', ')} and ${numbers.format(others)} more` : names.join(', '),
    firstTitle: 'Your albums are ready',
    firstText: (photos: number, albums: number) =>
      `${count(photos, 'photo', 'photos')}, ${count(albums, 'album', 'albums')}`,
  },
} as const;
