/** @file Every migration, in order. */
import { initial } from './10-initial.ts';
import { listings } from './20-listings.ts';
import { moreDecisions } from './30-decisions.ts';
import { landmarkFacts } from './40-landmark-facts.ts';
import { photoEvidence } from './50-photo-evidence.ts';
import { tentativeMembers } from './60-tentative.ts';
import { photoLists } from './80-photo-lists.ts';
import { nearDuplicates } from './85-near-duplicates.ts';
import { review } from './90-review.ts';
import { rootSightings } from './100-root-sightings.ts';
import { albumPlaces } from './110-album-places.ts';
import { largeLibraries } from './120-large-libraries.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  initial,
  listings,
  moreDecisions,
  landmarkFacts,
  photoEvidence,
  tentativeMembers,
  photoLists,
  nearDuplicates,
  review,
  rootSightings,
  albumPlaces,
  largeLibraries,
];
