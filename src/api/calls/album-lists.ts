/** @file What a list of albums can be asked for. */
import { z } from 'zod';

export const albumSorts = ['photos', 'name', 'recent', 'place'] as const;
/** `photos`: biggest first. `recent`: the latest photo first. `place`: by country, then by city, unknown ones last. */
export type AlbumSort = (typeof albumSorts)[number];

/** What is left out does not matter. */
export const albumFilterShape = {
  /** As albums give it in their place; null: albums of which no place is known. */
  country: z.string().max(200).nullable().optional(),
  /** Albums with a photo of this year. */
  year: z.int().min(1800).max(9998).optional(),
  /** `unnamed`: groups that nobody gave a name yet. */
  naming: z.enum(['named', 'unnamed']).optional(),
  /** True: those that a person hid, instead of the others. */
  isHidden: z.boolean().optional(),
} as const;

export interface AlbumFilter {
  readonly country?: string | null | undefined;
  readonly year?: number | undefined;
  readonly naming?: 'named' | 'unnamed' | undefined;
  readonly isHidden?: boolean | undefined;
}

/** Sort and filter: which list it is. */
export const albumListShape = { sort: z.enum(albumSorts), ...albumFilterShape } as const;

/** A run of albums of a list under one heading, in the order of the list. */
export type AlbumSection = { readonly count: number } & (
  | { readonly kind: 'all' }
  /** `city` null: the whole country, or what it has outside its other sections. `country` null: the place is not known. */
  | { readonly kind: 'place'; readonly country: string | null; readonly city: string | null }
  /** Of the latest photo; null: without dates. */
  | { readonly kind: 'year'; readonly year: number | null }
  /** A letter of the Latin alphabet, upper case; `#`: anything else. */
  | { readonly kind: 'initial'; readonly letter: string }
);

/** How many albums each choice would leave, given the other choices. */
export interface AlbumFacets {
  /** By name; without a known place last. */
  readonly countries: readonly {
    readonly country: string | null;
    /** In the language of the window; null without a country. */
    readonly label: string | null;
    readonly count: number;
  }[];
  /** Latest first. */
  readonly years: readonly { readonly year: number; readonly count: number }[];
  readonly named: number;
  readonly unnamed: number;
  /** All that a person hid, whatever else is chosen. */
  readonly hidden: number;
}
