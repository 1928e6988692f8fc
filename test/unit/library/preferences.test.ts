import { expect, test } from 'vitest';
import { changePreferences, readPreferences } from '../../../src/library/preferences.ts';
import { openTestCatalog } from '../db/temporary-catalog.ts';

const fresh = {
  language: 'system',
  theme: 'system',
  pace: 'balanced',
  pausesOnBattery: false,
  notifies: true,
  provider: 'auto',
  viewerPanel: 'info',
  hasFilmstrip: true,
};

test('are those of a new person until they are set, and stay', () => {
  const { settings } = openTestCatalog();
  expect(readPreferences(settings)).toEqual(fresh);
  expect(changePreferences(settings, { theme: 'dark' })).toEqual({ ...fresh, theme: 'dark' });
  changePreferences(settings, { language: 'zh-Hans' });
  expect(readPreferences(settings)).toEqual({ ...fresh, theme: 'dark', language: 'zh-Hans' });
});

test.each(['', 'no json', 'null', '[]', '7', '{"theme":"purple","pace":7}'])('survive %j in the catalog', (text) => {
  const { settings } = openTestCatalog();
  settings.set('preferences', text);
  expect(readPreferences(settings)).toEqual(fresh);
  expect(changePreferences(settings, { pace: 'quiet' })).toEqual({ ...fresh, pace: 'quiet' });
});

test('of a later Cairn are kept', () => {
  const { settings } = openTestCatalog();
  settings.set('preferences', '{"theme":"light","wallpaper":true}');
  changePreferences(settings, { theme: 'dark' });
  expect(JSON.parse(settings.get('preferences') ?? '')).toEqual({ theme: 'dark', wallpaper: true });
});
