/** @file Places in the window's language: the catalog has them in English, "Nice, France". */
import type { Language } from '../../api/preferences.ts';
import { readChineseCityNames } from '../places/chinese-city-names.ts';

/** By country and English name. */
let cityNames: ReadonlyMap<string, string> | undefined;

/** Chinese names of cities that are called the same wherever there is one of that name. */
let namesAnywhere: ReadonlyMap<string, string> | undefined;

function collectNamesAnywhere(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const anywhere = new Map<string, string>();
  const several = new Set<string>();
  for (const [key, chinese] of names) {
    const city = key.slice(key.indexOf(' ') + 1);
    if (anywhere.has(city) && anywhere.get(city) !== chinese) several.add(city);
    anywhere.set(city, chinese);
  }
  for (const city of several) anywhere.delete(city);
  return anywhere;
}

/** Codes of countries by their English names, as ICU has them. */
let countryCodes: ReadonlyMap<string, string> | undefined;

function readCountryCodes(): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  const codes = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = english.of(code);
    // Codes that were given up have the name of the country that is there now: the first one is in use ("DD" would be, too).
    if (name !== undefined && !codes.has(name))
      codes.set(name, Intl.getCanonicalLocales(`und-${code}`)[0]?.slice(4) ?? code);
  }
  return codes;
}

/** ISO 3166-1 alpha-2 code of a country by its English name; null when there is none. */
export function findCountryCode(englishName: string): string | null {
  countryCodes ??= readCountryCodes();
  return countryCodes.get(englishName) ?? null;
}

/** Chinese name of a city of the city table; null when it has none of ours. */
export function findChineseCity(country: string, city: string): string | null {
  cityNames ??= readChineseCityNames();
  return cityNames.get(`${country} ${city}`) ?? null;
}

/** A list of albums asks for hundreds of places. */
const countryNames = new Map<Language, Intl.DisplayNames>();

function readCountryNames(language: Language): Intl.DisplayNames {
  const known = countryNames.get(language) ?? new Intl.DisplayNames([language], { type: 'region' });
  countryNames.set(language, known);
  return known;
}

/** "法国尼斯" for "Nice, France"; "法国 Antibes" where the city has no name of ours; "法国" for "France". */
export function localizePlace(place: string, language: Language): string {
  if (language === 'en') return place;
  cityNames ??= readChineseCityNames();
  namesAnywhere ??= collectNamesAnywhere(cityNames);
  const comma = place.lastIndexOf(', ');
  const countryName = comma < 0 ? place : place.slice(comma + 2);
  const code = findCountryCode(countryName);
  if (code === null) return comma < 0 ? (namesAnywhere.get(place) ?? place) : place;
  const country = readCountryNames(language).of(code) ?? countryName;
  if (comma < 0) return country;
  const city = place.slice(0, comma);
  const cityName = cityNames.get(`${code} ${city}`);
  if (cityName === undefined) return `${country} ${city}`;
  // Singapore, Hong Kong: the city is the country.
  return country.includes(cityName) ? cityName : country + cityName;
}
