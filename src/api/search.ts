/** @file What can be searched for, and what is found: filters that photos are paged with, and the reason for each result. */
import { z } from 'zod';
import type { NameMatch, PhotoReasons, PhotoTile, SimilarPhoto } from './views.ts';

const text = z.string().min(1).max(200);
/** Ms since the epoch of a wall clock read as UTC: "June 2019" is June wherever the photo was taken. */
const wallMs = z.int().min(-6e12).max(6e13);

/** Seasons as in the northern half of the earth; winter ends in February. */
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const;
export type Season = (typeof seasons)[number];

/** One thing that a photo has to be. */
export const searchPartSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('album'), albumId: z.int().positive() }),
  /** ISO 3166-1 alpha-2 country. */
  z.strictObject({ kind: z.literal('city'), city: text, country: z.string().length(2) }),
  z.strictObject({ kind: z.literal('country'), country: z.string().length(2) }),
  /** From the first to before the last. `unit` says how to call it. */
  z.strictObject({
    kind: z.literal('date'),
    fromMs: wallMs,
    toMs: wallMs,
    unit: z.enum(['day', 'month', 'year', 'span', ...seasons]),
  }),
  /** A part of every year: months 1 to 12, and one day of them if it is not null. */
  z.strictObject({
    kind: z.literal('time-of-year'),
    months: z.array(z.int().min(1).max(12)).min(1).max(12),
    day: z.int().min(1).max(31).nullable(),
  }),
  /** Null: any. */
  z.strictObject({ kind: z.literal('camera'), make: text.nullable(), model: text.nullable() }),
  z.strictObject({ kind: z.literal('keyword'), keyword: text }),
  /** Somewhere in it, case and accents aside. */
  z.strictObject({ kind: z.literal('file-name'), text }),
]);
export type SearchPart = z.output<typeof searchPartSchema>;

/** A photo has to be all of it. */
export const searchFilterSchema = z.array(searchPartSchema).min(1).max(8);
export type SearchFilter = z.output<typeof searchFilterSchema>;

/** Longest text of a search, in UTF-16 units. */
export const searchTextMaxLength = 200;
/** Largest picture that is searched for, in bytes. */
export const searchImageMaxBytes = 64 * 1024 * 1024;

/** Why photos are a result: each part of the filter, as it is called. */
export type SearchReason =
  /** `matched`: the other name that fits. */
  | { readonly kind: 'album'; readonly name: string; readonly matched: string | null }
  /** "Nice, France" or "France", in the window's language. */
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'camera'; readonly name: string }
  | Extract<SearchPart, { kind: 'date' | 'time-of-year' | 'keyword' | 'file-name' }>;

/** Photos that are a result for one reason. */
export interface SearchGroup {
  /** Says the same group again. */
  readonly key: string;
  readonly filter: SearchFilter;
  /** In the order of the filter. */
  readonly reasons: readonly SearchReason[];
  readonly count: number;
  /** The newest few. */
  readonly tiles: readonly PhotoTile[];
}

export interface SearchResults {
  /** Albums and known landmarks of that name, best first. */
  readonly names: readonly NameMatch[];
  /** Best first; each holds at least one photo. */
  readonly groups: readonly SearchGroup[];
}

/** Something of this library that can be searched for. */
export type SearchExample =
  | { readonly kind: 'name' | 'camera'; readonly text: string }
  | { readonly kind: 'place'; readonly city: string; readonly year: number }
  /** A month, by its first moment. */
  | { readonly kind: 'month'; readonly fromMs: number };

/** An album for which photos speak that look like a picture. */
export interface LikelyAlbum {
  readonly id: number;
  readonly name: string;
  /** Of its photos, among the nearest `of`. */
  readonly witnesses: number;
  readonly of: number;
}

/** What a picture from outside shows, and what looks like it. */
export interface ImageSearchResult {
  /** Album of the landmark that it shows; null when there is none. */
  readonly albumId: number | null;
  /** Where it is recognised as nothing: the album that most of the nearest photos are in. */
  readonly likelyAlbum: LikelyAlbum | null;
  readonly reasons: PhotoReasons;
  /** Nearest first. */
  readonly similar: readonly SimilarPhoto[];
}
