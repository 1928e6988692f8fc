/** @file From the RGB spaces that photos name without embedding a profile to sRGB. */
import type { RgbImage } from './rgb-image.ts';

export type NamedGamut = 'adobe-rgb' | 'display-p3';

/** Decodes sRGB's transfer curve (IEC 61966-2-1); Display P3 shares it. Both sides in [0, 1]. */
function decodeSrgb(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encodeSrgb(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

interface GamutDefinition {
  readonly decode: (value: number) => number;
  /** Linear RGB of the space to linear sRGB, row-major 3 x 3; both white points are D65. */
  readonly matrix: readonly number[];
}

/** Matrices: product of the space's RGB-to-XYZ and sRGB's XYZ-to-RGB (CSS Color 4, section 18, sample code). */
const gamuts: Readonly<Record<NamedGamut, GamutDefinition>> = {
  'adobe-rgb': {
    decode: (value) => value ** (563 / 256),
    matrix: [1.3982832, -0.3982832, 0, 0, 1, 0, 0, -0.0429383, 1.0429383],
  },
  'display-p3': {
    decode: decodeSrgb,
    matrix: [1.2249402, -0.2249402, 0, -0.042057, 1.042057, 0, -0.0196376, -0.078636, 1.0982736],
  },
};

const encodeSteps = 8192;
const encodeTable = Uint8ClampedArray.from({ length: encodeSteps + 1 }, (_, step) =>
  Math.round(encodeSrgb(step / encodeSteps) * 255),
);

/** Converts in place; colours outside sRGB are clipped. */
export function convertGamutToSrgb(image: RgbImage, gamut: NamedGamut): void {
  const { decode, matrix } = gamuts[gamut];
  const linear = Float32Array.from({ length: 256 }, (_, value) => decode(value / 255));
  const [rr = 1, rg = 0, rb = 0, gr = 0, gg = 1, gb = 0, br = 0, bg = 0, bb = 1] = matrix;
  const { data } = image;
  const encode = (value: number): number =>
    encodeTable[Math.round(Math.min(1, Math.max(0, value)) * encodeSteps)] ?? 255;
  for (let at = 0; at + 2 < data.length; at += 3) {
    const red = linear[data[at] ?? 0] ?? 0;
    const green = linear[data[at + 1] ?? 0] ?? 0;
    const blue = linear[data[at + 2] ?? 0] ?? 0;
    data[at] = encode(rr * red + rg * green + rb * blue);
    data[at + 1] = encode(gr * red + gg * green + gb * blue);
    data[at + 2] = encode(br * red + bg * green + bb * blue);
  }
}
