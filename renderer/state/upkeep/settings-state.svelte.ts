/** @file What Settings shows and changes: the section on view, the person's preferences, packs, copies, the request count. */
import type { Preferences, PreferencesPatch } from '../../../src/api/preferences.ts';
import type { BackupView, PacksView, PrivacyView } from '../../../src/api/upkeep-views.ts';
import { callMain, listenToMain } from '../../client.ts';

export const settingsSections = [
  'folders',
  'processor',
  'pace',
  'packs',
  'privacy',
  'backup',
  'general',
  'keys',
  'about',
] as const;
export type SettingsSectionName = (typeof settingsSections)[number];

export class SettingsState {
  section = $state<SettingsSectionName>('folders');
  preferences = $state.raw<Preferences | null>(null);
  packs = $state.raw<PacksView | null>(null);
  backups = $state.raw<readonly BackupView[] | null>(null);
  privacy = $state.raw<PrivacyView | null>(null);
  readonly #reportError: (error: unknown) => void;

  constructor(reportError: (error: unknown) => void) {
    this.#reportError = reportError;
  }

  /** Starts to listen; returns the function that stops. */
  start(): () => void {
    const stop = listenToMain('preferences.changed', (preferences) => (this.preferences = preferences));
    // A library that cannot be opened is said once, by the overview.
    callMain('preferences.get', {}).then(
      (preferences) => (this.preferences = preferences),
      () => undefined,
    );
    return stop;
  }

  /** Changes some preferences. */
  readonly change = (patch: PreferencesPatch): Promise<boolean> =>
    this.#try(async () => {
      this.preferences = await callMain('preferences.set', patch);
    });

  readonly refreshPacks = (): Promise<boolean> =>
    this.#try(async () => {
      this.packs = await callMain('packs.list', {});
    });

  readonly refreshBackups = (): Promise<boolean> =>
    this.#try(async () => {
      this.backups = await callMain('backups.list', {});
    });

  readonly refreshPrivacy = (): Promise<boolean> =>
    this.#try(async () => {
      this.privacy = await callMain('privacy.get', {});
    });

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#reportError(error);
      return false;
    }
  }
}
