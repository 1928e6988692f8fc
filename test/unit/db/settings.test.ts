import { describe, expect, it } from 'vitest';
import { openTestCatalog } from './temporary-catalog.ts';

describe('settings', () => {
  it('gives the last value, or null', () => {
    const { settings } = openTestCatalog();
    expect(settings.get('colour')).toBeNull();
    settings.set('colour', 'blue');
    settings.set('colour', '');
    settings.set('Colour', 'red');
    expect(settings.get('colour')).toBe('');
    expect(settings.get('Colour')).toBe('red');
  });
});
