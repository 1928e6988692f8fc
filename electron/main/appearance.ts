/** @file Theme and language of the window, from the person's preferences. */
import { app, nativeTheme, type BrowserWindow } from 'electron';
import type { Language, Preferences } from '../../src/api/preferences.ts';
import { chooseLanguage } from './choose-language.ts';
import { pageUrl } from './schemes.ts';

/** Address of the page in a language. */
export function buildPageUrl(language: Language): string {
  return `${pageUrl}?lang=${language}`;
}

/** Language of the window now. */
export function findLanguage({ language }: Preferences): Language {
  return chooseLanguage(language, app.getPreferredSystemLanguages());
}

export function applyTheme({ theme }: Preferences): void {
  nativeTheme.themeSource = theme;
}

/** Shows the page in another language; in the same one nothing happens. */
export function applyLanguage(window: BrowserWindow, preferences: Preferences): void {
  const url = buildPageUrl(findLanguage(preferences));
  if (new URL(window.webContents.getURL()).search !== new URL(url).search) void window.loadURL(url);
}
