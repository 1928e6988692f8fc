/**
 * @file What kind of picture a file is, as far as its metadata and name tell: a photo, a screenshot, a scanned document, a work of
 * art. A place is never guessed for what is not a photo: where a screenshot was made says nothing of what it shows.
 */

export type PictureKind = 'photo' | 'screenshot' | 'document' | 'artwork';

export interface PictureTraits {
  /** Name of the file without folders. */
  readonly fileName: string;
  readonly cameraMake: string | null;
  readonly cameraModel: string | null;
  /** EXIF Software. */
  readonly software: string | null;
  /** EXIF UserComment; iPhones write "Screenshot" there. */
  readonly comment: string | null;
  /** EXIF FileSource: 1 and 2 are scanners, 3 a digital camera. */
  readonly fileSource: number | null;
  readonly keywords: readonly string[];
  /** XMP packet, or empty. */
  readonly xmp: string;
}

/** How systems and phones name screenshots, in the languages that they speak. */
const screenshotName =
  /screen[ _-]?(?:shot|clip|cap|grab)|bildschirmfoto|captura de (?:pantalla|ecr|tela)|capture d.{1,3}[eé]cran|schermata|schermafbeelding|sk[aä]rmavbild|skjermbilde|sk[aæ]rmbillede|zrzut ekranu|ekran (?:g[oö]r[uü]nt[uü]s[uü]|resmi)|снимок экрана|скриншот|スクリーンショット|屏幕截图|截屏|螢幕|스크린샷|لقطة شاشة/iu;
const documentName =
  /^(?:scan|skan|scanned|scanner|numérisation|digitalizaci[oó]n|fax)(?:[ _-]|\d|\.)|camscanner|adobe scan|office lens/iu;
const scannerMaker = /scan|perfection|scanjet|officejet|lide \d|opticfilm|imagerunner|imageformware/i;
const artworkWords =
  /\b(?:painting|artwork|drawing|engraving|lithograph|watercolou?r|postcard|poster|illustration|gemälde|zeichnung|peinture|dessin|pintura|dipinto)s?\b/iu;

/** The kind; null when nothing tells. */
export function classifyPicture(traits: PictureTraits): PictureKind | null {
  const { fileName, cameraMake, cameraModel, software, comment, fileSource, keywords, xmp } = traits;
  const camera = `${cameraMake ?? ''} ${cameraModel ?? ''}`;
  // https://cv.iptc.org/newscodes/digitalsourcetype: what the makers of a file say of its origin.
  const source = /digitalsourcetype\/([A-Za-z]{3,40})/.exec(xmp)?.[1] ?? '';
  const isOfScreen = source === 'screenCapture' || /^screenshot$/i.test(comment ?? '');
  if (isOfScreen || screenshotName.test(fileName) || /screenshot|snipping|flameshot|spectacle/i.test(software ?? '')) {
    return 'screenshot';
  }
  if (/AlgorithmicMedia$|^digitalArt|^digitalCreation|^print$/.test(source)) return 'artwork';
  if (keywords.some((keyword) => artworkWords.test(keyword))) return 'artwork';
  if (fileSource === 1 || fileSource === 2 || scannerMaker.test(camera) || documentName.test(fileName))
    return 'document';
  if (fileSource === 3 || camera.trim() !== '') return 'photo';
  return null;
}
