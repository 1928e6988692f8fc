import { formatNumber, formatProbability, formatRate } from '../format.ts';

function describeCertainty(confidence: number): string {
  if (confidence >= 0.9) return 'Very sure';
  if (confidence >= 0.7) return 'Fairly sure';
  return 'Perhaps';
}

export const photo = {
  label: (parts: readonly (string | null)[]) => ['Photo', ...parts.filter((part) => part !== null)].join(', '),
  noDate: 'no date',
  confirmed: 'confirmed',
  favourite: 'favourite',
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
  similar: 'Similar photos',
  noSimilar: 'No similar photos yet.',
  similarLabel: (fileName: string, cosine: number) => `${fileName}, ${formatProbability(Math.max(0, cosine))} alike`,
} as const;
