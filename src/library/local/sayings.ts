/**
 * @file What the library says to a person, in English, where a window can show it.
 *
 * [Note: sayings] Reasons are kept in the catalog, cross processes and are printed by the command line: they are English text. A
 * window in another language knows them by these patterns again and says them its own way; what it does not know stays English.
 * `{number}` and `{count}` stand for digits, everything else for any text, which may be a saying itself. A test holds the patterns to
 * the source, so that a reworded reason is noticed.
 */
export const sayings = {
  // Names that Cairn makes up.
  unnamed: 'Unnamed landmark',
  unnamedNumber: 'Unnamed landmark {number}',
  unnamedNear: 'Unnamed landmark near {city}',
  unnamedNearNumber: 'Unnamed landmark near {city} {number}',

  // What is not there any more.
  albumGone: 'This album is not in the library (any more).',
  photoGone: 'This photo is not in the library (any more).',
  folderGone: 'This folder is not in the library (any more).',
  sampleGone: 'The sample library is not part of this installation.',
  proposalGone: 'The albums have changed since this was proposed. Ask for proposals again.',
  noAlbum: 'There is no album {id}.',
  noPhoto: 'There is no photo {id}.',
  noLandmark: 'There is no landmark "{name}".',
  notInAlbum: 'The photo {photo} is not in the album {album}.',
  inAlbumAlready: 'The photos are in this album already.',
  mergeWithItself: 'An album cannot be merged with itself.',
  splitOfNothing: 'Say which photos the new album is of.',
  nameLength: 'A name has between 1 and {number} characters.',

  // Folders.
  ownFolder: "{folder} is Cairn's own data folder; it holds no photos of yours.",
  duplicateFolder: '{folder} has been added already.',
  insideOther: '{folder} lies inside {other}, which has been added already.',
  holdsOther: '{folder} holds {other}, which has been added already. Remove that folder first to add this one.',
  notAFolder: '{folder} is not a folder. Choose the folder that holds the photos.',
  folderAbsent: 'The folder {folder} does not exist. Check its name, and that its drive is connected.',
  folderUnreadable: 'The folder {folder} cannot be read ({code}). Check its permissions.',
  dataFolderUnopened: 'The folder {folder} cannot be opened: {problem}',

  notADroppedFolder: 'Drop a folder: Cairn looks through folders of photos.',
  notOpened: 'Cairn opens folders of photos, and atlas packs (.cairn-atlas).',

  // Copies of the catalog, files of decisions, models.
  copyDamaged: 'This copy is damaged and was not used ({detail}).',
  copyGone: 'This copy is not there any more.',
  sidecarsInside:
    '{folder} lies in {root}, which holds your photos: nothing is written there. Choose a folder outside.',
  catalogNotDamaged: 'The catalog is not damaged.',
  copyOfItself: 'This is the catalog itself. Choose another name for the copy.',
  copyNoRoom: 'There is not enough room for the copy. Free some space and try again.',
  catalogInUse: 'Another Cairn is using the catalog in {folder}. Close it and try again.',
  catalogInUseBy: 'Another Cairn (process {id}) is using the catalog in {folder}. Close it and try again.',
  driveFull: "The drive with Cairn's own data is full, so this was not stored. Free some space and try again.",
  copyUnreadable: 'The copy cannot be read or put in place ({code}). Nothing was changed.',
  fileUnwritten: 'The file cannot be written ({code}). Choose another place for it.',
  noDecisions: 'This file cannot be read, or is no file of decisions.',
  modelGone: 'This model is not installed any more. Install it again from its folder.',
  modelInUse: 'This model is in use. Use another one first.',

  // Photos that cannot be shown or read.
  fileNotThere: 'This file is not there now. Connect its drive and try again.',
  photoNotThere: 'This photo is not there now. Connect its drive and try again.',
  photoUnreadableNow: 'This photo cannot be read now.',
  photoNotIndexed: 'This photo is not indexed yet.',
  fileGone: 'The file is no longer there.',
  fileForbidden: 'There is no permission to read the file. Allow reading it, then try again.',
  fileHeld: 'Another program holds the file. Close it, then try again.',
  driveError: 'The drive reported a read error. Check the drive, then try again.',
  driveAbsent: 'The drive is not connected. Connect it, then try again.',
  networkDriveAbsent: 'The network drive is not connected. Connect it, then try again.',
  networkDriveSilent: 'The network drive does not answer. Connect it, then try again.',
  tooManyFiles: 'Too many files are open. Try again later.',
  pathTooLong: 'The path of the file is too long for this system. Move it to a shorter path.',
  fileUnreadable: 'The file cannot be read ({code}).',
  fileChanging: 'The file changed while it was read. It is read again later.',
  fileChanged: 'The file has changed since it was indexed.',
  decodingSlow: 'Decoding took longer than {number} seconds.',
  decodingTooSlow: 'Decoding took too long.',
  readingSlow: 'Reading and decoding took longer than {number} seconds.',
  memoryShort: 'There is not enough memory to decode this photo now.',
  heicStructure: 'The HEIC structure of the file is broken.',
  heicData: 'The HEIC image data is broken or of an unsupported kind.',
  imageBroken: 'The image data is broken.',
  imageCut: 'The file is cut off: part of the image is missing.',
  imageUnknown: 'The content is not an image that Cairn can read.',
  imageTooLarge: 'The image is too large to be read safely.',
  imagePixels: 'The image declares {width} x {height} pixels, more than can be read safely.',
  imageManyPixels: 'The image declares more pixels than can be read safely.',
  fileEmpty: 'The file is empty (0 bytes).',
  fileTooLarge: 'The file is too large ({size} GiB; photos of up to 1 GiB are read).',
  fileIrregular: 'This is not a regular file.',
  heicGaveUp: 'The HEIC decoder gave up on this file.',
  rawWithoutPreview: 'The raw file holds no preview image that can be shown.',
  catalogRefused: 'The catalog refused what was read from this photo ({code}).',
  indexingFailed: 'Indexing failed ({detail}).',
  thumbnailUnwritten: 'The thumbnail cannot be written ({code}). Check the free space of the drive.',

  // The indexer and the processors.
  indexerNotStarted: 'The indexer has not started yet.',
  indexerDidNotStart: 'The indexer did not start.',
  indexerSilent: 'The indexer gave no answer.',
  indexerStopped:
    'The indexer stopped {number} times in a row, so Cairn does not start it again by itself. Restart Cairn; if it happens again, run "cairn doctor" and report what it prints.',
  closing: 'Cairn is closing.',
  modelMissing: 'The bundled model is missing; install Cairn again.',
  modelUnusable: '{file} cannot be used; install the model again.',
  cudaMissing: 'The libraries for CUDA are not installed.',
  noGraphics: 'This computer shows no graphics processor.',
  noTrialFolder: 'There is no folder to remember the result of a trial in.',
  betterPassed: 'A better one passed.',
  wrongEmbeddings: 'It computes wrong embeddings (cosine {cosine}).',
  slower: 'It is slower than the processor ({times}).',
  trialUnfinished: 'It did not finish its trial in {number} seconds.',
  driverEnded: 'Its driver ended the process when it was tried.',
  providerLost: 'It stopped working while photos were indexed ({detail}).',
  providerLostOften: 'It stopped working {number} times while photos were indexed.',
  providerEnded: 'The indexer stopped while it computed. It is tried again when Cairn is started again.',
  agreesOn: 'Cosine {cosine}, {number} threads.',

  // Proposals of another grouping.
  onePhoto: '1 photo',
  photos: '{number} photos',
  proposedMerge:
    '"{from}" ({photos}) and "{album}" look like one place: {number} photos of "{album}" are grouped with it.',
  proposedMove: '{photos} of "{from}" {look} like "{album}", with {number} photos there.',
  proposedSplit: '"{album}" seems to hold two places: {photos} {look} alike and unlike {number} others.',
  proposedJoin: '{photos} may belong to "{album}", not surely enough to be put there without you.',

  // Why a name is proposed.
  withinReach: '{taken} about {distance} away, within its reach: {share}{among}',
  taken: 'taken',
  probablyTaken: 'probably taken',
  thatHaveGps: ' that have GPS',
  folderSays: 'folder "{text}": {share}',
  keywordSays: 'keyword "{text}": {share}',
  takenNear: '{probably}taken near {place}',
  probably: 'probably ',
  oneOfOne: 'the one photo',
  bothPhotos: 'both photos',
  allPhotos: 'all {number} {photos}',
  somePhotos: '{some} of {number} {photos}',
} as const satisfies Readonly<Record<string, string>>;

export type SayingKey = keyof typeof sayings;
