import { expect, it } from 'vitest';
import { classifyPicture, type PictureTraits } from '../../../../src/ml/decode/picture-kind.ts';

const phonePhoto: PictureTraits = {
  fileName: 'IMG_0001.jpg',
  cameraMake: 'Apple',
  cameraModel: 'iPhone 15',
  software: '17.1',
  comment: null,
  fileSource: 3,
  xmp: '',
  keywords: [],
};
const bare: PictureTraits = { ...phonePhoto, cameraMake: null, cameraModel: null, software: null, fileSource: null };

it.each<[string, Partial<PictureTraits>, PictureTraits, string | null]>([
  ['a photo of a phone', {}, phonePhoto, 'photo'],
  ['a screenshot by its comment', { comment: 'Screenshot', fileName: 'IMG_0002.PNG' }, bare, 'screenshot'],
  ['a screenshot by its name', { fileName: 'Screenshot_20240101-120000.jpg' }, bare, 'screenshot'],
  ['a screenshot by a German name', { fileName: 'Bildschirmfoto 2024-01-01.png' }, bare, 'screenshot'],
  ['a page from a scanner', { cameraModel: 'CanoScan LiDE 220' }, bare, 'document'],
  ['a slide from a scanner', { fileSource: 1 }, bare, 'document'],
  ['a scan by its name', { fileName: 'Scan 2024-05-01.jpg' }, bare, 'document'],
  ['a painting by its keyword', { keywords: ['Gemälde'] }, phonePhoto, 'artwork'],
  ['a generated picture', { xmp: 'cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia' }, bare, 'artwork'],
  ['a country named in a file', { fileName: 'scandinavia.jpg' }, bare, null],
  ['a file that says nothing', {}, bare, null],
])('%s', (_, changes, base, kind) => {
  expect(classifyPicture({ ...base, ...changes })).toBe(kind);
});
