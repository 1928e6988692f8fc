/** @file The person's preferences, kept with the catalog as one JSON text. */
import { preferencesSchema, type Preferences, type PreferencesPatch } from '../api/preferences.ts';
import type { SettingsRepository } from '../db/settings.ts';

const key = 'preferences';

/** Text that is broken, or of a later Cairn, counts as far as it is understood. */
export function readPreferences(settings: SettingsRepository): Preferences {
  return preferencesSchema.parse(readStored(settings));
}

/** Changes some; keys of a later Cairn stay. Returns all. */
export function changePreferences(settings: SettingsRepository, patch: PreferencesPatch): Preferences {
  const changed = { ...readStored(settings), ...patch };
  settings.set(key, JSON.stringify(changed));
  return preferencesSchema.parse(changed);
}

function readStored(settings: SettingsRepository): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(settings.get(key) ?? '{}');
    return typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? { ...stored } : {};
  } catch {
    // Not JSON: as if nothing had been set.
    return {};
  }
}
