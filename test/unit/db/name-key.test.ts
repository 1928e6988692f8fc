import { describe, expect, it } from 'vitest';
import { buildNameKey } from '../../../src/db/name-key.ts';

describe('buildNameKey', () => {
  it.each([
    ['The Château d’If', "chateau d'if"],
    ['Sacré-Cœur', 'sacre coeur'],
    ['Schloß Neuschwanstein', 'SCHLOSS NEUSCHWANSTEIN'],
    ['Wawel, Kraków — Łazienki', 'wawel krakow lazienki'],
    ['İnceburun Feneri', 'inceburun feneri'],
    ['Ｔｏｋｙｏ　Ｔｏｗｅｒ', 'tokyo tower'],
    ['the-eiffel_tower', 'Eiffel Tower'],
  ])('takes %s and %s for one name', (a, b) => {
    expect(buildNameKey(a)).toBe(buildNameKey(b));
    expect(buildNameKey(a)).not.toBe('');
  });

  it('keeps apart what differs in any script', () => {
    const names = ['ताज महल', 'तज महल', '経堂', '京都', 'Theatre', 'Atre', 'Tower 1', 'Tower 2'];
    expect(new Set(names.map(buildNameKey)).size).toBe(names.length);
  });

  it('is empty where there is no letter and no digit', () => {
    expect(buildNameKey(' …!?– ')).toBe('');
  });
});
