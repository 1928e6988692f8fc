/** @file Why a photo failed must be one of our own reasons: never words of a decoder, never that something unexpected happened. */
import { sayings, type SayingKey } from '../../../src/library/local/sayings.ts';

/** Those that a file can cause by what is in it. */
const allowed = [
  'fileEmpty',
  'fileTooLarge',
  'imageUnknown',
  'imageBroken',
  'imageCut',
  'imageTooLarge',
  'imagePixels',
  'imageManyPixels',
  'heicStructure',
  'heicData',
  'heicGaveUp',
  'rawWithoutPreview',
  'memoryShort',
  'decodingTooSlow',
  'decodingSlow',
] as const satisfies readonly SayingKey[];

const forms = allowed.map((key) => {
  const literal = sayings[key].replaceAll(/[.*+?^$()[\]|\\]/gu, String.raw`\$&`);
  return { key, form: new RegExp(`^${literal.replaceAll(/\{\w+\}/gu, String.raw`[\d.]+`)}$`, 'u') };
});

/** Which of our reasons it is; null when it is none. */
export function findReason(reason: string): SayingKey | null {
  return forms.find(({ form }) => form.test(reason))?.key ?? null;
}
