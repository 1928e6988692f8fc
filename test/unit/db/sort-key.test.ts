import { describe, expect, it } from 'vitest';
import { buildSortKey } from '../../../src/db/sort-key.ts';

describe('buildSortKey', () => {
  it('folds case, accents and compatibility forms', () => {
    expect(buildSortKey(' Élysée ')).toBe('elysee');
    expect(buildSortKey('É')).toBe(buildSortKey('e\u0301'));
    expect(buildSortKey('ＴＯＷＥＲ')).toBe('tower');
    expect(buildSortKey('ÅNGSTRÖM')).toBe('angstrom');
    expect(buildSortKey('Ελλάς')).toBe('ελλας');
    expect(buildSortKey('東京タワー')).toBe('東京タワー');
  });
});
