/** @file No word of the catalogue waits for somebody to say it. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../../renderer/strings/en/index.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const sources = globSync('renderer/**/*.{ts,svelte}', { cwd: root })
  .filter((file) => !file.split(path.sep).join('/').startsWith('renderer/strings/'))
  .map((file) => readFileSync(path.join(root, file), 'utf8'));

/** Paths of all words: `album.confirmAll`. */
function listWords(value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, part]) => listWords(part, at === '' ? key : `${at}.${key}`));
}

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('.');

/** Paths that a source says: of words, or of a part of the catalogue that it hands on or picks from by a name. `*`: any. */
function findSaid(source: string): readonly string[] {
  const said: string[] = [];
  /** Names for parts of the catalogue, and what they stand for. */
  const names = new Map([['t', '']]);
  const rest = source
    .replaceAll(/const (\w+) = t\.([\w.]+);/gu, (_, name: string, of: string) => {
      names.set(name, of);
      return '';
    })
    .replaceAll(/const \{([^}]*)\} = t\.([\w.]+);/gu, (_, parts: string, of: string) => {
      for (const part of parts.split(',')) {
        const [key = '', name = key] = part.split(':').map((word) => word.trim());
        if (key !== '') names.set(name, join(of, key));
      }
      return '';
    });
  for (const [name, of] of names) {
    for (const [, index = '', tail = ''] of rest.matchAll(
      new RegExp(`(?<![\\w.$'-])${name}(\\[[^\\]]+\\])?((?:\\s*\\.\\s*\\w+)*)(?![\\w:'-])`, 'gu'),
    )) {
      const keys = tail.replaceAll(/\s/gu, '').replace(/^\./u, '');
      if (index === '') said.push(join(of, keys));
      else said.push(of === '' ? join('*', keys) : of);
    }
  }
  return said.filter((one) => one !== '' && one !== '*');
}

/** Words that none of the paths reaches. */
function findUnsaid(words: readonly string[], said: Iterable<string>): readonly string[] {
  const paths = new Set(said);
  return words.filter((word) => {
    const keys = word.split('.');
    const starts = keys.map((_, index) => keys.slice(0, index + 1).join('.'));
    return !starts.some((start) => paths.has(start)) && !paths.has(['*', ...keys.slice(1)].join('.'));
  });
}

test('words that are said are found, those that are not as well', () => {
  const source = `
    const words = t.photos.filters;
    const { did } = t.album;
    say(words.year, did.confirm, t.photo.title, t.photo.source[kind], t[view].lead, t.a
      .b(1), { t: 1 });`;
  const words = ['photos.filters.year', 'photos.filters.month', 'album.did.confirm', 'album.did.reject', 'photo.title'];
  const more = ['photo.source.gps', 'photo.name', 'map.lead', 'map.title', 'a.b', 'a.c'];
  expect(findUnsaid([...words, ...more], findSaid(source))).toEqual([
    'photos.filters.month',
    'album.did.reject',
    'photo.name',
    'map.title',
    'a.c',
  ]);
});

test('every word is said somewhere', () => {
  expect(findUnsaid(listWords(en, ''), sources.flatMap(findSaid))).toEqual([]);
});
