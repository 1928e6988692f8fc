/** @file States of the photos view and what belongs to it. */
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

export const photosStates: readonly State[] = [
  { name: 'photos', scenario: 'huge', shows: /^100,000 photos$/u, reach: openFromSidebar(/^Photos/u) },
  { name: 'photos-offline', scenario: 'offline', shows: /^3,000 photos$/u, reach: openFromSidebar(/^Photos/u) },
];
