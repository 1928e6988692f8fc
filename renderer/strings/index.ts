/** @file The catalogue in use. */
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';

export const t: Catalogue = en;
