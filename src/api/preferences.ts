/** @file What a person sets once: language, look, how hard Cairn works. Kept in the catalog. */
import { z } from 'zod';

/** Languages that the window speaks. */
export const languages = ['en', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string | null): text is Language {
  return (languages as readonly (string | null)[]).includes(text);
}

const fields = {
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'light', 'dark']),
  /** How much of the computer indexing takes. */
  pace: z.enum(['quiet', 'balanced', 'fast']),
  pausesOnBattery: z.boolean(),
  /** Tells of new photos when indexing ends while the window is not looked at. */
  notifies: z.boolean(),
  /** Processor for the model; one that does not pass its self-test is not used whatever is said here. */
  provider: z.enum(['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml']),
  /** What is open beside the photo on the stage. */
  viewerPanel: z.enum(['none', 'info', 'why']),
  /** Whether the photos before and after are shown below it. */
  hasFilmstrip: z.boolean(),
} as const;

/** A change of some of them. */
export const preferencesPatchSchema = z.strictObject(fields).partial();

/** As stored: what is missing or not understood is what it is for a new person. */
export const preferencesSchema = z.object({
  language: fields.language.catch('system'),
  theme: fields.theme.catch('system'),
  pace: fields.pace.catch('balanced'),
  pausesOnBattery: fields.pausesOnBattery.catch(false),
  notifies: fields.notifies.catch(true),
  provider: fields.provider.catch('auto'),
  viewerPanel: fields.viewerPanel.catch('info'),
  hasFilmstrip: fields.hasFilmstrip.catch(true),
});

export type Preferences = z.output<typeof preferencesSchema>;
export type PreferencesPatch = z.output<typeof preferencesPatchSchema>;
export type Pace = Preferences['pace'];
