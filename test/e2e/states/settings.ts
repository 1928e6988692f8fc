/** @file States of the settings, a section after the other, and what belongs to them. */
import type { Page } from 'playwright-core';
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

const openSettings = openFromSidebar(/^Settings/u);

function openSection(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await openSettings(page);
    await page.getByRole('tab', { name, exact: true }).click();
  };
}

export const settingsStates: readonly State[] = [
  { name: 'settings-folders', scenario: 'offline', shows: /Last seen/u, reach: openSettings },
  {
    name: 'settings-remove',
    scenario: 'offline',
    shows: /The files stay where they are/u,
    reach: async (page) => {
      await openSettings(page);
      await page
        .getByRole('button', { name: /^Remove/u })
        .first()
        .click();
    },
  },
  {
    name: 'settings-processor',
    scenario: 'full',
    shows: /In use: Graphics \(WebGPU\)/u,
    reach: openSection('Processor'),
  },
  {
    name: 'settings-processor-no-gpu',
    scenario: 'no-gpu',
    shows: /no graphics processor that Cairn can use/u,
    reach: openSection('Processor'),
  },
  {
    name: 'settings-processor-fell-back',
    scenario: 'gpu-failed',
    shows: /did not pass its test, so Cairn works with the CPU/u,
    reach: openSection('Processor'),
  },
  {
    name: 'settings-processor-failed',
    scenario: 'embedder-failed',
    shows: /No processor is in use/u,
    reach: openSection('Processor'),
  },
  {
    name: 'settings-pace',
    scenario: 'on-battery',
    shows: /Pause on battery/u,
    reach: openSection('How hard Cairn works'),
  },
  { name: 'settings-packs', scenario: 'full', shows: /Old towers 0\.3/u, reach: openSection('Models and atlases') },
  {
    name: 'settings-packs-import',
    scenario: 'full',
    shows: /its names are taken on trust/u,
    reach: async (page) => {
      await openSection('Models and atlases')(page);
      await page.getByRole('button', { name: 'Import an atlas pack' }).click();
    },
  },
  {
    name: 'settings-privacy',
    scenario: 'full',
    shows: /Requests to the network since/u,
    reach: openSection('Privacy'),
  },
  { name: 'settings-backup', scenario: 'full', shows: /Before a copy was restored/u, reach: openSection('Backup') },
  {
    name: 'settings-restore',
    scenario: 'full',
    shows: /The catalog becomes that of the copy/u,
    reach: async (page) => {
      await openSection('Backup')(page);
      await page
        .getByRole('button', { name: /^Restore the copy/u })
        .first()
        .click();
    },
  },
  {
    name: 'settings-general',
    scenario: 'full',
    shows: /Tell me of new photos/u,
    reach: openSection('Language and theme'),
  },
  { name: 'settings-keys', scenario: 'full', shows: /Select a range/u, reach: openSection('Keys') },
  { name: 'settings-about', scenario: 'full', shows: /Version 0\.1\.0/u, reach: openSection('About') },
  {
    name: 'keys',
    scenario: 'full',
    shows: /Select a range/u,
    reach: (page) => page.keyboard.press('?'),
  },
];
