/** @file What a HEIC file says around its pixels: EXIF block, colour space, size (ISO/IEC 23008-12; 14496-12 section 8.11). */
import { ByteReader, findIsoBox, listIsoBoxes, type IsoBox } from './iso-media-boxes.ts';

export interface HeifItems {
  /** TIFF structure of the EXIF item. */
  readonly exif: Buffer | null;
  /** XMP packet. */
  readonly xmp: Buffer | null;
  readonly iccProfile: Buffer | null;
  /** Colour primaries by ITU-T H.273 (1: sRGB, 12: Display P3) when no profile is embedded. */
  readonly primaries: number | null;
  /** Largest declared size of any image item, before turning: what a decoder may have to allocate. */
  readonly declaredPixels: number;
}

const none: HeifItems = { exif: null, xmp: null, iccProfile: null, primaries: null, declaredPixels: 0 };

/** Item ids of one type, from the item information box. */
function findItemIds(iinf: Buffer, type: string): Set<number> {
  const reader = new ByteReader(iinf);
  const version = reader.readUint(1);
  const entries = listIsoBoxes(iinf.subarray(version === 0 ? 6 : 8));
  const ids = new Set<number>();
  for (const { type: boxType, content } of entries) {
    const entry = new ByteReader(content);
    const entryVersion = boxType === 'infe' ? entry.readUint(1) : 0;
    if (entryVersion < 2) continue;
    entry.readUint(3);
    const id = entry.readUint(entryVersion === 2 ? 2 : 4);
    entry.readUint(2);
    if (entry.readType() === type) ids.add(id);
  }
  return ids;
}

/** Byte range in the file of the first item of `ids` that lies there in one piece (item location box). */
function locateItem(iloc: Buffer, ids: ReadonlySet<number>): { offset: number; length: number } | null {
  const reader = new ByteReader(iloc);
  const version = reader.readUint(1);
  reader.readUint(3);
  const sizes = reader.readUint(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const count = reader.readUint(version < 2 ? 2 : 4);
  const extentBytes = indexSize + offsetSize + lengthSize;
  for (let item = 0; item < count; item += 1) {
    const id = reader.readUint(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : reader.readUint(2) & 15;
    reader.readUint(2);
    const base = reader.readUint(baseSize);
    const extents = reader.readUint(2);
    // Extents of no bytes would be counted without ever reaching the end of the box.
    if (!ids.has(id) || method !== 0 || extents !== 1) {
      reader.skip(extents * extentBytes);
      continue;
    }
    reader.readUint(indexSize);
    const offset = base + reader.readUint(offsetSize);
    return { offset, length: reader.readUint(lengthSize) };
  }
  return null;
}

/** Bytes of the first item of a type that lies in one piece. */
function readItem(file: Buffer, boxes: readonly IsoBox[], type: string): Buffer | null {
  const iinf = findIsoBox(boxes, 'iinf');
  const iloc = findIsoBox(boxes, 'iloc');
  if (iinf === null || iloc === null) return null;
  const range = locateItem(iloc, findItemIds(iinf, type));
  if (range === null || range.length < 12 || range.offset + range.length > file.length) return null;
  return file.subarray(range.offset, range.offset + range.length);
}

function readExifItem(file: Buffer, boxes: readonly IsoBox[]): Buffer | null {
  const item = readItem(file, boxes, 'Exif');
  if (item === null) return null;
  // The item begins with the distance to the TIFF header, over an optional "Exif\0\0".
  const start = 4 + item.readUInt32BE(0);
  return start < item.length ? item.subarray(start) : null;
}

/** Reads the boxes of a whole HEIC file; what cannot be read is absent. */
export function readHeifItems(file: Buffer): HeifItems {
  const meta = findIsoBox(listIsoBoxes(file), 'meta');
  if (meta === null || meta.length < 4) return none;
  try {
    const boxes = listIsoBoxes(meta.subarray(4));
    const iprp = findIsoBox(boxes, 'iprp');
    const ipco = iprp === null ? null : findIsoBox(listIsoBoxes(iprp), 'ipco');
    const properties = ipco === null ? [] : listIsoBoxes(ipco);
    const colours = properties.filter(({ type, content }) => type === 'colr' && content.length >= 6);
    const kindOf = ({ content }: IsoBox): string => content.toString('latin1', 0, 4);
    const profile = colours.find((box) => kindOf(box) === 'prof' || kindOf(box) === 'rICC');
    const nclx = colours.find((box) => kindOf(box) === 'nclx');
    const sizes = properties
      .filter(({ type, content }) => type === 'ispe' && content.length >= 12)
      .map(({ content }) => content.readUInt32BE(4) * content.readUInt32BE(8));
    return {
      exif: readExifItem(file, boxes),
      // Of the MIME items a photo has only XMP.
      xmp: readItem(file, boxes, 'mime'),
      iccProfile: profile?.content.subarray(4) ?? null,
      primaries: nclx?.content.readUInt16BE(4) ?? null,
      declaredPixels: Math.max(0, ...sizes),
    };
  } catch (error) {
    // Only a box that ends early: whatever follows is unusable, the decoder will say whether the pixels are.
    if (error instanceof RangeError) return none;
    throw error;
  }
}
