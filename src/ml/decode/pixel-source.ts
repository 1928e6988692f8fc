/** @file Opens a photo of any format as something whose pixels can be asked for at any size. */
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { readCanonDirectories } from './canon-metadata.ts';
import { convertGamutToSrgb, type NamedGamut } from './convert-gamut.ts';
import { decodeLimits } from './decode-limits.ts';
import { explainDecoderError } from './explain-decoder-error.ts';
import type { HeifDecoder } from './heif-decoder.ts';
import { readHeifItems } from './heif-items.ts';
import { addJpegOrientation } from './jpeg-header.ts';
import type { EmbeddedTexts } from './keywords.ts';
import { failContent } from './photo-failure.ts';
import type { PhotoFormat } from './photo-format.ts';
import { isAdobeRgbByDcf, readExifDirectories, readOrientation, type ExifDirectories } from './photo-metadata.ts';
import { findLargestPreview } from './raw-preview.ts';
import type { RgbImage } from './rgb-image.ts';
import { readTiffBytes } from './tiff-directory.ts';
import { wrapAsTiff } from './tiff-wrapper.ts';

/** Colour space of the pixels that sharp hands out: a profile inside a container is applied by sharp itself. */
type SourceColour = 'srgb' | NamedGamut | { readonly iccProfile: Buffer };

export interface PixelSource extends EmbeddedTexts {
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly directories: ExifDirectories;
  /** Rough memory of the decoder, for admission. */
  readonly decoderBytes: number;
  /** Decodes the whole photo to `width` x `height`, upright, alpha on white, 8-bit sRGB. Throws PhotoFailure. */
  readonly decode: (width: number, height: number) => Promise<RgbImage>;
}

function checkSize(width: number, height: number): void {
  const { maxPixels, maxSidePixels } = decodeLimits;
  // libheif gives images of no pixels as they are declared.
  if (!(width >= 1 && height >= 1)) throw failContent('The image data is broken.');
  if (width * height > maxPixels || Math.max(width, height) > maxSidePixels) {
    throw failContent(`The image declares ${width} x ${height} pixels, more than can be read safely.`);
  }
}

async function toSrgb(image: RgbImage, colour: SourceColour): Promise<RgbImage> {
  if (typeof colour === 'string') {
    if (colour !== 'srgb') convertGamutToSrgb(image, colour);
    return image;
  }
  try {
    const pipeline = sharp(wrapAsTiff(image, colour.iccProfile), { limitInputPixels: false });
    return { ...image, data: await pipeline.toColourspace('srgb').removeAlpha().raw({ depth: 'uchar' }).toBuffer() };
  } catch {
    // A profile that lcms refuses says nothing about the colours: they are taken as sRGB, as viewers do.
    return image;
  }
}

async function decodeWithSharp(open: () => Sharp, width: number, height: number): Promise<RgbImage> {
  const { data, info } = await open()
    .resize({ width, height, fit: 'fill', kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .timeout({ seconds: Math.ceil(decodeLimits.timeoutMs / 1000) })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 || info.width !== width || info.height !== height) {
    throw new Error(`decoder gave ${info.width} x ${info.height} x ${info.channels}`);
  }
  return { data, width, height };
}

const sharpOptions: SharpOptions = {
  // Cut-off and broken streams fail; mere warnings, common in files of phones and scanners, do not.
  failOn: 'error',
  limitInputPixels: decodeLimits.maxPixels,
  autoOrient: true,
};

/** Bytes of a tag of the container's first directory: raw files keep XMP and IPTC there. */
function readImageBytes({ image }: ExifDirectories, tag: number): Buffer | null {
  return image === null ? null : readTiffBytes(image, tag);
}

/** Opens a format that sharp reads by itself. `directories`: of the container, when the stream has none of its own. */
async function openSharpSource(bytes: Buffer, directories?: ExifDirectories): Promise<PixelSource> {
  const metadata: Metadata = await sharp(bytes, { ...sharpOptions, limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw explainDecoderError(error);
    });
  const { width, height } = metadata.autoOrient;
  checkSize(width, height);
  const own = directories ?? readExifDirectories(metadata.format === 'tiff' ? bytes : (metadata.exif ?? null));
  const hasProfile = metadata.icc !== undefined;
  const colour: SourceColour = !hasProfile && isAdobeRgbByDcf(own) ? 'adobe-rgb' : 'srgb';
  const isStreamed = metadata.format === 'jpeg' && !metadata.isProgressive;
  return {
    width,
    height,
    directories: own,
    xmp: metadata.xmp ?? readImageBytes(own, 700),
    iptc: metadata.iptc ?? readImageBytes(own, 33_723),
    decoderBytes: width * height * (isStreamed ? 1 : 6),
    decode: async (toWidth, toHeight) => {
      const image = await decodeWithSharp(() => sharp(bytes, sharpOptions), toWidth, toHeight).catch(
        (error: unknown) => {
          throw explainDecoderError(error);
        },
      );
      return toSrgb(image, colour);
    },
  };
}

async function openRawSource(bytes: Buffer): Promise<PixelSource> {
  const preview = findLargestPreview(bytes);
  if (preview === null) throw failContent('The raw file holds no preview image that can be shown.');
  const container = readCanonDirectories(bytes) ?? readExifDirectories(bytes);
  // RAF keeps its metadata in the preview alone.
  const hasContainer = container.image !== null;
  const jpeg =
    preview.hasExif || !hasContainer ? preview.bytes : addJpegOrientation(preview.bytes, readOrientation(container));
  return openSharpSource(jpeg, hasContainer ? container : undefined);
}

async function openHeifSource(bytes: Buffer, decoder: HeifDecoder): Promise<PixelSource> {
  const items = readHeifItems(bytes);
  if (items.declaredPixels > decodeLimits.maxPixels) {
    throw failContent('The image declares more pixels than can be read safely.');
  }
  const { width, height, data } = await decoder.decode(bytes);
  checkSize(width, height);
  const named: SourceColour = items.primaries === 12 ? 'display-p3' : 'srgb';
  const colour: SourceColour = items.iccProfile === null ? named : { iccProfile: items.iccProfile };
  const open = (): Sharp => sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  return {
    width,
    height,
    directories: readExifDirectories(items.exif),
    xmp: items.xmp,
    iptc: null,
    decoderBytes: 0,
    decode: async (toWidth, toHeight) => {
      const image = await decodeWithSharp(open, toWidth, toHeight).catch((error: unknown) => {
        throw explainDecoderError(error);
      });
      return toSrgb(image, colour);
    },
  };
}

/** Opens a whole file's bytes. HEIC is decoded here already; the others when asked. Throws PhotoFailure. */
export function openPixelSource(bytes: Buffer, format: PhotoFormat, heifDecoder: HeifDecoder): Promise<PixelSource> {
  if (format === 'heic') return openHeifSource(bytes, heifDecoder);
  return format === 'raw' ? openRawSource(bytes) : openSharpSource(bytes);
}
