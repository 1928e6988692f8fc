/** @file Metadata of Canon's CR3: each EXIF directory is a TIFF structure of its own in a box of Canon's. */
import { findIsoBox, listIsoBoxes } from './iso-media-boxes.ts';
import { readExifDirectories, type ExifDirectories } from './photo-metadata.ts';

/** The uuid of Canon's box inside `moov`. */
const canonUuid = '85c0b687820f11e08111f4ce462b6a48';

/** Reads CMT1 (image), CMT2 (EXIF) and CMT4 (GPS); null when `file` is no CR3. */
export function readCanonDirectories(file: Buffer): ExifDirectories | null {
  const moov = findIsoBox(listIsoBoxes(file), 'moov');
  if (moov === null) return null;
  const canon = listIsoBoxes(moov).find(
    ({ type, content }) => type === 'uuid' && content.toString('hex', 0, 16) === canonUuid,
  );
  if (canon === undefined) return null;
  const boxes = listIsoBoxes(canon.content.subarray(16));
  const readFirst = (type: string): ExifDirectories['image'] => readExifDirectories(findIsoBox(boxes, type)).image;
  return { image: readFirst('CMT1'), exif: readFirst('CMT2'), gps: readFirst('CMT4') };
}
