/** @file The words of main by language. */
import type { Language } from '../../../src/api/preferences.ts';
import { en } from './en.ts';
import type { MainWords } from './words.ts';
import { zhHans } from './zh-hans.ts';

const catalogues: Readonly<Record<Language, MainWords>> = { en, 'zh-Hans': zhHans };

export function findWords(language: Language): MainWords {
  return catalogues[language];
}
