/**
 * @file The language and the writing direction of this window. Main says both in the page's address (`?lang=zh-Hans&dir=rtl`), so
 * that the first paint is right; another language means another load of the page.
 */
import { isLanguage, type Language } from '../../src/api/preferences.ts';

const query = new URLSearchParams(typeof location === 'undefined' ? '' : location.search);
const asked = query.get('lang');

export const language: Language = isLanguage(asked) ? asked : 'en';
/** No language of ours is written from right to left yet; the layout is ready for one, and tested with it. */
export const direction: 'ltr' | 'rtl' = query.get('dir') === 'rtl' ? 'rtl' : 'ltr';

/** BCP 47 tag for numbers and dates: words of a language go with its dates, the person's own variety if there is one. */
export const locale = findLocale(language, typeof navigator === 'undefined' ? 'en' : navigator.language);

/** @param system what the system prefers */
export function findLocale(wanted: Language, system: string): string {
  if (wanted === 'en') return system.startsWith('en') ? system : 'en';
  return /^zh-(?:Hans|CN|SG)/u.test(system) ? system : 'zh-Hans-CN';
}

/** Each language by its own name, whatever language the window speaks. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-Hans': '简体中文' };
