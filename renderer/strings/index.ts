/** @file The catalogue in use. */
import { en } from './en.ts';

export const t = en;
