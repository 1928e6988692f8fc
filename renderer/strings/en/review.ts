import { formatNumber } from '../format.ts';
import { count, countPhotos } from './counts.ts';

const itOrThem = (value: number): string => (value === 1 ? 'it' : 'them');

export const review = {
  title: 'Review',
  titleOf: (album: string) => `Review ${album}`,
  lead: 'Short questions, the most useful first. Each answer can be undone.',
  open: (value: number) => `${formatNumber(value)} to check`,
  openHint: 'Answer questions about these albums',
  progress: (done: number, total: number) => `${formatNumber(done)} of about ${formatNumber(total)}`,
  progressLabel: 'Questions answered',
  settled: (photos: number) => `${countPhotos(photos)} settled`,
  cardLabel: 'Question',
  yes: 'Yes',
  no: 'No',
  skip: 'Skip',
  undo: 'Undo',
  keys: { yes: 'Y', no: 'N', skip: 'S', undo: 'U', hide: 'H' },
  larger: 'See larger',
  certainty: (probability: string) => `${probability} sure`,
  leaveOut: (index: number, of: number) => `Photo ${formatNumber(index)} of ${formatNumber(of)}`,
  leaveOutHint: 'Click a photo to leave it out of the answer.',
  beside: (album: string) => `Photos of ${album}`,
  asked: 'The photos in question',
  samePlace: {
    named: (album: string, photos: number) => (photos === 1 ? `Is this ${album}?` : `Are these ${album}?`),
    unnamed: (photos: number) => (photos === 1 ? 'Is this the same place?' : 'Are these the same place?'),
    askedTitle: (photos: number) => (photos === 1 ? 'This photo' : `These ${formatNumber(photos)} photos`),
  },
  name: {
    question: 'What is this place?',
    facts: (photos: number, place: string | null) => [countPhotos(photos), place].filter(Boolean).join(' · '),
    suggestions: 'Suggested names',
    none: 'Nothing around these photos suggests a name.',
    sources: { gps: 'nearby', folder: 'from a folder', keyword: 'from keywords', city: 'the city' },
    other: 'Another name…',
    otherNew: (name: string) => `Name it “${name}”`,
    otherHint: 'Type a name. If an album has it already, these photos join that album.',
    notLandmark: 'Not a landmark',
    hide: 'Hide',
  },
  regroup: {
    merge: 'Are these two the same place?',
    move: (photos: number, album: string) =>
      photos === 1
        ? `Does this photo belong to ${album}?`
        : `Do these ${formatNumber(photos)} photos belong to ${album}?`,
    split: (album: string) => `Does ${album} hold two places?`,
    mergeResult: (from: string, into: string, photos: number) =>
      `Yes makes one album of both: ${countPhotos(photos)} of ${from} move to ${into}. No keeps two albums.`,
    moveResult: (from: string, into: string, photos: number) =>
      `Yes moves ${countPhotos(photos)} from ${from} to ${into}. No leaves ${itOrThem(photos)} where ${photos === 1 ? 'it is' : 'they are'}.`,
    splitResult: (album: string, photos: number) =>
      `Yes gives ${countPhotos(photos)} an album of their own. No leaves ${itOrThem(photos)} in ${album}.`,
    leaving: 'Would move',
    staying: 'Would stay',
  },
  doubtful: {
    question: (album: string) => `Is this really ${album}?`,
    explanation: 'You confirmed it, but it does not look like the other photos there.',
    keep: 'Yes, keep it',
    takeOut: 'No, take it out',
  },
  did: {
    confirmed: (photos: number, album: string) => `${countPhotos(photos)} confirmed in ${album}.`,
    rejected: (photos: number, album: string) => `${countPhotos(photos)} taken out of ${album}.`,
    named: (album: string, photos: number) => `${countPhotos(photos)} ${photos === 1 ? 'is' : 'are'} now in ${album}.`,
    notLandmark: (photos: number) => `${countPhotos(photos)} will not be asked about again.`,
    hidden: (album: string) => `${album} is hidden.`,
    merged: (from: string, into: string) => `${from} is now part of ${into}.`,
    moved: (photos: number, album: string) => `${countPhotos(photos)} moved to ${album}.`,
    split: (photos: number, album: string) =>
      `${countPhotos(photos)} of ${album} ${photos === 1 ? 'has' : 'have'} an album of their own.`,
    dismissed: 'Left as it is.',
    kept: (album: string) => `Kept in ${album}.`,
    skipped: 'Skipped.',
    undone: 'Taken back.',
    redone: 'Done again.',
    joined: (photos: number, album: string) =>
      `${count(photos, 'more photo', 'more photos')} joined ${album} by ${photos === 1 ? 'itself' : 'themselves'}.`,
  },
  changed: 'This has changed meanwhile. On with the next question.',
  end: {
    title: 'All reviewed',
    nothing: 'There is nothing to ask right now. Questions appear here when new photos come in.',
    did: (answers: number, photos: number) => `${count(answers, 'answer', 'answers')} settled ${countPhotos(photos)}.`,
    joined: (photos: number) =>
      `${count(photos, 'more photo', 'more photos')} joined albums by ${photos === 1 ? 'itself' : 'themselves'}.`,
    skipped: (value: number) => `${count(value, 'question', 'questions')} skipped.`,
    seeSkipped: (value: number) => (value === 1 ? 'Look at it again' : `Look at the ${formatNumber(value)} again`),
    landmarks: 'See the landmarks',
    history: 'See what was decided',
    incomplete: 'Cairn could not compare albums yet; it asks about that later.',
  },
  busyTitle: 'Cairn is still looking',
  busyText: 'Questions appear here as soon as albums do. You can look around meanwhile.',
} as const;
