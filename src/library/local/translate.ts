/** @file Says what the library said in English in the window's language. See [Note: sayings]. */
import type { Language } from '../../api/preferences.ts';
import { sayingsZh } from './sayings-zh.ts';
import { sayings, type SayingKey } from './sayings.ts';

const catalogues: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<SayingKey, string>>>> = {
  'zh-Hans': sayingsZh,
};

interface Pattern {
  readonly key: SayingKey;
  readonly expression: RegExp;
  readonly names: readonly string[];
}

/** What may be left out, as it is said where it is there. */
const optional: Readonly<Record<string, string>> = { among: sayings.thatHaveGps, probably: sayings.probably };

/** What is said most precisely comes first: "… has been added already." is the end of other sayings, too. */
const patterns: readonly Pattern[] = Object.entries(sayings)
  .map(([key, english]) => ({ english, pattern: compilePattern(key as SayingKey, english) }))
  .sort((a, b) => countLiterals(b.english) - countLiterals(a.english))
  .map(({ pattern }) => pattern);

function countLiterals(english: string): number {
  return english.replaceAll(/\{\w+\}/gu, '').length;
}

function compilePattern(key: SayingKey, english: string): Pattern {
  const names: string[] = [];
  const source = english
    .split(/(\{\w+\})/u)
    .map((part) => {
      const name = /^\{(\w+)\}$/u.exec(part)?.[1];
      if (name === undefined) return part.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
      // The same text again, as where an album is named twice.
      if (names.includes(name)) return `\\k<${name}>`;
      names.push(name);
      if (name === 'number' || name === 'some') return `(?<${name}>\\d+)`;
      return name in optional ? `(?<${name}>|${optional[name] ?? ''})` : `(?<${name}>.+?)`;
    })
    .join('');
  return { key, expression: new RegExp(`^${source}$`, 'su'), names };
}

/** Says a place of a saying in the language. */
export type SayPlace = (place: string) => string;

/**
 * The saying in the language; the text as it is when it is none that is known. `sayPlace` is given what stands for a city or a place.
 * Several sayings may be joined by "; ".
 */
export function translate(text: string, language: Language, sayPlace: SayPlace = (place) => place): string {
  if (language === 'en' || text === '') return text;
  const parts = text.split('; ').map((part) => translateOne(part, language, sayPlace));
  if (parts.every((part) => part !== null)) return parts.join('；');
  return translateOne(text, language, sayPlace) ?? text;
}

function translateOne(text: string, language: Exclude<Language, 'en'>, sayPlace: SayPlace): string | null {
  for (const { key, expression } of patterns) {
    const groups = expression.exec(text)?.groups;
    if (groups === undefined && !expression.test(text)) continue;
    return catalogues[language][key].replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
      const value = groups?.[name] ?? '';
      if (name === 'city' || name === 'place') return sayPlace(value);
      return value === '' ? '' : (translateOne(value, language, sayPlace) ?? value);
    });
  }
  return null;
}
