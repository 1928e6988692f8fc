/** @file Every migration, in order. */
import { initial } from './10-initial.ts';
import { listings } from './20-listings.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [initial, listings];
