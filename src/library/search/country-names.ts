/** @file Countries by the names that people give them. */
import { foldName, type FoldedName } from './match-name.ts';

/** Languages in which a country is found, whatever the window speaks: BCP 47. */
const languages = [
  'en',
  'zh-Hans',
  'zh-Hant',
  'ja',
  'ko',
  'hi',
  'ar',
  'ru',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'tr',
];

/** Made when the first search is: together they take a part of the app's start. */
let displayNames: readonly Intl.DisplayNames[] | null = null;
const folded = new Map<string, readonly FoldedName[]>();

/** All names of an ISO 3166-1 alpha-2 country; the code itself is none. */
export function listCountryNames(country: string): readonly FoldedName[] {
  const known = folded.get(country);
  if (known !== undefined) return known;
  displayNames ??= languages.map((language) => new Intl.DisplayNames([language], { type: 'region' }));
  const names = new Set(displayNames.map((names) => readName(names, country)).filter((name) => name !== country));
  const fresh = [...names].map(foldName);
  folded.set(country, fresh);
  return fresh;
}

function readName(names: Intl.DisplayNames, country: string): string {
  try {
    return names.of(country) ?? country;
  } catch {
    // No region code.
    return country;
  }
}
