/** @file Which language the window speaks. */
import type { Language, Preferences } from '../../src/api/preferences.ts';

/** What `system` means: the first language of the system that Cairn speaks. */
export function chooseLanguage(wanted: Preferences['language'], systemLanguages: readonly string[]): Language {
  if (wanted !== 'system') return wanted;
  for (const tag of systemLanguages) {
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
    // Traditional characters are another script: who reads those is better served by English than by the wrong one.
    if (/^zh(?:-(?:Hans|CN|SG)|$)/u.test(tag)) return 'zh-Hans';
  }
  return 'en';
}
