/** @file Chinese names of cities (`cities-zh.tsv`). */
import { readFileSync } from 'node:fs';

/** Chinese names by country code and English name, "FR Nice". */
export function readChineseCityNames(): ReadonlyMap<string, string> {
  const table = readFileSync(new URL('cities-zh.tsv', import.meta.url), 'utf8');
  const names = new Map<string, string>();
  for (const line of table.split('\n')) {
    const [country = '', name = '', chinese = ''] = line.split('\t');
    if (chinese !== '') names.set(`${country} ${name}`, chinese);
  }
  return names;
}
