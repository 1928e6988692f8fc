/**
 * @file Keywords that a person or a program wrote into a file: XMP dc:subject (XMP specification, part 1, section 8.3), IPTC-IIM 2:25
 * (IIM 4.2, section 6) and the XPKeywords of Windows.
 *
 * All of it comes from the file and may lie: nothing here throws, and everything is bounded.
 */

/** Blocks of text beside the EXIF block; null where the file has none. */
export interface EmbeddedTexts {
  /** XMP packet, UTF-8. */
  readonly xmp: Buffer | null;
  /** IPTC-IIM datasets, alone or within Photoshop's image resources. */
  readonly iptc: Buffer | null;
}

export const noTexts: EmbeddedTexts = { xmp: null, iptc: null };

const maxKeywords = 64;
const maxKeywordLength = 100;
/** Longer packets carry pictures or histories; subjects come early. */
const maxXmpBytes = 256 * 1024;
const maxDatasets = 512;

/** Distinct keywords of all three, in their order, one line each. `windows`: bytes of EXIF tag 0x9c9e. */
export function readKeywords({ xmp, iptc }: EmbeddedTexts, windows: Buffer | null): string[] {
  const found = new Set<string>();
  const written = [
    ...(xmp === null ? [] : readXmpSubjects(readXmpText(xmp))),
    ...(iptc === null ? [] : readIptcKeywords(iptc)),
    ...(windows === null ? [] : windows.toString('utf16le', 0, Math.min(windows.length & ~1, 8192)).split(/[;\0]/)),
  ];
  for (const keyword of written) {
    // \p{Cs}: half a character, which an entity can name.
    const cleaned = keyword.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffd]+/gu, ' ').trim();
    if (cleaned !== '' && cleaned.length <= maxKeywordLength && found.size < maxKeywords) found.add(cleaned);
  }
  return [...found];
}

/** The part of an XMP packet that is looked at. */
export function readXmpText(xmp: Buffer): string {
  return xmp.toString('utf8', 0, Math.min(xmp.length, maxXmpBytes));
}

function readXmpSubjects(xmp: string): string[] {
  return readXmpBag(xmp, 'dc:subject').concat(
    // "Places|France|Eiffel Tower" of Lightroom: each level is a keyword.
    readXmpBag(xmp, 'lr:hierarchicalSubject').flatMap((path) => path.split('|')),
  );
}

/** Items of a bag or sequence. Prefixes are those that every program writes. */
function readXmpBag(xmp: string, name: string): string[] {
  const start = xmp.indexOf(`<${name}`);
  const end = start < 0 ? -1 : xmp.indexOf(`</${name}>`, start);
  if (end < 0) return [];
  const parts = xmp
    .slice(start, end)
    .split('<rdf:li', maxKeywords + 1)
    .slice(1);
  return parts.flatMap((part) => {
    const from = part.indexOf('>') + 1;
    const to = part.indexOf('</rdf:li>', from);
    return from === 0 || to < 0 ? [] : [decodeEntities(part.slice(from, to))];
  });
}

const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return namedEntities[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

function readIptcKeywords(block: Buffer): string[] {
  const datasets = findIptcDatasets(block);
  const keywords: Buffer[] = [];
  let isUtf8 = false;
  let at = datasets.indexOf(0x1c);
  for (let read = 0; read < maxDatasets && at >= 0 && at + 5 <= datasets.length && datasets[at] === 0x1c; read++) {
    const [record, dataset] = [datasets[at + 1], datasets[at + 2]];
    const length = datasets.readUInt16BE(at + 3);
    // The highest bit says that the length itself is long: no keyword is.
    if (length >= 0x8000 || at + 5 + length > datasets.length) break;
    const value = datasets.subarray(at + 5, at + 5 + length);
    if (record === 1 && dataset === 90) isUtf8 = value.toString('latin1') === '\x1b%G';
    if (record === 2 && dataset === 25) keywords.push(value);
    at += 5 + length;
  }
  return keywords.map((value) => decodeText(value, isUtf8));
}

/** Without a declared character set most programs write UTF-8 nevertheless, old ones Latin-1. */
function decodeText(value: Buffer, isUtf8: boolean): string {
  const text = value.toString('utf8');
  return isUtf8 || !text.includes('\ufffd') ? text : value.toString('latin1');
}

/** Image resource 0x0404 of a Photoshop block (Adobe Photoshop file formats, image resource blocks), or the block itself. */
function findIptcDatasets(block: Buffer): Buffer {
  let at = block.indexOf('8BIM', 0, 'latin1');
  if (at < 0 || at > 64) return block;
  for (let resources = 0; resources < maxDatasets && at + 12 <= block.length; resources++) {
    if (block.toString('latin1', at, at + 4) !== '8BIM') break;
    const id = block.readUInt16BE(at + 4);
    const nameBytes = 1 + (block[at + 6] ?? 0);
    const sizeAt = at + 6 + nameBytes + (nameBytes % 2);
    if (sizeAt + 4 > block.length) break;
    const size = block.readUInt32BE(sizeAt);
    if (sizeAt + 4 + size > block.length) break;
    if (id === 0x0404) return block.subarray(sizeAt + 4, sizeAt + 4 + size);
    at = sizeAt + 4 + size + (size % 2);
  }
  return block.subarray(0, 0);
}
