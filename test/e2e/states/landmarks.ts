/** @file States of the landmarks view and what belongs to it. */
import type { State } from './state.ts';

export const landmarksStates: readonly State[] = [
  { name: 'first-run', scenario: 'first-run', shows: /Nothing leaves this computer/u },
  { name: 'landmarks', scenario: 'full', shows: /48 albums/u },
  { name: 'landmarks-busy', scenario: 'busy', shows: /photos\/s/u },
  { name: 'landmarks-embedding-again', scenario: 'embedding-again', shows: /using a new model/iu },
  { name: 'landmarks-empty-busy', scenario: 'busy-empty', shows: /Albums appear here as soon as/u },
  { name: 'landmarks-empty', scenario: 'none', shows: /No landmarks found/u },
  { name: 'landmarks-paused', scenario: 'paused', shows: /Paused/u },
  { name: 'embedder-failed', scenario: 'embedder-failed', shows: /The model file is damaged/u },
  { name: 'catalog-broken', scenario: 'broken', shows: /Before a copy was restored/u },
  {
    name: 'sort-menu',
    scenario: 'full',
    shows: /Most recent/u,
    reach: (page) => page.getByRole('button', { name: /^Sort by/u }).click(),
  },
  {
    name: 'landmarks-menu',
    scenario: 'full',
    shows: /Hide album/u,
    reach: (page) => page.locator('[data-index="2"]').click({ button: 'right' }),
  },
];
