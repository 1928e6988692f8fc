/** @file The photo on the stage: what is around it, why it is recognised as it is, what can be decided. */
import type { EvidenceView } from '../../../src/api/views.ts';
import { formatAlternatives, formatDistance, formatNumber, formatProbability } from '../format.ts';

function describeMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return 'less than a minute';
  return whole === 1 ? 'a minute' : `${formatNumber(whole)} minutes`;
}

/** One thing that speaks for or against a landmark. */
function describeEvidence(piece: EvidenceView): string {
  switch (piece.kind) {
    case 'look':
      return 'How it looks';
    case 'gps':
      return piece.logOdds === null
        ? `GPS: taken ${formatDistance(piece.distanceMeters)} away, too far to see it`
        : `GPS: taken ${formatDistance(piece.distanceMeters)} away`;
    case 'estimate':
      return `Probably taken about ${formatDistance(piece.distanceMeters)} away, between photos before and after it`;
    case 'walk':
      return `A photo taken ${describeMinutes(piece.minutes)} before or after shows it`;
    case 'folder':
      return `The folder is called “${piece.words}”`;
    case 'file-name':
      return `The file name says “${piece.words}”`;
    case 'keyword':
      return `A keyword says “${piece.words}”`;
  }
}

export const viewer = {
  tools: 'Tools for this photo',
  filmstrip: 'Photos before and after',
  alone: 'Only the photo',
  panel: 'About this photo',
  infoTab: 'Information',
  whyTab: 'Why',
  showWhy: 'Show why',
  hideWhy: 'Hide why',
  lens: 'Lens and exposure',
  iso: (value: number) => `ISO ${formatNumber(value)}`,
  as35Mm: (length: string) => `${length} equivalent`,
  files: (value: number) => `The same photo lies in ${formatNumber(value)} files`,
  fileOffline: 'Drive not connected',
  fileMissing: 'File not found',
  showInFolderOf: (folder: string) => `Show in folder ${folder}`,
  settings: 'Open settings',
  similar: {
    description:
      'The photos of your library that look most like this one, the most alike first. Select those that belong together.',
    grid: 'Similar photos, the most alike first',
    none: 'No other photo looks like this one.',
    withThis: 'This photo, too',
    label: (photo: string, cosine: number) => `${photo}, ${formatProbability(Math.max(0, cosine))} alike`,
  },
  why: {
    busy: 'Looking for the reasons…',
    takes: 'Cairn takes it for',
    yourWord: (name: string) => `You said that this is ${name}.`,
    withoutYourWord: 'Without your word, from the photo and what is around it:',
    twins: (names: readonly string[]) => `Too much alike to say which: ${formatAlternatives(names)}.`,
    grouped: 'Cairn put it together with photos of yours that look like it',
    noLandmark: 'This does not look like a landmark.',
    notSure: 'It looks like a landmark, but Cairn is not sure enough of any that it knows.',
    isLandmark: 'It shows a landmark',
    none: 'None of those that Cairn knows',
    kinds: {
      screenshot: 'It seems to be a screenshot.',
      document: 'It seems to be a scanned document.',
      artwork: 'It seems to be a picture of a work of art.',
    },
    estimated: (radius: string, place: string | null) =>
      place === null
        ? `It has no position. Photos before and after it say: within ${radius} of a place between theirs.`
        : `It has no position. Photos before and after it say: near ${place}, give or take ${radius}.`,
    keywords: (words: readonly string[]) => `Keywords: ${words.join(', ')}`,
    candidates: 'Landmarks that it could be',
    comparedWith: 'Compared with',
    atlasReference: 'A photo of the atlas',
    atlasNote: 'Photos of the atlas come as numbers only: there is no picture to show.',
    alike: (cosine: number) => `${formatProbability(Math.max(0, cosine))} alike`,
    ownReference: (cosine: number) => `A photo that you confirmed, ${formatProbability(Math.max(0, cosine))} alike`,
    ledger: (name: string) => `What speaks for and against ${name}`,
    evidence: describeEvidence,
    speaks: {
      for: { little: 'speaks a little for it', some: 'speaks for it', much: 'speaks strongly for it' },
      against: { little: 'speaks a little against it', some: 'speaks against it', much: 'speaks strongly against it' },
      out: 'rules it out',
    },
    against: 'Against',
    for: 'For',
    ruledOut: 'Ruled out',
    similar: 'Photos of yours that look alike',
    similarNone: 'No other photo of yours looks alike.',
    similarLabel: (cosine: number, albums: readonly string[]) =>
      [`${formatProbability(Math.max(0, cosine))} alike`, ...albums].join(', '),
    inNoAlbum: 'in no album',
  },
  attention: {
    show: 'Show where the model looked',
    busy: 'Looking where the model looks…',
    legend: 'Bright and warm: where the model looked. Dark: what it passed over.',
    absent: 'This model does not say where it looks.',
    everywhere: 'The model looked at all parts of the photo alike.',
    mostly: (regions: readonly string[]) => `The model looked mostly at the ${regions.join(' and the ')} of the photo.`,
    regions: {
      'top-left': 'upper left',
      top: 'upper middle',
      'top-right': 'upper right',
      left: 'left side',
      middle: 'middle',
      right: 'right side',
      'bottom-left': 'lower left',
      bottom: 'lower middle',
      'bottom-right': 'lower right',
    },
  },
} as const;
