import { expect, test } from 'vitest';
import { chooseLanguage } from '../../../electron/main/choose-language.ts';

test.each([
  { wanted: 'zh-Hans', system: ['en-US'], language: 'zh-Hans' },
  { wanted: 'en', system: ['zh-CN'], language: 'en' },
  { wanted: 'system', system: ['fr-FR', 'zh-CN', 'en-GB'], language: 'zh-Hans' },
  { wanted: 'system', system: ['en-GB', 'zh-CN'], language: 'en' },
  { wanted: 'system', system: ['zh-Hans-SG'], language: 'zh-Hans' },
  { wanted: 'system', system: ['zh-TW', 'zh-Hant-HK'], language: 'en' },
  { wanted: 'system', system: [], language: 'en' },
] as const)('$wanted with $system: $language', ({ wanted, system, language }) => {
  expect(chooseLanguage(wanted, system)).toBe(language);
});
