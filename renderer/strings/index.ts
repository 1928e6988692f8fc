/** @file The catalogue in use: that of the window's language. */
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { language } from './language.ts';
import { zh } from './zh/index.ts';

export const t: Catalogue = { en, 'zh-Hans': zh }[language];
