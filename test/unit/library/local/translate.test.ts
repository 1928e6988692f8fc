/** @file Sayings of the library in another language, and that the library says them at all. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sayingsZh } from '../../../../src/library/local/sayings-zh.ts';
import { sayings } from '../../../../src/library/local/sayings.ts';
import { localizePlace } from '../../../../src/library/local/local-places.ts';
import { translate } from '../../../../src/library/local/translate.ts';

const root = join(import.meta.dirname, '../../../..');
const sayPlace = (place: string): string => localizePlace(place, 'zh-Hans');
const inChinese = (text: string): string => translate(text, 'zh-Hans', sayPlace);

/** Values become holes; texts that run over several lines become one. */
function normalize(text: string): string {
  return text
    .replaceAll(/['`]\s*\+\s*['`]/gu, '')
    .replaceAll(/\$\{[^}]*\}/gu, '{}')
    .replaceAll(/\{\w+\}/gu, '{}');
}

describe('sayings', () => {
  const source = globSync('{src,electron}/**/*.ts', { cwd: root })
    .filter((file) => !file.includes('library/local'))
    .map((file) => normalize(readFileSync(join(root, file), 'utf8')))
    .join('\n');
  /** Put together of parts, so that no line of the source holds them whole. */
  const composed = new Set(['unnamedNumber', 'unnamedNear', 'unnamedNearNumber', 'agreesOn', 'somePhotos']);

  test.each(Object.entries(sayings).filter(([key]) => !composed.has(key)))('%s is said somewhere', (_, english) => {
    expect(source).toContain(normalize(english));
  });

  test('hold every reason why a photo cannot be read', () => {
    const reasons = globSync('src/ml/**/*.ts', { cwd: root }).flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(/(?:failContent|PhotoFailure)\(\s*(['`])(.*?)\1/gu)].map(([, , reason = '']) => reason);
    });
    expect(reasons.length).toBeGreaterThan(12);
    for (const reason of [...reasons, 'The file is cut off: part of the image is missing.']) {
      expect(inChinese(reason.replaceAll(/\$\{[^}]*\}/gu, '7')), reason).toMatch(
        /^[\p{Script=Han}\p{P}\d x]|^HEIC|^RAW/u,
      );
    }
  });

  test('are said in Chinese with values of the English saying', () => {
    for (const [key, english] of Object.entries(sayings)) {
      const chinese = sayingsZh[key as keyof typeof sayings];
      expect(chinese, key).toMatch(/\p{Script=Han}/u);
      for (const [hole] of chinese.matchAll(/\{\w+\}/gu)) expect(english, key).toContain(hole);
    }
  });

  test('are known again with whatever values they have', () => {
    expect(inChinese('Unnamed landmark')).toBe('未命名地标');
    expect(inChinese('Unnamed landmark 12')).toBe('未命名地标 12');
    expect(inChinese('Unnamed landmark near Nice')).toBe('尼斯附近的未命名地标');
    expect(inChinese('Unnamed landmark near Nice 2')).toBe('尼斯附近的未命名地标 2');
    expect(inChinese('/a/b lies inside /a, which has been added already.')).toBe('/a/b 位于已添加的 /a 之中。');
    expect(inChinese('/a (old) has been added already.')).toBe('/a (old) 已经添加过了。');
    expect(inChinese('Reading and decoding took longer than 60 seconds.')).toBe('读取和解码超过 60 秒。');
  });

  test('hold sayings', () => {
    const reason = '3 photos of "Old Mill" look like "Tower", with 14 photos there.';
    expect(inChinese(reason)).toBe('“Old Mill”中的 3 张照片更像“Tower”，那里有 14 张相似的照片。');
    const why = 'probably taken near Nice, France; folder "Nizza 2019": all 12 photos';
    expect(inChinese(why)).toBe('可能拍摄于法国尼斯附近；文件夹“Nizza 2019”：全部 12 张照片');
    expect(inChinese('taken about 300 m away, within its reach: 4 of 9 photos that have GPS')).toBe(
      '拍摄于约 300 m 之外，在可见范围内：有 GPS 的9 张照片中的 4 张',
    );
  });

  test('leave what is none of them as it is, and everything in English', () => {
    expect(inChinese('Castle on the hill')).toBe('Castle on the hill');
    expect(inChinese('')).toBe('');
    expect(translate('Unnamed landmark', 'en')).toBe('Unnamed landmark');
  });
});

describe('places', () => {
  test.each([
    ['Nice, France', '法国尼斯'],
    ['Beijing, China', '中国北京'],
    ['Antibes, France', '法国 Antibes'],
    ['Singapore, Singapore', '新加坡'],
    ['Hong Kong, Hong Kong SAR China', '香港'],
    ['France', '法国'],
    ['Germany', '德国'],
    ['Nice', '尼斯'],
    ['Washington, D.C., United States', '美国华盛顿'],
    ['Atlantis', 'Atlantis'],
    ['Grandma, the garden', 'Grandma, the garden'],
  ])('%s is %s', (english, chinese) => {
    expect(localizePlace(english, 'zh-Hans')).toBe(chinese);
    expect(localizePlace(english, 'en')).toBe(english);
  });

  test('have names of cities that are in the table of cities', () => {
    const cities = readFileSync(join(root, 'src/library/places/cities.tsv'), 'utf8');
    const known = new Set(cities.split('\n').map((line) => line.split('\t').slice(0, 2).reverse().join(' ')));
    const named = readFileSync(join(root, 'src/library/places/cities-zh.tsv'), 'utf8').trim().split('\n').slice(1);
    expect(named.length).toBeGreaterThan(500);
    for (const line of named) {
      const [country = '', name = '', chinese = ''] = line.split('\t');
      expect(known, line).toContain(`${country} ${name}`);
      expect(chinese, line).toMatch(/^[\p{Script=Han}-]+$/u);
    }
  });
});
