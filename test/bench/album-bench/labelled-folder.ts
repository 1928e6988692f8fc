/** @file Copies labelled photos into folders that say nothing of what they show. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { LabelledPhoto } from '../../../src/library/evaluation/labelled-photos.ts';
import { placePhoto, type PhotoPlace } from './exif-place.ts';

/** Photos in an order that says nothing: neighbours in the table are not neighbours in the library. */
export function shuffle<Item extends { readonly path: string }>(photos: readonly Item[]): readonly Item[] {
  return photos.toSorted((a, b) => (hash(a.path) < hash(b.path) ? -1 : 1));
}

/** Hex digits that follow from the text alone. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export interface CopyParams {
  readonly target: string;
  readonly photos: readonly LabelledPhoto[];
  /** Where each was taken; null: nothing is written into it. */
  readonly findPlace: (photo: LabelledPhoto) => PhotoPlace | null;
}

/** Copies as `00001.webp` and so on, all with one file time. Returns the copies by the path in the table. */
export function copyNeutrally({ target, photos, findPlace }: CopyParams): ReadonlyMap<string, string> {
  mkdirSync(target, { recursive: true });
  const time = new Date(Date.UTC(2020, 0, 1));
  return new Map(
    photos.map((photo, index) => {
      const copy = join(target, `${String(index + 1).padStart(5, '0')}${extname(photo.path).toLowerCase()}`);
      const place = findPlace(photo);
      const bytes = readFileSync(photo.file);
      writeFileSync(copy, place === null ? bytes : placePhoto(bytes, place));
      utimesSync(copy, time, time);
      return [photo.path, copy] as const;
    }),
  );
}
