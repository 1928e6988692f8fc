/** @file From what libvips and its codecs say to words for the person. */
import { failContent, PhotoFailure } from './photo-failure.ts';

const explanations: readonly (readonly [RegExp, string])[] = [
  [
    /exceeds pixel limit|too many pixels|dimensions? (?:too|exceed)|image is too (?:large|big)/i,
    'The image is too large to be read safely.',
  ],
  [
    /premature end|truncated|end of (?:stream|file|image|input)|not enough data|read error|short read|no more data/i,
    'The file is cut off: part of the image is missing.',
  ],
  [/unsupported image format|not a known file format/i, 'The content is not an image that Cairn can read.'],
];

/** Turns an error of sharp into a PhotoFailure; a PhotoFailure passes through. */
export function explainDecoderError(error: unknown): PhotoFailure {
  if (error instanceof PhotoFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  // A busy machine is as likely a cause as a bad file; main tries a few times.
  if (/timeout/i.test(message)) return new PhotoFailure('Decoding took too long.', { isTransient: true, cause: error });
  if (/memory|allocat/i.test(message)) {
    return new PhotoFailure('There is not enough memory to decode this photo now.', {
      isTransient: true,
      cause: error,
    });
  }
  // What a codec says of broken data helps nobody who has the photo, and may hold bytes of the file.
  const known = explanations.find(([pattern]) => pattern.test(message));
  return failContent(known === undefined ? 'The image data is broken.' : known[1], error);
}
